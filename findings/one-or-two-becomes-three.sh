#!/bin/sh
# A reader of number words adds up the two ends of a range.
#
# Package: word2number 1.1 (PyPI)
# Expected: one number in words becomes one number, and words that are none raise ValueError, as
#   its description says.
# Seen: "one or two" is 3, "two or three" is 5, "seven out of ten" is 17, "minus five" is 5, "two
#   and a half" is 2. Nothing is raised.
# It matters: "one or two tablets" and "seven out of ten" are how people answer; each becomes a
#   definite, wrong number that no limit catches.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" word2number==1.1
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
from word2number.w2n import word_to_num

wrong = {"one or two": 3, "two or three": 5, "seven out of ten": 17, "minus five": 5,
         "two and a half": 2}
read = {words: word_to_num(words) for words in wrong}
for words, number in read.items():
    print(f"{words!r} is read as {number}")
so = read == wrong

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
