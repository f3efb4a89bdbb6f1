"""How much of an ingredient somebody takes in a day, from one entry of the list of medicines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial, reduce
from operator import add, mul
from typing import TypeAlias

from rules.language.logic.relations import Range
from rules.language.questions import Entry
from rules.medicines.ingredients import Ingredient
from rules.medicines.strength import (
    MG,
    MICROGRAM,
    MICROGRAM_AN_HOUR,
    MICROGRAMS_IN_A_MILLIGRAM,
    WrittenStrength,
    read_strength,
    strength_of,
)

Ingredients: TypeAlias = tuple[Ingredient, ...]
Amount: TypeAlias = Decimal | Range
"""A number, or the ends between which it lies: "1 or 2 tablets"."""

MILLILITRES = {"mg_in_5_ml": Decimal(5), "mg_in_1_ml": Decimal(1)}
MICROGRAMS = frozenset((MICROGRAM, MICROGRAM_AN_HOUR))


@dataclass(frozen=True)
class Patches:
    """What somebody wears at once: how many, of so many micrograms an hour each."""

    strength: Decimal
    worn: Amount

    @property
    def micrograms_an_hour(self) -> Amount:
        return times(self.strength, self.worn)


def daily_milligrams(entry: Entry, of: Ingredients, ingredient: Ingredient) -> Amount | None:
    """mg a day by mouth; `None` where a part of it is not known. Exact, never rounded.

    `of` is everything in the medicine, in the order of its printed strength.
    """
    one = _milligrams_at_once(entry, of, ingredient)
    amount, how_often = _amount(entry, "amount"), _amount(entry, "times")
    if one is None or amount is None or how_often is None:
        return None
    return times(times(one, amount), how_often)


def patches(entry: Entry, of: Ingredients, ingredient: Ingredient) -> Patches | None:
    """The patches worn at once; `None` where their strength or number is not known."""
    found, worn = _written(entry), _amount(entry, "amount")
    # On a patch, "25 micrograms" is what it gives in an hour.
    if found is None or worn is None or _unit(entry, found) not in MICROGRAMS:
        return None
    strength = strength_of(ingredient, of, found.numbers)
    return Patches(strength, worn) if strength else None


def times(one: Amount, other: Amount) -> Amount:
    """What two amounts come to, the one times the other."""
    return _of_both(mul, one, other)


def added(amounts: tuple[Amount, ...]) -> Amount:
    """What amounts come to together; 0 where there are none."""
    return reduce(partial(_of_both, add), amounts, Decimal(0))


def ends(amount: Amount) -> tuple[Decimal, Decimal | None]:
    """The lowest and the highest that it can be; None: there is no telling how high."""
    return (amount.low, amount.high) if isinstance(amount, Range) else (amount, amount)


def _of_both(work: Callable[[Decimal, Decimal], Decimal], one: Amount, other: Amount) -> Amount:
    """What two amounts come to; of a range, what both lower and both upper ends come to."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return work(one, other)
    (low, high), (least, most) = ends(one), ends(other)
    return Range(work(low, least), None if high is None or most is None else work(high, most))


def _milligrams_at_once(entry: Entry, of: Ingredients, ingredient: Ingredient) -> Decimal | None:
    """mg in one tablet, or in 1 ml of a liquid."""
    found = _written(entry)
    if found is None:
        return None
    if entry.get("form") == "liquid":
        return _milligrams_in_a_millilitre(entry, found)
    strength = strength_of(ingredient, of, found.numbers)
    unit = MG if _is_bare_pair(entry, found, of) else _unit(entry, found)
    if strength is None or unit not in {MG, MICROGRAM} or found.millilitres:
        return None
    return strength if unit == MG else strength / MICROGRAMS_IN_A_MILLIGRAM


def _is_bare_pair(entry: Entry, found: WrittenStrength, of: Ingredients) -> bool:
    """Whether a combined tablet's strengths stand as "30/500", as its box has them: both in mg."""
    unit_said = isinstance(entry.get("unit"), str) or found.unit
    return len(of) > 1 and not unit_said and len(found.numbers) > 1


def _milligrams_in_a_millilitre(entry: Entry, found: WrittenStrength) -> Decimal | None:
    """By what is written; by the unit chosen, where the two do not contradict each other."""
    chosen = entry.get("unit")
    stated = MILLILITRES.get(chosen) if isinstance(chosen, str) else None
    within = found.millilitres or stated
    agree = stated in {None, within} and chosen in {None, MG, *MILLILITRES}
    unit = found.unit or (MG if stated else None)
    if within is None or not agree or len(found.numbers) != 1 or unit not in {MG, MICROGRAM}:
        return None
    in_mg = found.numbers[0] / (1 if unit == MG else MICROGRAMS_IN_A_MILLIGRAM)
    return in_mg / within


def _unit(entry: Entry, found: WrittenStrength) -> str | None:
    """The unit chosen, else the one written; neither where the two contradict each other."""
    chosen, written = entry.get("unit"), found.unit
    if not isinstance(chosen, str):
        return written
    agree = written in {None, chosen} or (written in MICROGRAMS and chosen in MICROGRAMS)
    return chosen if agree else None


def _written(entry: Entry) -> WrittenStrength | None:
    """The strength in its own field, or in the name where that was left out.

    None where it is not understood, or says another number at a time or times a day than is answered.
    """
    typed = entry.get("strength")
    found = read_strength(typed if isinstance(typed, str) else str(entry.get("name", "")))
    if found is None:
        return None
    contradicts = any(
        said is not None and answered is not None and ends(said) != ends(answered)
        for said, answered in (
            (found.count, _amount(entry, "amount")),
            (
                found.times if isinstance(found.times, Decimal | Range) else None,
                _amount(entry, "times"),
            ),
        )
    )
    return None if contradicts else found


def _amount(entry: Entry, part: str) -> Amount | None:
    value = entry.get(part)
    return value if isinstance(value, Decimal | Range) else None
