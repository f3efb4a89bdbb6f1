"""The font of what Typst sets, and its letters: one that it lacks would spoil the whole document."""

from __future__ import annotations

import struct
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

FONT_PACKAGE = "fontpkg_noto_sans"
SPACES = frozenset("\n\t ")
# The font lists them, yet has nothing to set for them.
EMPTY = frozenset(map(ord, "\0\ufeff"))
FULL_UNICODE = (3, 10)  # the platform and encoding of a table with all letters (OpenType "cmap")
GROUPS = 12  # the format of that table: runs of letters


@cache
def font_folder() -> Path:
    """Where the font's files are."""
    with as_file(files(FONT_PACKAGE) / "files") as folder:
        return folder


def printable(text: str) -> str:
    """The text with every letter that the font lacks as "[U+1F600]". Nothing is dropped unseen."""
    told = text.replace("\r\n", "\n")
    return told if told.isascii() and told.isprintable() else told.translate(_lacking())


class _Lacking(dict[int, int | str]):
    """What to print for each letter, found out when it is first met."""

    def __missing__(self, letter: int) -> int | str:
        known = letter in letters() or chr(letter) in SPACES
        self[letter] = letter if known else f"[U+{letter:04X}]"
        return self[letter]


@cache
def _lacking() -> _Lacking:
    return _Lacking()


@cache
def letters() -> frozenset[int]:
    """Every letter that the upright and the slanted font both have."""
    fonts = [_letters_of(path.read_bytes()) for path in sorted(font_folder().glob("*.ttf"))]
    return frozenset.intersection(*fonts) - EMPTY


def _letters_of(font: bytes) -> frozenset[int]:
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    for at in range(4, 4 + 8 * count, 8):
        platform, encoding, offset = struct.unpack_from(">HHI", table, at)
        if (platform, encoding) == FULL_UNICODE:
            return _groups(table[offset:])
    raise ValueError("the PDF's font lists no letters: install fontpkg-noto-sans anew")


def _table(font: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for at in range(12, 12 + 16 * count, 16):
        found, _, offset, length = struct.unpack_from(">4sIII", font, at)
        if found == tag:
            return font[offset : offset + length]
    raise ValueError(f"the PDF's font has no {tag!r} table: install fontpkg-noto-sans anew")


def _groups(table: bytes) -> frozenset[int]:
    kind, count = struct.unpack_from(">H10xI", table)
    if kind != GROUPS:
        raise ValueError(f"the PDF's font lists its letters in format {kind}, not {GROUPS}")
    runs = (struct.unpack_from(">II", table, 16 + 12 * at) for at in range(count))
    return frozenset(letter for first, last in runs for letter in range(first, last + 1))
