#!/bin/sh
# A date of birth written by a library and read back by the same library is a hundred years later.
#
# Package: Babel 2.19.0 (PyPI)
# Expected: what format_date wrote in a locale's short format comes back from parse_date in that
#   format.
# Seen: 4 March 1938 is written "04.03.38" in German and read as 4 March 2038, for years of two
#   figures are put at most 80 years back, as the documentation says; so in Italian, Czech and
#   Korean. The Japanese year Showa 22 (1947) is read as 2022.
# It matters: these fractures belong to old age: for a patient over 80 the guess is wrong, and no
#   error is raised.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" Babel==2.19.0
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
from datetime import date

from babel.dates import format_date, parse_date

born, so = date(1938, 3, 4), True
for locale in ("de", "it", "cs", "ko"):
    written = format_date(born, "short", locale)
    read = parse_date(written, locale, "short")
    print(f"{locale}: 1938-03-04 written {written}, read {read}")
    so = so and read == date(2038, 3, 4)
era = parse_date("昭和22年3月4日", "ja")
print("ja: Showa 22, March 4 read", era)
so = so and era == date(2022, 3, 4)

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
