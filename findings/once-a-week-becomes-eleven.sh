#!/bin/sh
# A reader of number words turns the English "once" into 11.
#
# Package: number-parser 0.3.2 (PyPI)
# Expected: number words become figures; the language is found by itself when none is given.
#   "Once" is no number word in English.
# Seen: "alendronic acid once weekly" comes back as "alendronic acid 11 weekly": the line is taken
#   for Spanish, whose eleven is "once". With language='en' it is left alone; with "one tablet" in
#   the same line as well.
# It matters: patients write "once weekly" for bone and pain medicines; a seventy-milligram tablet
#   taken 11 times a week is an overdose on paper. Always name the language.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" number-parser==0.3.2
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
from number_parser import parse

written = "alendronic acid once weekly, 70 mg"
guessed, named = parse(written), parse(written, language="en")
print("language found by itself:", guessed)
print("language named:          ", named)
so = guessed == "alendronic acid 11 weekly, 70 mg" and named == written

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
