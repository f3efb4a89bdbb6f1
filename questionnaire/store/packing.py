"""Long texts packed before they are sealed. An assessment repeats itself from further back than zlib sees."""

from __future__ import annotations

import lzma

MARK = b"\xfd7zXZ\0"
"""What begins packed text, by the xz format: no text in UTF-8 begins so."""

# Of what was tried on stored assessments, the smallest that takes no longer than the rules themselves.
_FILTERS = [
    {
        "id": lzma.FILTER_LZMA2,
        "dict_size": 1 << 18,
        "lc": 2,
        "pb": 0,
        "mode": lzma.MODE_NORMAL,
        "mf": lzma.MF_HC4,
        "nice_len": 128,
        "depth": 16,
    }
]


def packed(text: bytes) -> bytes:
    """A text in fewer bytes; a short one as it is. What is sealed of it needs no check of its own."""
    small = lzma.compress(text, lzma.FORMAT_XZ, check=lzma.CHECK_NONE, filters=_FILTERS)
    return min(text, small, key=len)


def unpacked(kept: bytes) -> bytes:
    """The text, whether it was packed or is from before texts were."""
    return lzma.decompress(kept, lzma.FORMAT_XZ) if kept.startswith(MARK) else kept
