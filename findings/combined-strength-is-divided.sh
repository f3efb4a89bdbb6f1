#!/bin/sh
# A reader of quantities divides the two strengths of a combined tablet.
#
# Package: quantulum3 0.10.0 (PyPI)
# Expected: quantities with their units are found in running English text.
# Seen: "30/500 mg", codeine 30 with paracetamol 500, is 0.06 milligram; in "1 tablet at 8 am and
#   2 at 10 pm" the evening is 2 ampere-turns and 10 picometres.
# It matters: combined pain tablets are written like this on every box; 0.06 mg would pass for a
#   very weak medicine.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" quantulum3==0.10.0
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
import logging
import warnings

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
from quantulum3 import parser

def read(text):
    return [(round(found.value, 9), found.unit.name) for found in parser.parse(text)]

tablet, hours = read("co-codamol 30/500 mg"), read("1 tablet at 8 am and 2 at 10 pm")
print("30/500 mg:", tablet)
print("1 tablet at 8 am and 2 at 10 pm:", hours)
so = (0.06, "milligram") in tablet and (10.0, "picometre") in hours

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
