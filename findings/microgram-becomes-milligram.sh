#!/bin/sh
# Two usual steps, each right by itself, turn micrograms into milligrams.
#
# Package: Unidecode 1.4.0, anyascii 0.3.3, python-slugify 9.2.0 (PyPI)
# Expected: NFKC makes the micro sign (U+00B5) the Greek letter mu (U+03BC); a transliterator
#   writes text in ASCII.
# Seen: the micro sign is written "u", and mu "m": "100 µg" is "100 ug" as typed and "100 mg"
#   after NFKC, in both transliterators; slugify does both steps by itself and gives "100-mg".
# It matters: a thousandfold dose in a file name, a search key or an export in ASCII, from a patch
#   or a thyroid tablet. Write "mcg" before any such step.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" \
    Unidecode==1.4.0 anyascii==0.3.3 python-slugify==9.2.0
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
from unicodedata import normalize

from anyascii import anyascii
from slugify import slugify
from unidecode import unidecode

typed = "100 \N{MICRO SIGN}g"
read = [step(text) for step in (unidecode, anyascii) for text in (typed, normalize("NFKC", typed))]
print("Unidecode, as typed and after NFKC:", read[:2])
print("anyascii, as typed and after NFKC: ", read[2:])
print("slugify, as typed:                 ", slugify(typed))
so = read == ["100 ug", "100 mg"] * 2 and slugify(typed) == "100-mg"

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
