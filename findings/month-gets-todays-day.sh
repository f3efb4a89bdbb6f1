#!/bin/sh
# A month written as text becomes a date with the day on which the program happens to run.
#
# Package: fhirpathpy 2.2.4 (PyPI)
# Expected: '2026-03'.toDate() is @2026-03: a FHIRPath date may stop at the month (FHIRPath,
#   section on conversion).
# Seen: the result is 2026-03 with today's day of the month and midnight; run tomorrow, the same
#   answer is another day.
# It matters: "some time in March" is an honest answer about a fall; here it turns into a day
#   nobody said, and two runs of one rule disagree.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" fhirpathpy==2.2.4
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
from datetime import date

from fhirpathpy import evaluate

[found] = evaluate({"resourceType": "Patient"}, "'2026-03'.toDate()")
today = f"2026-03-{date.today().day:02}"
print(f"'2026-03'.toDate() is {found}; today is the {date.today().day}. of its month")
so = str(found).startswith(today) or (date.today().day > 31)

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
