"""Whether a medicine stands on the list twice, and what it comes to until somebody says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from rules.language.logic.case import Absent
from rules.language.logic.relations import Range
from rules.language.questions import Entry
from rules.medicines.doses import Amount, added, ends
from rules.medicines.reading import name_of, reading_of


class Again(Enum):
    """What somebody says of a medicine that has in it what one before it on the list has."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_SURE = "not_sure"
    NOT_SAID = "not_said"

    @property
    def is_open(self) -> bool:
        return self in {Again.NOT_SURE, Again.NOT_SAID}


AGAIN: Mapping[str, str] = {
    Again.SAME.value: "the same medicine as one before it, listed again",
    Again.DIFFERENT.value: "taken as well as the one before it",
}


@dataclass(frozen=True)
class ListedAgain:
    """An entry that may be an earlier one again. `of` is the place of the earlier, from 0."""

    of: int
    name: str
    said: Again


def listed_again(entries: Sequence[Entry]) -> Mapping[int, ListedAgain]:
    """By its place from 0, each entry with the same in it as one before it: a painkiller added up.

    What is no longer taken is neither, nor is what nobody knows or has confirmed.
    """
    found: dict[int, ListedAgain] = {}
    if len(entries) < 2:
        return found
    contents = [_added_up(entry) for entry in entries]
    for place, wanted in enumerate(contents):
        before = [one for one in range(place) if wanted and contents[one] == wanted]
        if before:
            of = _likest(entries, before, place)
            found[place] = ListedAgain(of, name_of(entries[of]), _said(entries[place]))
    return found


def joined(before: Amount, amount: Amount, said: Again) -> Amount:
    """What two entries come to: one of them where they are the same, else it lies up to both."""
    (low, high), (least, most) = ends(before), ends(amount)
    both = (high, most) if said is Again.SAME else (ends(added((before, amount)))[1],)
    top = None if None in both else max(one for one in both if one is not None)
    bottom: Decimal = min(low, least)
    return bottom if top == bottom else Range(bottom, top)


def _added_up(entry: Entry) -> frozenset[str]:
    """What is in it, where a total counts it; nothing else can be counted twice."""
    read = reading_of(entry)
    counts = entry.get("still_taken") is not False and read.how.is_sure
    return read.added_up if counts else frozenset()


def _likest(entries: Sequence[Entry], before: Sequence[int], place: int) -> int:
    """The one before it of the same name, else the nearest."""
    name = name_of(entries[place]).casefold()
    alike = (one for one in before if name_of(entries[one]).casefold() == name)
    return next(alike, before[-1])


def _said(entry: Entry) -> Again:
    said = entry.get("listed_again")
    if said is Absent.NOT_SURE:
        return Again.NOT_SURE
    return Again(said) if isinstance(said, str) and said in AGAIN else Again.NOT_SAID
