"""How much of an ingredient somebody takes in a day, from one entry of the list of medicines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from rules.language.questions import Entry
from rules.medicines import Ingredient, strength_of_each, strengths

Ingredients: TypeAlias = tuple[Ingredient, ...]

MILLILITRES = {"mg_in_5_ml": Decimal(5), "mg_in_1_ml": Decimal(1)}
MICROGRAMS_IN_A_MILLIGRAM = Decimal(1000)
_PER_HOUR = re.compile(r"(?:micrograms?|mcg|ug|µg|μg)\s*(?:/|per|an)\s*h", re.IGNORECASE)
_MICROGRAM = re.compile(r"\d\s*(?:micrograms?|mcgs?|ug|µg|μg)(?![a-z])", re.IGNORECASE)
_MILLIGRAM = re.compile(r"\d\s*(?:milligrams?|grams?|mgs?|g)(?![a-z])", re.IGNORECASE)
_PAIR = re.compile(r"\d\s*/\s*\d")
_IN_LIQUID = re.compile(
    r"(\d+(?:\.\d+)?)\s*mg\s*(?:/|in|per)\s*(\d+(?:\.\d+)?)?\s*ml", re.IGNORECASE
)


@dataclass(frozen=True)
class Patches:
    """What somebody wears at once: how many, of so many micrograms an hour each."""

    strength: Decimal
    worn: Decimal

    @property
    def micrograms_an_hour(self) -> Decimal:
        return self.strength * self.worn


def daily_milligrams(entry: Entry, of: Ingredients, ingredient: Ingredient) -> Decimal | None:
    """mg a day by mouth; `None` where a part of it is not known. Exact, never rounded.

    `of` is everything in the medicine, in the order of its printed strength.
    """
    one = _milligrams_at_once(entry, of, ingredient)
    amount, times = _number(entry, "amount"), _number(entry, "times")
    if one is None or amount is None or times is None:
        return None
    return one * amount * times


def patches(entry: Entry, of: Ingredients, ingredient: Ingredient) -> Patches | None:
    """The patches worn at once; `None` where their strength or number is not known."""
    strength = _strength(entry, of, ingredient)
    worn = _number(entry, "amount")
    # On a patch, "25 micrograms" is what it gives in an hour.
    if strength is None or worn is None or not _is_micrograms(_unit(entry)):
        return None
    return Patches(strength, worn)


def _is_micrograms(unit: str | None) -> bool:
    return unit in ("microgram", "microgram_an_hour")


def _milligrams_at_once(entry: Entry, of: Ingredients, ingredient: Ingredient) -> Decimal | None:
    """mg in one tablet, or in 1 ml of a liquid."""
    if entry.get("form") == "liquid":
        return _milligrams_in_a_millilitre(entry)
    strength = _strength(entry, of, ingredient)
    unit = "mg" if _is_bare_pair(entry, of) else _unit(entry)
    if strength is None or unit not in ("mg", "microgram"):
        return None
    return strength if unit == "mg" else strength / MICROGRAMS_IN_A_MILLIGRAM


def _is_bare_pair(entry: Entry, of: Ingredients) -> bool:
    """Whether a combined tablet's strengths stand as "30/500", as its box has them: both in mg."""
    unit_said = isinstance(entry.get("unit"), str) or _written_unit(_text(entry))
    return len(of) > 1 and not unit_said and bool(_PAIR.search(_text(entry)))


def _milligrams_in_a_millilitre(entry: Entry) -> Decimal | None:
    written = _IN_LIQUID.search(_text(entry))
    if written:
        return Decimal(written[1]) / Decimal(written[2] or 1)
    numbers = strengths(_text(entry))
    millilitres = MILLILITRES.get(str(entry.get("unit")))
    if len(numbers) != 1 or millilitres is None:
        return None
    return numbers[0] / millilitres


def _strength(entry: Entry, of: Ingredients, ingredient: Ingredient) -> Decimal | None:
    each = dict(strength_of_each(of, strengths(_text(entry))))
    return each.get(ingredient)


def _unit(entry: Entry) -> str | None:
    """The unit chosen, else the one written; neither where the two contradict each other."""
    chosen = entry.get("unit")
    written = _written_unit(_text(entry))
    if not isinstance(chosen, str):
        return written
    agree = written in (None, chosen) or (_is_micrograms(written) and _is_micrograms(chosen))
    return chosen if agree else None


@lru_cache(maxsize=4096)
def _written_unit(text: str) -> str | None:
    found = {
        "microgram_an_hour": _PER_HOUR.search(text),
        "microgram": _MICROGRAM.search(text),
        "mg": _MILLIGRAM.search(text),
    }
    return next((unit for unit, here in found.items() if here), None)


def _text(entry: Entry) -> str:
    """Where the strength stands: its own field, or the name where that was left out."""
    typed = entry.get("strength")
    return typed if isinstance(typed, str) else str(entry.get("name", ""))


def _number(entry: Entry, part: str) -> Decimal | None:
    value = entry.get(part)
    return value if isinstance(value, Decimal) else None
