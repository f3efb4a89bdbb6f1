#!/bin/sh
# A converter takes a unit in a number format for a time of day.
#
# Package: xlsx2csv 0.8.6 (PyPI), also behind polars.read_excel(engine="xlsx2csv"); the workbook
#   is written by openpyxl 3.1.5
# Expected: words in quotation marks in a number format are shown as they are (ECMA-376, part 1,
#   18.8.31); the value is 0.5.
# Seen: 0.5 in the format 0.00 "mg" is written 12:00; 25 in the format 0 "mcg/h" is written 0
#   "01cg/12"; 6 in the format 0 "weeks" is written 0 "weeks", without its 6.
# It matters: spreadsheets of clinics show units in this way; the dose is gone, and noon looks
#   like an answer.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" \
    xlsx2csv==0.8.6 openpyxl==3.1.5
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
import csv
import io
import tempfile

from openpyxl import Workbook
from xlsx2csv import Xlsx2csv

book = Workbook()
for value, shown_as in ((0.5, '0.00 "mg"'), (25, '0 "mcg/h"'), (6, '0 "weeks"'), (7, '0.00')):
    book.active.append([value])
    book.active.cell(book.active.max_row, 1).number_format = shown_as
with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
    book.save(file.name)
    text = io.StringIO()
    Xlsx2csv(file.name).convert(text)
read = [row[0] for row in csv.reader(io.StringIO(text.getvalue()))]
print("0.5 mg, 25 mcg/h, 6 weeks, 7.00 are read as", read)
so = read[0] == "12:00" and read[1] != "25" and "6" not in read[2] and float(read[3]) == 7

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
