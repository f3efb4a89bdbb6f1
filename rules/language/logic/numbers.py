"""Numbers as people write them, in figures, words and ranges: wholly understood, or not at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from rules.language.logic.relations import Range

_TO_TWELVE = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
WORDS: Mapping[str, Fraction] = {
    "a quarter": Fraction(1, 4),
    "quarter": Fraction(1, 4),
    "a half": Fraction(1, 2),
    "half": Fraction(1, 2),
    "half a": Fraction(1, 2),
    "three quarters": Fraction(3, 4),
    **{word: Fraction(number) for number, word in enumerate(_TO_TWELVE)},
    "none": Fraction(0),
    "twenty": Fraction(20),
    "thirty": Fraction(30),
    "fifty": Fraction(50),
    "hundred": Fraction(100),
    "a hundred": Fraction(100),
}
PLACES = 6  # decimals that are kept of what does not come out even: a third, a seventh
MOST_FIGURES = 9  # before a mark: no dose has more, and arithmetic would not take them all
NO_NUMBER = "^"
_FRACTION = re.compile(r"(?:(\d{1,4}) )?(\d{1,2})/([1-9]\d?)")
_AND = re.compile(r"(.+?) and (a half|a quarter|three quarters)")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([,.'’ ])\d{3})(?:\1\d{3}){0,3}")
_EITHER = re.compile(r"([1-9]\d{0,2})[,.](\d{3})")
_PLAIN = re.compile(r"(?:\d{1,9})?(?:[.,]\d{1,9})?")
_BETWEEN = re.compile(r"(?:between (.+?) and (.+)|(.+?) ?(?:-|–|—|\bto\b|\bor\b) ?(.+))")
_AT_MOST = re.compile(
    r"(?:<=?|≤|under|below|less than|up to|at most|no more than|maximum|max) ?(.+)"
)
_AT_LEAST = re.compile(r"(?:>=?|≥|over|above|more than|at least|minimum|min) ?(.+)")
_STRICT = re.compile(r"[<>](?!=)|under|below|less than|over|above|more than")
_PARTS = re.compile(r"(?:(\d+) ?)?([¼-¾⅐-⅞↉])")
_RAISED = re.compile("[²³¹⁰-⁹₀-₉]")  # 10⁹ is not 109
_MARKS = str.maketrans({"٫": ".", "٬": ",", "⁄": "/", "′": "'", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Said(Range):
    """A number, or the ends of a range, with the words that it was said in."""

    said: str


@dataclass(frozen=True)
class Either:
    """What can be two numbers: "1,000" is 1 or 1000. Nobody is to guess which."""

    one: Decimal
    other: Decimal


Read: TypeAlias = Decimal | Range | Either | None


@lru_cache(maxsize=4096)
def read_number(text: str) -> Read:
    """A number, a range ("1 or 2", "4-6", "<10"), what can be two numbers, or None: not a number.

    The whole of the text is understood or none of it is: nothing is left over.
    """
    plain = plain_letters(text)
    single = read_single(plain)
    if single is not None:
        return single
    return _open_ended(plain) or _between(plain)


def plain_letters(text: str) -> str:
    """Small letters, the digits 0 to 9 and one space where any script, width or gap stood."""
    written = _RAISED.sub(NO_NUMBER, _PARTS.sub(_with_parts, text)).translate(_MARKS)
    folded = unicodedata.normalize("NFKC", written).translate(_MARKS).casefold()
    return " ".join("".join(map(_digit, folded)).split())


def _with_parts(found: re.Match[str]) -> str:
    """ "12½" is twelve and a half: never 121/2, and never the half alone."""
    if len(found[1] or "") > MOST_FIGURES:
        return NO_NUMBER
    return f"{_even(int(found[1] or 0) + Fraction(unicodedata.numeric(found[2])).limit_denominator(12)):f}"


def read_single(plain: str) -> Decimal | Either | None:
    """One number in plain letters."""
    if found := _FRACTION.fullmatch(plain):
        return _even(int(found[1] or 0) + Fraction(int(found[2]), int(found[3])))
    if found := _AND.fullmatch(plain):
        whole = read_single(found[1])
        return _even(Fraction(whole) + WORDS[found[2]]) if isinstance(whole, Decimal) else None
    return _even(WORDS[plain]) if plain in WORDS else _figures(plain)


def _figures(plain: str) -> Decimal | Either | None:
    """A leading 0 is never of thousands, and two groups of three always are."""
    if found := _EITHER.fullmatch(plain):
        return Either(_decimal(f"{found[1]}.{found[2]}"), Decimal(f"{found[1]}{found[2]}"))
    if _GROUPED.fullmatch(plain):
        return Decimal(re.sub(r"\D", "", plain))
    if found := re.fullmatch(r"(.*\d)([.,])(\d{1,9})", plain):
        whole, mark, rest = found.groups()
        if mark not in whole and _GROUPED.fullmatch(whole):  # 1,234.5 and 1.234,5
            return _decimal(f"{re.sub(r'[^0-9]', '', whole)}.{rest}")
    written = plain.removesuffix(".")
    if not written or not _PLAIN.fullmatch(written) or written in {".", ","}:
        return None
    return _decimal(written.replace(",", "."))


def is_open_ended(text: str) -> bool:
    """Whether only one limit is named: "<10", "at least 4"."""
    plain = plain_letters(text)
    return bool(_AT_MOST.fullmatch(plain) or _AT_LEAST.fullmatch(plain))


def is_strict(text: str) -> bool:
    """Whether a limit is not meant itself: "<10" is under it, "at most 10" is not."""
    return bool(_STRICT.match(plain_letters(text)))


def _open_ended(plain: str) -> Range | Either | None:
    if found := _AT_MOST.fullmatch(plain):
        most = read_single(found[1])
        return Range(Decimal(0), most) if isinstance(most, Decimal) else most
    if found := _AT_LEAST.fullmatch(plain):
        least = read_single(found[1])
        return Range(least, None) if isinstance(least, Decimal) else least
    return None


def _between(plain: str) -> Range | Either | None:
    found = _BETWEEN.fullmatch(plain)
    if found is None:
        return None
    low, high = (read_single(part.strip()) for part in found.groups() if part is not None)
    if isinstance(low, Either):
        return low
    if isinstance(high, Either):
        return high
    if low is None or high is None or low >= high:
        return None
    return Range(low, high)


def _even(number: Fraction) -> Decimal:
    return _decimal(f"{Decimal(number.numerator) / Decimal(number.denominator):.{PLACES}f}")


def without_noughts(number: Decimal) -> Decimal:
    """Without those that say nothing: 0.50 is 0.5, and 10.0 is 10."""
    even = number.normalize()
    return even.quantize(Decimal(1)) if even == even.to_integral_value() else even


def _decimal(written: str) -> Decimal:
    return without_noughts(Decimal(written))


def _digit(letter: str) -> str:
    value = unicodedata.digit(letter, None)
    return letter if value is None or letter.isascii() else str(value)
