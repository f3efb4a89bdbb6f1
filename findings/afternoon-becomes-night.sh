#!/bin/sh
# A time written by a library and read back by the same library is twelve hours off.
#
# Package: Babel 2.19.0 (PyPI)
# Expected: half past two in the afternoon, as format_time writes it for a locale, comes back from
#   parse_time, as it does in English.
# Seen: in Korean, Arabic, Greek and the Chinese of Taiwan it comes back as half past two at
#   night; so it is in 37 of its languages, whose word for afternoon is not "pm". Nothing is
#   raised.
# It matters: when the last blood thinner was taken, and when the clinic is to be rung, are
#   questions of hours.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" Babel==2.19.0
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
from datetime import time

from babel.dates import format_time, parse_time

afternoon, so = time(14, 30), True
for locale in ("en_US", "ko", "ar", "el", "zh_TW"):
    written = format_time(afternoon, "short", locale=locale)
    read = parse_time(written, locale=locale)
    print(f"{locale}: 14:30 written {written}, read {read}")
    so = so and read == (afternoon if locale == "en_US" else time(2, 30))

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
