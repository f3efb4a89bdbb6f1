"""One step of an entry as it was sent: which entry of the list it is about now, and what it says of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from questionnaire.fields import PageForm
from questionnaire.fields.since import keeping
from questionnaire.patient.list_since import ListSince
from questionnaire.patient.listed import Listed
from questionnaire.patient.two_answers import uncontested
from rules.language.logic.case import Absent, Case
from rules.language.questions import Entry


@dataclass(frozen=True)
class EntrySent:
    """A form of one entry, with the list that it is read beside and the entry's number there.

    `is_off`: it was taken off the list meanwhile, and the list is what it was when it stood on it.
    """

    form: PageForm
    listed: Listed
    number: int
    stood: Case
    is_off: bool = False

    @classmethod
    def read(cls, lists: ListSince, form: PageForm, number: int) -> EntrySent:
        """Which entry of the list a page was about, and its form with what was left as it stood."""
        place, stood = _place(lists, form, number), lists.then.inside(number)
        if place is None:
            sent = cls(form, lists.then, number, stood, is_off=True)
        else:
            sent = cls(form, lists.now, place, stood)
        form.load(sent.listed.inside(sent.number))
        form.follow(stood, keeping())
        form.validate()
        return sent

    def given(self, contested: Collection[str] = ()) -> Entry:
        """What it says of the entry, but for what others answered meanwhile."""
        kept = uncontested(self.form.values(self.listed.inside(self.number)), contested)
        return {part.key: value for part, value in kept.items()}

    @property
    def says_something(self) -> bool:
        """Whether there is anything to keep: of an entry that is there, also that it was passed over."""
        given, stands = self.given(), self.listed.at(self.number)
        if self.is_off:
            return any(stands.get(key) != value for key, value in given.items())
        return bool(stands) or any(value is not Absent.UNANSWERED for value in given.values())

    @property
    def whole(self) -> Entry:
        """The entry with all that is said of it now."""
        return {**self.listed.at(self.number), **self.given()}

    def put_back(self, now: Listed) -> EntrySent:
        """The same at the end of the list as it is now; where it is already, if sent twice."""
        number = now.first_saying(self.whole, after=0) or len(now.entries) + 1
        return replace(self, listed=now, number=number, is_off=False)


def _place(lists: ListSince, form: PageForm, number: int) -> int | None:
    """The entry's number now; that behind the last where it is new, and None where it was taken off."""
    if lists.then.has(number):
        return lists.place(number)
    behind = len(lists.now.entries) + 1
    form.load(lists.now.inside(behind))
    given = {part.key: value for part, value in form.values(lists.now.inside(behind)).items()}
    said = {key: value for key, value in given.items() if value is not Absent.UNANSWERED}
    twice = lists.now.first_saying(said, after=len(lists.then.entries)) if said else None
    return twice or behind
