"""A list as it stands, beside what it was when a page was made: which entry the page is about now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from questionnaire.fields.since import Since
from questionnaire.patient.listed import Listed
from rules.language.questions import Entries, Entry, entries_of, says


@dataclass(frozen=True)
class ListSince:
    """A list `then` and `now`, and all that it was on the way."""

    then: Listed
    now: Listed
    stages: Sequence[Sequence[Entry]]

    @classmethod
    def made(cls, question: Entries, since: Since) -> ListSince:
        """The list that a page was made of, and what became of it since."""
        stages = [entries_of(value) for value in since.values(question)]
        return cls(Listed.of(question, since.then), Listed.of(question, since.now), stages)

    def place(self, number: int) -> int | None:
        """The number that an entry of the page has now; None where it was taken off, or never was."""
        return followed(self.stages, number) if self.then.has(number) else None

    def stands(self, number: int) -> bool:
        """Whether an entry of the page is what it was."""
        place = self.place(number)
        return place is not None and self.now.at(place) == self.then.at(number)

    def can_take(self, number: int, given: Entry) -> bool:
        """Whether something can be said of an entry by a page that showed it; again, if sent twice."""
        place = self.place(number)
        return place is not None and (self.stands(number) or says(self.now.at(place), given))


def followed(stages: Iterable[Sequence[Entry]], number: int) -> int | None:
    """The number of an entry once a list was changed, step by step; None where it was taken off."""
    place: int | None = number
    for before, after in pairwise(stages):
        place = _moved(before, after, place) if place else None
    return place


def _moved(before: Sequence[Entry], after: Sequence[Entry], number: int) -> int | None:
    """At one step an entry is added at the end, changed where it stands or taken off."""
    fewer = len(before) - len(after)
    if fewer <= 0:
        return number
    kept = enumerate(zip(before, after, strict=False), start=1)
    gone = next((place for place, (one, other) in kept if one != other), len(after) + 1)
    if number < gone:
        return number
    return number - fewer if number >= gone + fewer else None
