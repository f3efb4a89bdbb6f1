#!/bin/sh
# A reader of dates lets "ago" count for the last part only; the rest lies in the future.
#
# Package: parsedatetime 2.6 (PyPI)
# Expected: "6 weeks and 3 days ago" lies 45 days back; the flag says whether a date was
#   understood.
# Seen: on 30 November 2026 "6 weeks and 3 days ago" is 8 January 2027 and "1 year 2 months ago"
#   is 30 September 2027, each with the flag for a date well read. "6 weeks ago" is right.
# It matters: people say since when they have pain in just these words, and six weeks is the line
#   between two kinds of treatment.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" parsedatetime==2.6
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
from datetime import datetime

import parsedatetime

calendar, said_on = parsedatetime.Calendar(), datetime(2026, 11, 30, 12)
wanted = {"6 weeks ago": "2026-10-19",
          "6 weeks and 3 days ago": "2027-01-08", "1 year 2 months ago": "2027-09-30"}
read = {}
for words in wanted:
    found, flag = calendar.parseDT(words, said_on)
    read[words] = f"{found:%Y-%m-%d}" if flag == 1 else None
    print(f"{words!r} on 2026-11-30 is {read[words]}")
so = read == wanted

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
