#!/bin/sh
# A reader of repeating times turns a course of tablets into one tablet.
#
# Package: recurrent 0.4.1 (PyPI)
# Expected: "every 8 hours" gives an hourly rule with interval 8, and "for 5 days" its end, as
#   "every Monday for 6 weeks" does.
# Seen: "every 8 hours for 5 days" gives FREQ=DAILY;INTERVAL=5, once in five days; "every day at
#   8am and 8pm" gives 8 only; "every day for 7 days" gives the seventh day of the year.
# It matters: how often an opioid is taken multiplies its dose; here the evening tablet and
#   fourteen of fifteen doses disappear without an error.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" recurrent==0.4.1
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
from datetime import datetime

from recurrent import RecurringEvent

def rule(words):
    text = RecurringEvent(now_date=datetime(2026, 11, 30, 12)).parse(words)
    print(f"{words!r}: {text}")
    return set(text.removeprefix("RRULE:").split(";"))

course, twice = rule("every 8 hours for 5 days"), rule("every day at 8am and 8pm")
week, plain = rule("every day for 7 days"), rule("every 8 hours")
so = {"FREQ=DAILY", "INTERVAL=5"} <= course and "BYHOUR=8" in twice and "BYYEARDAY=7" in week
so = so and {"FREQ=HOURLY", "INTERVAL=8"} <= plain

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
