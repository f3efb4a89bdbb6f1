"""A strength as people write it: "30/500", "10mg/5ml", "25 mcg/h": wholly understood, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from rules.language.logic.numbers import Either, Read, plain_letters, read_single
from rules.medicines.filler_words import FORMS
from rules.medicines.how_often import read_times
from rules.medicines.ingredients import DrugClass, Ingredient
from rules.medicines.names import NAME_WORDS

MG, GRAM, MICROGRAM, MICROGRAM_AN_HOUR, PERCENT = (
    "mg",
    "g",
    "microgram",
    "microgram_an_hour",
    "percent",
)
UNITS = {
    **dict.fromkeys(("mg", "mgs", "milligram", "milligrams"), MG),
    **dict.fromkeys(("mcg", "mcgs", "ug", "μg", "microgram", "micrograms"), MICROGRAM),
    **dict.fromkeys(("g", "gram", "grams"), GRAM),
}
MICROGRAMS_IN_A_MILLIGRAM = Decimal(1000)
IN_MILLIGRAMS = {MG: Decimal(1), GRAM: Decimal(1000), MICROGRAM: 1 / MICROGRAMS_IN_A_MILLIGRAM}
MILLILITRES = frozenset(("ml", "mls", "millilitre", "millilitres", "milliliter", "milliliters"))
HOURS = frozenset(("h", "hr", "hrs", "hour", "hours"))
BESIDE, PER = frozenset("/+&"), frozenset(("/", "per", "in", "an", "a"))
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_TOKEN = re.compile(r"[\d.,']*\d|[^\W\d_]+|[/+&%×]|\S")


@dataclass(frozen=True)
class WrittenStrength:
    """What stands on a box: one number an ingredient, in one unit; of a liquid, in how many ml.

    `count` and `times` are what else was written with it: "2 x 10 mg, 3 times a day".
    """

    numbers: tuple[Decimal, ...]
    unit: str | None = None
    millilitres: Decimal | None = None
    count: Decimal | None = None
    times: Read = None


@lru_cache(maxsize=4096)
def read_strength(text: str) -> WrittenStrength | None:
    """The strength that a text says; None where any of it is not understood, or can be two things.

    Grams are given in mg. A range, 0 and what lies in 0 ml are no strength.
    """
    plain, times = _without_times(plain_letters(text).rstrip(".,;"))
    tokens = [one for one in _TOKEN.findall(_HYPHEN.sub(" ", plain)) if _says_how_much(one)]
    found = _counted(tokens)
    return replace(found, times=times) if found else None


def unclear_number(text: str) -> Either | None:
    """The first number in a text that can be two: 1 or 1000 of "1,000mg/500ml"."""
    numbers = map(read_single, _TOKEN.findall(plain_letters(text)))
    return next((one for one in numbers if isinstance(one, Either)), None)


def strength_of(
    ingredient: Ingredient, among: tuple[Ingredient, ...], numbers: tuple[Decimal, ...]
) -> Decimal | None:
    """The number of one of them; None where it cannot be told."""
    each = strength_of_each(among, numbers)
    return next((number for one, number in each if one.key == ingredient.key), None)


def strength_of_each(
    ingredients: tuple[Ingredient, ...], numbers: tuple[Decimal, ...]
) -> tuple[tuple[Ingredient, Decimal], ...]:
    """Each ingredient with its own number; empty unless there is one number for each.

    The order is that of the printed strength, except that with paracetamol the largest number is
    paracetamol's: "500/30" and "30/500" are the same tablet.
    """
    if len(ingredients) != len(numbers):
        return ()
    classes = [ingredient.drug_class for ingredient in ingredients]
    if len(numbers) != 2 or DrugClass.PARACETAMOL not in classes:
        return tuple(zip(ingredients, numbers, strict=True))
    ordered = sorted(numbers, reverse=classes[0] is DrugClass.PARACETAMOL)
    return tuple(zip(ingredients, ordered, strict=True))


def _says_how_much(token: str) -> bool:
    """Not a name or a form, which change nothing of a strength."""
    is_word = token in FORMS or token in NAME_WORDS
    return not is_word or token in UNITS or token in MILLILITRES or token in PER or token in HOURS


def _without_times(plain: str) -> tuple[str, Read]:
    """A text without how often at its end, and that: the longest end that says so in words."""
    starts = [0, *(found.end() for found in re.finditer(r"[ ,]+", plain))]
    for start in starts:
        end = plain[start:]
        if re.search(r"[a-z]", end) and (times := read_times(end)) is not None:
            return plain[:start].rstrip(" ,"), times
    return plain, None


def _counted(tokens: Sequence[str]) -> WrittenStrength | None:
    """ "2 x 10 mg", "one 10 mg tablet": how many of them, then the strength of one."""
    if len(tokens) > 2 and tokens[1] in {"x", "×"}:
        count, rest = _number(tokens[0]), tokens[2:]
    elif len(tokens) > 2 and _number(tokens[1]) and tokens[2] in UNITS:
        count, rest = _number(tokens[0]), tokens[1:]
    else:
        return _strength(tokens)
    found = _strength(rest)
    return replace(found, count=count) if found and count else None


def _strength(tokens: Sequence[str]) -> WrittenStrength | None:
    """One number an ingredient, then of how much it is: "30/500", "10 mg in 5 ml", "25 mcg/h"."""
    stated, rest = _stated(tokens)
    units = {unit for _, unit in stated if unit}
    if not stated or (len(units) > 1 and any(unit is None for _, unit in stated)):
        return None
    if units <= {MICROGRAM}:
        return _of(
            WrittenStrength(tuple(number for number, _ in stated), next(iter(units), None)), rest
        )
    # Of those that have no unit of their own. Where units differ, all have one.
    only = units.pop()
    return _of(WrittenStrength(tuple(_milligrams(*one, only) for one in stated), MG), rest)


def _stated(tokens: Sequence[str]) -> tuple[list[tuple[Decimal, str | None]], Sequence[str]]:
    """The numbers that stand beside one another, each with its unit; and what comes after them."""
    number = _number(tokens[0]) if tokens else None
    if number is None:
        return [], tokens
    unit = UNITS.get(tokens[1]) if len(tokens) > 1 else None
    after = tokens[2:] if unit else tokens[1:]
    if len(after) > 1 and after[0] in BESIDE and not _is_volume(after[1:]):
        further, rest = _stated(after[1:])
        if further:
            return [(number, unit), *further], rest
    return [(number, unit)], after


def _milligrams(number: Decimal, unit: str | None, only: str) -> Decimal:
    return number * IN_MILLIGRAMS[unit or only]


def _of(found: WrittenStrength, rest: Sequence[str]) -> WrittenStrength | None:
    match [*rest]:
        case []:
            return found
        case ["%"] if len(found.numbers) == 1 and found.unit is None:
            return replace(found, unit=PERCENT)
        case [word, hours] if word in PER and hours in HOURS and found.unit == MICROGRAM:
            return replace(found, unit=MICROGRAM_AN_HOUR)
        case [word, *volume] if word in PER and _is_volume(volume):
            millilitres = _number(volume[0]) if len(volume) > 1 else Decimal(1)
            return replace(found, millilitres=millilitres) if millilitres else None
    return None


def _is_volume(tokens: Sequence[str]) -> bool:
    """ "ml" or "5 ml"."""
    return bool(tokens) and tokens[-1] in MILLILITRES and len(tokens) <= 2


def _number(token: str) -> Decimal | None:
    """A number over 0 that can be no other; None for all else."""
    number = read_single(token)
    return number if isinstance(number, Decimal) and number else None
