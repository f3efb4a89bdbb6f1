"""The numbers in a strength as people write it: "30/500", "10 mg", "12,5"."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from rules.medicines.ingredients import DrugClass, Ingredient

_NUMBER = r"\d{1,6}(?:[.,]\d{1,6})?"
_UNIT = r"(?:micrograms?|milligrams?|grams?|mcgs?|mgs?|ug|µg|μg|g)(?![a-z])"
_PER_HOUR = r"(?:\s*(?:/|per)\s*(?:h|hr|hour)(?![a-z]))?"
_ONE = rf"{_NUMBER}(?:\s*{_UNIT}{_PER_HOUR})?"
_GROUP = re.compile(rf"(?<![\w.,/-]){_ONE}(?:\s*[/+]\s*{_ONE})*(?![\d.,/%-])")
_HOW_OFTEN = re.compile(r"\d+\s*(?:x|times?|a day|daily|per day|hourly)\b")
_LIQUID_OR_RANGE = re.compile(r"\d\s*(?:ml|%|millilit)|\d\s*(?:-|–|to)\s*\d")


@lru_cache(maxsize=4096)
def strengths(text: str) -> tuple[Decimal, ...]:
    """The numbers of one strength in the order written; empty where the text is not one strength.

    A combined medicine gives several ("30/500"). Grams are given in mg; other units as written.
    A range ("10-20"), a percentage, a liquid's "10 mg/5 ml" and 0 are not the strength of one unit.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    if _LIQUID_OR_RANGE.search(plain):
        return ()
    groups = [found.group() for found in _GROUP.finditer(_HOW_OFTEN.sub(" ", plain))]
    with_unit = [group for group in groups if re.search(_UNIT, group)]
    chosen = with_unit or groups
    if len(chosen) != 1:
        return ()
    numbers = tuple(_in_mg(one) for one in re.findall(_ONE, chosen[0]))
    return numbers if all(numbers) else ()


@lru_cache(maxsize=4096)
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


def _in_mg(one: str) -> Decimal:
    number = re.match(_NUMBER, one)
    written = number.group() if number else "0"
    thousands = re.fullmatch(r"[1-9]\d*,\d{3}", written)
    value = Decimal(written.replace(",", "" if thousands else "."))
    in_grams = re.search(r"\d\s*(?:g|grams?)$", one.strip())
    return value * 1000 if in_grams else value
