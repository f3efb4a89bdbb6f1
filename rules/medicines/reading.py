"""What an entry of the list of medicines was read as, and who confirmed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from rules.language.questions import Entry
from rules.medicines.antithrombotics import ANTITHROMBOTICS, Antithrombotic
from rules.medicines.ingredients import (
    INGREDIENT_BY_KEY,
    WITHOUT_A_NAME,
    DrugClass,
    Ingredient,
)
from rules.medicines.products import PRODUCTS
from rules.medicines.recognition import recognise, recognise_antithrombotics

WITHOUT_NAME = "a medicine without a name"
ADDED_UP = frozenset({DrugClass.OPIOID, DrugClass.PARACETAMOL})


class How(Enum):
    """How an entry came to be read as it is."""

    AS_WRITTEN = "as_written"
    NOT_CONFIRMED = "not_confirmed"
    PATIENT = "patient"
    PATIENT_NOT_SURE = "patient_not_sure"
    STAFF = "staff"

    @property
    def is_sure(self) -> bool:
        """Whether it is as written, or somebody has confirmed it."""
        return self in _SURE


# No set: to hash a member takes many times as long as to look at three.
_SURE = (How.AS_WRITTEN, How.PATIENT, How.STAFF)

HOW_READ: Mapping[str, str] = {
    How.AS_WRITTEN.value: "as written",
    How.NOT_CONFIRMED.value: "not confirmed",
    How.PATIENT.value: "confirmed by the patient",
    How.PATIENT_NOT_SURE.value: "the patient was not sure",
    How.STAFF.value: "confirmed by staff",
}


@dataclass(frozen=True)
class ReadAs:
    """The ingredients of a medicine in the order of its printed strength, and what slows clotting.

    Neither: not recognised.
    """

    ingredients: tuple[Ingredient, ...]
    how: How
    thinners: tuple[Antithrombotic, ...] = ()

    @property
    def is_recognised(self) -> bool:
        """Whether it is known what it is, were it no medicine for pain."""
        return bool(self.ingredients or self.thinners)

    @cached_property
    def classes(self) -> frozenset[DrugClass]:
        """The classes of what is in it."""
        return frozenset(ingredient.drug_class for ingredient in self.ingredients)

    @cached_property
    def added_up(self) -> frozenset[str]:
        """The keys of what is in it, where a daily total counts it by name: opioids and paracetamol."""
        if ADDED_UP.isdisjoint(self.classes) or any(
            one in WITHOUT_A_NAME for one in self.ingredients
        ):
            return frozenset()
        return frozenset(one.key for one in self.ingredients)

    @cached_property
    def contents(self) -> str:
        """What is in it, in words: "Codeine + Paracetamol (acetaminophen)"."""
        every = dict.fromkeys(one.name for one in (*self.ingredients, *self.thinners))
        return " + ".join(every)


NOT_READ = ReadAs((), How.NOT_CONFIRMED)


def reading_of(entry: Entry) -> ReadAs:
    """What was noted when the entry was kept; failing that, what its name stands for on record."""
    name, noted = entry.get("name"), entry.get("read_as")
    written = name if isinstance(name, str) else ""
    if not isinstance(noted, tuple):
        return _as_written(written)
    thinners = entry.get("read_as_thinner")
    slows_clotting = thinners if isinstance(thinners, tuple) else ()
    return _as_noted(noted, slows_clotting, written, str(entry.get("read_how")))


def name_of(entry: Entry) -> str:
    """The name as it was written."""
    name = entry.get("name")
    return name if isinstance(name, str) else WITHOUT_NAME


def in_printed_order(keys: Iterable[str], written: str = "") -> tuple[Ingredient, ...]:
    """Ingredients as their strengths stand on the box ("30/500"), or in the line as written."""
    wanted = frozenset(keys)
    match = recognise(written)
    if match and _keys(match.ingredients) == wanted:
        return match.ingredients
    found = _PRINTED.get(wanted)
    return found or tuple(each for key, each in INGREDIENT_BY_KEY.items() if key in wanted)


@lru_cache(maxsize=4096)
def _as_written(name: str) -> ReadAs:
    match, thinners = recognise(name), recognise_antithrombotics(name)
    if not match and not thinners:
        return NOT_READ
    return ReadAs(match.ingredients if match else (), How.AS_WRITTEN, thinners)


@lru_cache(maxsize=4096)
def _as_noted(keys: tuple[str, ...], thinners: tuple[str, ...], name: str, how: str) -> ReadAs:
    said = How(how) if how in HOW_READ else How.NOT_CONFIRMED
    agents = tuple(agent for agent in ANTITHROMBOTICS if agent.key in thinners)
    return ReadAs(in_printed_order(keys, name), said, agents)


def _keys(ingredients: Iterable[Ingredient]) -> frozenset[str]:
    return frozenset(ingredient.key for ingredient in ingredients)


_PRINTED = {_keys(product.ingredients): product.ingredients for product in reversed(PRODUCTS)}
