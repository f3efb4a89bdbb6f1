#!/bin/sh
# A converter of medical units reads the unit "g%" as a mass.
#
# Package: ucumvert 0.3.2 with Pint 0.25.3 (PyPI)
# Expected: UCUM has g% as a unit of its own, gram percent: the same as g/dL, a concentration.
# Seen: 12 g% becomes 12 gram times percent, that is 0.12 gram; it cannot be converted to g/dL,
#   and can be converted to mg.
# It matters: haemoglobin is still reported in g% in many countries, and bleeding risk is judged
#   by it.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" \
    ucumvert==0.3.2 pint==0.25.3
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
from pint import DimensionalityError
from ucumvert import PintUcumRegistry

units = PintUcumRegistry()
haemoglobin = 12 * units.from_ucum("g%")
print("12 g% is", haemoglobin, "=", haemoglobin.to("gram"))
try:
    print("in g/dL:", haemoglobin.to(units.from_ucum("g/dL").units))
    refused = False
except DimensionalityError as error:
    print("in g/dL:", error)
    refused = True
so = refused and abs(haemoglobin.to("gram").magnitude - 0.12) < 1e-9

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
