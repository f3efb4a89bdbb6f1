#!/bin/sh
# A test of change before and after gives p = 0 when not one person changed.
#
# Package: statsmodels 0.15.0 (PyPI)
# Expected: with no discordant pair McNemar's test has nothing to test: p is 1 (as its exact form
#   says) or undefined.
# Seen: mcnemar(exact=False), with the usual correction, gives statistic inf and p 0.0 for 10 who
#   said no twice and 5 who said yes twice; the exact form gives 1.0, without correction nan.
# It matters: small clinics compare answers before and after; perfect agreement is reported as the
#   strongest possible change.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" \
    statsmodels==0.15.0 pandas==2.3.3
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
import warnings

from statsmodels.stats.contingency_tables import mcnemar

warnings.simplefilter("ignore")
nobody_changed = [[10, 0], [0, 5]]
exact = mcnemar(nobody_changed, exact=True).pvalue
corrected = mcnemar(nobody_changed, exact=False)
print("exact: p", exact)
print("with correction: statistic", corrected.statistic, "p", corrected.pvalue)
so = exact == 1 and corrected.pvalue == 0

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
