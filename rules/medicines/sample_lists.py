"""Lists of pain medicines that stand on each side of what a rule asks of them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from rules.language.questions import Entry

Listed = tuple[Entry, ...]

SLEEPING_TABLET: Entry = {"name": "Zopiclone", "form": "tablet", "still_taken": True}
PARACETAMOL: Entry = {"name": "Paracetamol", "form": "tablet", "still_taken": True}
STOPPED: Entry = {
    "name": "Codeine",
    "form": "tablet",
    "still_taken": False,
    "why_stopped": "side_effects",
}
SLOWS_CLOTTING: Entry = {"name": "Clopidogrel", "form": "tablet", "still_taken": True}


def morphine_of(milligrams: Decimal) -> Entry:
    """Morphine by mouth, of which somebody takes so many mg a day."""
    return _once_a_day("Morphine", milligrams)


def paracetamol_lists(daily: Decimal) -> tuple[Listed, ...]:
    """Paracetamol just under, at and just over so many mg a day, and none."""
    beside = (daily - 1, daily, daily + 1)
    return ((), *((_once_a_day("Paracetamol", one),) for one in beside if one > 0))


def _once_a_day(name: str, milligrams: Decimal) -> Entry:
    return {
        "name": name,
        "form": "tablet",
        "strength": f"{milligrams:f}",
        "unit": "mg",
        "still_taken": True,
        "amount": Decimal(1),
        "times": Decimal(1),
    }


@lru_cache
def sample_lists(daily: Iterable[Decimal] = (Decimal(30),)) -> tuple[Listed, ...]:
    """No medicine, and every mix of an opioid at these mg a day, another class, and one stopped."""
    opioids: list[Listed] = [(), *((morphine_of(one),) for one in daily if one > 0)]
    without: list[Listed] = [(), (SLEEPING_TABLET,)]
    mixed = [
        (*opioid, *other, *stopped)
        for opioid in opioids
        for other in ((), (PARACETAMOL,))
        for stopped in ((), (STOPPED,))
    ]
    return (*without, *(each for each in mixed if each))
