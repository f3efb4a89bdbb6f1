"""Which program it is, as far as findings come of it: another one may find otherwise in the same answers."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import rules
from questionnaire import responses

_PARTS = (*rules.__path__, *responses.__path__)


@cache
def program() -> str:
    """A hash of all that findings are worked out by: the rules, and what puts answers before them."""
    files = sorted(path for part in _PARTS for path in Path(part).rglob("*") if path.is_file())
    read = (one.read_bytes() for one in files if "__pycache__" not in one.parts)
    return hashlib.sha256(b"".join(hashlib.sha256(one).digest() for one in read)).hexdigest()
