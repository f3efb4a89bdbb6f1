"""The entries of a list: what is known of each, and what is to be asked of it next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from questionnaire.patient.listed_before import said_again
from questionnaire.patient.read_as import said_reading
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.weighing import weigh
from rules.language.questions import (
    ApproximateDay,
    Day,
    Entries,
    Entry,
    Number,
    Question,
    Step,
    YesNo,
    in_a_row,
)


@dataclass(frozen=True)
class Listed:
    """A list as it stands. Entries are numbered from 1; the number after the last is a new one."""

    question: Entries
    entries: tuple[Entry, ...]
    case: Case

    @classmethod
    def of(cls, question: Entries, case: Case) -> Listed:
        value = question.answer(case)
        return cls(
            question, () if isinstance(value, Absent) else cast("tuple[Entry, ...]", value), case
        )

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

    def next_step(self, number: int) -> Step | None:
        """The first step of an entry with a question that was never shown."""
        inside = self.inside(number)
        return next((step for step in self.question.steps if _is_new(step, inside)), None)

    def title(self, number: int) -> str:
        """What to call an entry: by its first part, its name, or else by its number."""
        name = self.at(number).get(self.question.parts[0].key)
        return name if isinstance(name, str) else f"{say(self.question.one).capitalize()} {number}"

    def steps(self, number: int) -> Sequence[Step]:
        """The steps of an entry that ask something."""
        inside = self.inside(number)
        return [step for step in self.question.steps if asked_in(step, inside)]

    def lines(self, number: int) -> Sequence[str]:
        """All that was answered of an entry, step by step, but for the name that it goes by."""
        read_as = said_reading(self.question, self.at(number))
        return [
            *self.answers(number),
            *read_as,
            *said_again(self.question, self.entries, number),
        ]

    def answers(self, number: int) -> Sequence[str]:
        """The same, without what is made of it."""
        name, inside = self.question.parts[0], self.inside(number)
        asked = [asked_in(step, inside) for step in self.question.steps]
        said = (
            _said([part for part in parts if part is not name], self.at(number)) for parts in asked
        )
        return [text for text in said if text]

    def step_before(self, number: int, step: Step) -> Step | None:
        """The step before one that is met for the first time; None at the first, or in a change."""
        if not self.has(number) or self.next_step(number) is not step:
            return None
        steps = self.steps(number)
        place = steps.index(step)
        return steps[place - 1] if place else None


def says(entry: Entry, given: Entry) -> bool:
    """Whether an entry says all this already."""
    return all(entry.get(key) == value for key, value in given.items())


def asked_in(step: Step, inside: Case) -> Sequence[Question]:
    """The questions of a step that the rest of the entry leaves to be asked."""
    return [part for part in step.questions if weigh(part.asked_if, inside).truth]


def _is_new(step: Step, inside: Case) -> bool:
    return any(part.key not in inside.answers for part in asked_in(step, inside))


def _said(parts: Sequence[Question], entry: Entry) -> str:
    said = {part: _said_part(part, entry) for part in parts}
    return in_a_row({part: text for part, text in said.items() if text})


def _said_part(part: Question, entry: Entry) -> str:
    value = entry.get(part.key, Absent.UNANSWERED)
    if isinstance(value, Absent):
        return f"{say(part.short)}: {say(part.unsure)}" if value is Absent.NOT_SURE else ""
    said = part.said_among(value, entry, say)
    return f"{say(part.short)}: {said}" if _says_too_little(part) else said


def _says_too_little(part: Question) -> bool:
    """ "Yes", a day or a bare number means nothing without what was asked."""
    bare = isinstance(part, Number) and not part.unit
    return bare or isinstance(part, YesNo | Day | ApproximateDay)
