"""Telephone numbers as a clinic writes them, and what a telephone dials for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_EXTENSION = r"(?:\s*[,;(]?\s*(?:ext(?:ension|n)?\.?|x)\s*:?\s*(?P<extension>\d{1,6})\)?)"
# Blanks, brackets and dashes stand within a number, and so does a stroke without blanks beside it.
_NUMBER = re.compile(
    rf"(?P<number>\+?\(?\d(?:(?:[ \t\u00a0\u202f().\-\u2010-\u2013]*|/)\d)*)(?P<rest>{_EXTENSION}?)",
    re.IGNORECASE,
)
_TRUNK = re.compile(r"\(0\)")
_FEWEST = 2  # "15" is an emergency number; one digit is none
PAUSE = ","


class Stretch(NamedTuple):
    """A stretch of what is written: words, or a number with what is `dialled` for it."""

    text: str
    dialled: str


def pieces(written: str) -> list[Stretch]:
    """What is written, cut so that each telephone number is a piece of its own."""
    return [piece for piece in _pieces(written) if piece.text]


def _pieces(written: str) -> Iterator[Stretch]:
    end = 0
    for found in _NUMBER.finditer(written):
        number = _dialled(found["number"])
        if not number:
            continue
        yield Stretch(written[end : found.start()], "")
        extension = found["extension"]
        yield Stretch(found[0], f"{number}{PAUSE}{extension}" if extension else number)
        end = found.end()
    yield Stretch(written[end:], "")


def _dialled(number: str) -> str:
    """The digits, with the "+" of another country; the 0 in brackets after that is not dialled."""
    shown = _TRUNK.sub("", number) if number.startswith("+") else number
    digits = re.sub(r"\D", "", shown)
    if len(digits) < _FEWEST:
        return ""
    return f"+{digits}" if number.startswith("+") else digits
