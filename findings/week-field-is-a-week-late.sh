#!/bin/sh
# A form field for weeks reads the browser's week by another calendar, and writes a week 0 that no
# browser knows.
#
# Package: WTForms 3.3.2 (PyPI)
# Expected: an input of type week sends ISO weeks: 2026-W01 runs from 29 December 2025 to 4
#   January 2026 (HTML, week strings).
# Seen: 2026-W01 is read as 5 January 2026, which lies in ISO week 2; 1 January 2026 is written as
#   2026-W00, so the box stays empty. In 2024, which began on a Monday, all is right.
# It matters: "in which week did you fall?" comes out a week too late all through 2025 and 2026,
#   as in each year that begins on a Tuesday, Wednesday or Thursday.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" WTForms==3.3.2
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
from datetime import date

from wtforms import Form
from wtforms.fields import WeekField

class Fall(Form):
    week = WeekField()

class Sent(dict):
    def getlist(self, name):
        return [self[name]]

so = True
read_as = {"2024-W10": date(2024, 3, 4), "2025-W10": date(2025, 3, 10), "2026-W01": date(2026, 1, 5)}
for sent, monday in read_as.items():
    read = Fall(Sent(week=sent)).week.data
    print(f"{sent} is read as {read}, ISO week {read.isocalendar().week}")
    so = so and read == monday
written = Fall(week=date(2026, 1, 1)).week._value()
print("2026-01-01 is written as", written)
so = so and written == "2026-W00"

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
