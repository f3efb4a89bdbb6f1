#!/bin/sh
# Two codes of one vertebra are equal, but one is not found in a set that holds the other.
#
# Package: pydicom 3.0.2 (PyPI)
# Expected: Code compares old SNOMED codes (SRT) and new ones (SCT) as equal; Python asks that
#   equal things have equal hashes.
# Seen: T-11930 (SRT) equals codes.SCT.L3Vertebra and is found in a list of it, but not in a set
#   or as a key of a dict.
# It matters: older reports carry the old codes; a table from code to level finds nothing for the
#   third lumbar vertebra although a comparison says that it is the same.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" pydicom==3.0.2
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code

new, old = codes.SCT.L3Vertebra, Code("T-11930", "SRT", "L3 vertebra")
print("equal:", old == new)
print("in a list:", old in [new], " in a set:", old in {new}, " in a dict:", {new: "L3"}.get(old))
so = old == new and old in [new] and old not in {new}

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
