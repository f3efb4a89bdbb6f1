"""The entries of a list: what is known of each, and what is to be asked of it next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.patient.listed_before import said_again
from questionnaire.patient.read_as import said_reading
from questionnaire.patient.said_medicine import said_medicine
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.weighing import weigh
from rules.language.questions import (
    Entries,
    Entry,
    Question,
    Step,
    entries_of,
    says,
)


@dataclass(frozen=True)
class Listed:
    """A list as it stands. Entries are numbered from 1; the number after the last is a new one."""

    question: Entries
    entries: tuple[Entry, ...]
    case: Case

    @classmethod
    def of(cls, question: Entries, case: Case) -> Listed:
        return cls(question, entries_of(question.answer(case)), case)

    @property
    def numbers(self) -> range:
        """The numbers of the entries there are."""
        return range(1, len(self.entries) + 1)

    def has(self, number: int) -> bool:
        return number in self.numbers

    def at(self, number: int) -> Entry:
        """An entry; nothing is known of a new one."""
        return self.entries[number - 1] if self.has(number) else {}

    def first_saying(self, given: Entry, after: int) -> int | None:
        """The first entry behind a place that says all this already; None where none does."""
        places = (number for number in self.numbers if number > after)
        return next((number for number in places if says(self.at(number), given)), None)

    def having(self, number: int, given: Entry) -> tuple[Entry, ...]:
        """The entries once an answer is taken in. What was noted of another name is noted no more."""
        name, before = self.question.parts[0].key, self.at(number)
        renamed = name in given and given[name] != before.get(name)
        noted = {part.key for part in self.question.noted} if renamed else ()
        changed = {**{key: before[key] for key in before if key not in noted}, **given}
        return (*self.entries[: number - 1], changed, *self.entries[number:])

    def without(self, number: int) -> tuple[Entry, ...] | Absent:
        """The entries but one. An emptied list is unknown: only the patient can say "none"."""
        return (*self.entries[: number - 1], *self.entries[number:]) or Absent.UNANSWERED

    def inside(self, number: int) -> Case:
        """What is known inside an entry: its own parts, and all else under other keys."""
        parts = {part.key for part in self.question.parts}
        around = {key: given for key, given in self.case.answers.items() if key not in parts}
        own = {key: Given(value) for key, value in self.at(number).items()}
        return self.case.having({**around, **own})

    def missing(self, number: int) -> frozenset[str]:
        """The keys of the questions of an entry that are to be asked and were never shown."""
        inside = self.inside(number)
        asked = asked_in(self.question.whole, inside)
        return frozenset(part.key for part in asked if part.key not in inside.answers)

    def last_saying(self, given: Entry) -> int:
        """The last entry that says all this already; the place of a new one where none does."""
        places = (number for number in reversed(self.numbers) if says(self.at(number), given))
        return next(places, len(self.entries) + 1)

    def title(self, number: int) -> str:
        """What to call an entry: by its first part, its name, or else by its number."""
        name = self.at(number).get(self.question.parts[0].key)
        return name if isinstance(name, str) else f"{say(self.question.one).capitalize()} {number}"

    def typed(self, number: int) -> str:
        """An entry in the one line that it was written in; empty where it was not."""
        typed = self.question.typed
        line = self.at(number).get(typed.key) if typed else None
        return line if isinstance(line, str) else ""

    def steps(self, number: int) -> Sequence[Step]:
        """The steps of an entry that ask something."""
        inside = self.inside(number)
        return [step for step in self.question.steps if asked_in(step, inside)]

    def lines(self, number: int) -> Sequence[str]:
        """All that was answered of an entry but for the name that it goes by, in a person's words."""
        read_as = said_reading(self.question, self.at(number))
        return [
            *self.answers(number),
            *read_as,
            *said_again(self.question, self.entries, number),
        ]

    def answers(self, number: int) -> Sequence[str]:
        """The same, without what is made of it."""
        asked = {part.key for part in asked_in(self.question.whole, self.inside(number))}
        return said_medicine({key: value for key, value in self.at(number).items() if key in asked})


def asked_in(step: Step, inside: Case) -> Sequence[Question]:
    """The questions of a step that the rest of the entry leaves to be asked."""
    return [part for part in step.questions if weigh(part.asked_if, inside).truth]
