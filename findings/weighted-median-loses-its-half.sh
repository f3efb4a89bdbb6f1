#!/bin/sh
# The weighted median of whole numbers is cut down to a whole number.
#
# Package: statsmodels 0.15.0 (PyPI)
# Expected: the median of 7 and 8 with equal weights is 7.5, whatever type the numbers have.
# Seen: DescrStatsW([7, 8]).quantile gives 7 for whole numbers and 7.5 for the same as decimals;
#   the quartiles of 6, 7, 8, 9 are 6, 7, 8 in place of 6.5, 7.5, 8.5.
# It matters: pain scores are whole numbers; a limit of "7.5 or more" is missed, and the cut is
#   always downwards.
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
from statsmodels.stats.weightstats import DescrStatsW

def quartiles(scores):
    return DescrStatsW(scores, weights=[1] * len(scores)).quantile([0.25, 0.5, 0.75]).tolist()

whole, decimal = quartiles([6, 7, 8, 9]), quartiles([6.0, 7.0, 8.0, 9.0])
print("whole numbers:", whole)
print("decimals:     ", decimal)
so = whole == [6, 7, 8] and decimal == [6.5, 7.5, 8.5]

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
