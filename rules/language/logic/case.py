"""What is known of one patient on one day: answers, absences, and what they come to, remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import wraps
from typing import TypeAlias, TypeVar

from rules.language.logic.failure import Failure

Subject = TypeVar("Subject")
Outcome = TypeVar("Outcome")
Memory: TypeAlias = defaultdict[object, dict[object, object]]
Values: TypeAlias = dict[object, object]  # by the term


def _nothing_yet() -> Memory:
    return defaultdict(dict)


class Absent(Enum):
    """The three ways to have no answer, and two why one does not count. They are never mixed up."""

    UNANSWERED = "unanswered"
    NOT_SURE = "not sure"
    NOT_ASKED = "not asked"  # other answers made the question needless
    OUT_OF_DATE = "out of date"  # known once, but past its window on the case's day
    CONFLICTING = "answers conflict"  # what it is worked out from cannot be so


# To ask the class for a member, or whether it has one, takes many times as long.
UNANSWERED, NOT_SURE, NOT_ASKED, OUT_OF_DATE, CONFLICTING = Absent


class Origin(Enum):
    """Where an answer came from."""

    PATIENT = "patient"
    HELPER = "helper"
    STAFF_PHONE = "staff by phone"
    PAPER = "paper"
    STAFF = "staff"
    RECORD = "record"


@dataclass(frozen=True)
class Given:
    """An answer as it stands: its value, and who gave it when, by the clinic's own clock."""

    value: object
    origin: Origin = Origin.PATIENT
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Case:
    """What is known of one patient on one day. Ages and intervals are counted to `on`.

    `figures` and `choices` are the clinic's own, by key, where it set any. `unreadable` are answers
    that are kept and cannot be read, by key: nothing found without them may pass for the whole.
    """

    answers: Mapping[str, Given]
    on: date
    figures: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    choices: Mapping[str, str] = field(default_factory=dict[str, str])
    unreadable: Mapping[str, Failure] = field(default_factory=dict[str, Failure])
    values: Values = field(default_factory=dict, init=False, repr=False, compare=False)
    memory: Memory = field(default_factory=_nothing_yet, init=False, repr=False, compare=False)

    def having(self, answers: Mapping[str, Given]) -> Case:
        """The same patient, day and clinic with these answers, and no others in their place."""
        return Case(answers, self.on, self.figures, self.choices)

    def answered(self, news: Mapping[str, Given]) -> Case:
        """The same with these answers in place of what stood, and all others as they stand."""
        return self.having({**self.answers, **news})


def once_a_case(work: Callable[[Subject, Case], Outcome]) -> Callable[[Subject, Case], Outcome]:
    """A case never changes, so what something comes to in it is worked out once and remembered."""

    @wraps(work)
    def remembered(subject: Subject, case: Case) -> Outcome:
        known = case.memory[work]
        found = known.get(subject)
        if found is None:
            found = known[subject] = work(subject, case)
        return found  # pyrefly: ignore[bad-return]  # only this work puts anything there

    return remembered
