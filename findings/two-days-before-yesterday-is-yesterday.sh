#!/bin/sh
# A reader of dates understands "three weeks before yesterday", but not days: they are dropped.
#
# Package: dateparser 1.5.0 (PyPI)
# Expected: relative dates in English are read, or None is given where a text is not understood.
# Seen: on 30 November, "three weeks before yesterday" is 8 November, which is right; "two days
#   before yesterday" is 29 November, yesterday itself, and "10 days before today" is today.
# It matters: when a fall or a scan was decides whether a fracture is recent; a date that is
#   quietly ten days too late is worse than none.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" dateparser==1.5.0
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
import warnings
from datetime import datetime

warnings.simplefilter("ignore")
import dateparser

said_on = {"RELATIVE_BASE": datetime(2026, 11, 30, 12)}
wanted = {"three weeks before yesterday": "11-08",
          "two days before yesterday": "11-29", "10 days before today": "11-30"}
read = {}
for words in wanted:
    found = dateparser.parse(words, languages=["en"], settings=said_on)
    read[words] = f"{found:%m-%d}" if found else None
    print(f"{words!r} on 2026-11-30 is {read[words]}")
so = read == wanted

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
