#!/bin/sh
# One raised 9 anywhere before it turns 10 to the ninth into the number 109 for three PDF readers.
#
# Package: typst 0.15.2, read by pypdf 7.1.1, pdfplumber 0.11.10 and pdfminer.six (PyPI)
# Expected: the character U+2079 in the source is found in the text of the PDF, as it is in a
#   document without #super.
# Seen: #super[9] draws the same glyph, and the PDF can say only one text for it: all three
#   readers then give "150 x 109/L". On paper both look right; a footnote numbered 9 after it does
#   the reverse.
# It matters: platelets are given in 10 to the ninth in a litre. Use either the characters or
#   #super in one document, never both.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" \
    typst==0.15.2 pypdf==7.1.1 pdfplumber==0.11.10
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
import io

import pdfplumber
import pypdf
import typst
from pdfminer.high_level import extract_text

def read(source):
    pdf = io.BytesIO(typst.compile(source.encode(), format="pdf", ignore_system_fonts=True))
    texts = [pypdf.PdfReader(pdf).pages[0].extract_text(),
             pdfplumber.open(pdf).pages[0].extract_text(), extract_text(pdf)]
    print([text.strip() for text in texts])
    return [text.strip().split()[-1] for text in texts]

unit = "150 × 10⁹/L"
so = read(unit) == ["10⁹/L"] * 3 and read("See note #super[9] – " + unit) == ["109/L"] * 3

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
