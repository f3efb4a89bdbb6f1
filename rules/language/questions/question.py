"""What every question has: a key, its wording, whom it is asked of, and what a value may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias, cast

from rules.language.logic.case import NOT_ASKED, OUT_OF_DATE, UNANSWERED, Absent, Case
from rules.language.logic.conditions import ALWAYS, Cause, Condition, Open, Term, checks
from rules.language.logic.relations import WorkingFigure
from rules.language.logic.weighing import limit, open_in, value_of, weigh
from rules.language.questions.doubts import Doubt

Say: TypeAlias = Callable[[str], str]
Stored: TypeAlias = object


def as_written(text: str) -> str:
    """Words left in the language they were declared in."""
    return text


class Unreadable(ValueError):
    """A value that a question cannot take; the message says what it takes."""


class Audience(Enum):
    """Whom a question is asked of."""

    PATIENT = "patient"
    STAFF = "staff"
    RECORD = "record"  # taken from the invitation, confirmed by the patient


class Advice(Enum):
    """Fixed safety text, shown with an answer that calls for it; most urgent first. Never a result."""

    EMERGENCY = "emergency"
    SAME_DAY = "same day"


@dataclass(frozen=True)
class Together:
    """Options that call for advice only together, or only beside what was answered elsewhere."""

    options: frozenset[str]
    beside: Condition = ALWAYS

    def is_chosen(self, chosen: frozenset[object], case: Case) -> bool:
        return self.options <= chosen and weigh(self.beside, case).truth is True


Call: TypeAlias = bool | str | Absent | Together
"""What calls for advice: an answer, one of the options chosen, or several together."""


@dataclass(frozen=True, eq=False)
class Shorter:
    """A window that counts in place of a question's own, where its condition holds or may hold."""

    window: WorkingFigure
    when: Condition
    said: str  # where that is: "on warfarin"


@dataclass(frozen=True, eq=False)
class Question(Term):
    """One thing we ask. The wording may change; the key never does."""

    key: str
    text: str
    short: str
    hint: str = ""
    asked_of: Audience = Audience.PATIENT
    asked_if: Condition = ALWAYS
    unsure: str = "I'm not sure"  # empty: "not sure" is not offered
    unsure_said: str = ""  # what staff read of it; empty: "not sure"
    advice: Mapping[Advice, tuple[Call, ...]] = field(default_factory=dict)
    about: str = ""  # what the answer is about, where it is read out without the question
    unless: str = ""  # when the advice does not apply, for the patient to judge
    observed_on: tuple[
        Question, ...
    ] = ()  # what dates it, the first known; empty: when it was given
    window: WorkingFigure | None = None  # days after which the answer counts no longer
    shorter: Shorter | None = None  # fewer of them, for some patients

    def answer(self, case: Case) -> object:
        """The one door to an answer: what is behind a closed branch is never seen."""
        asked = self.asked_if is ALWAYS or weigh(self.asked_if, case).truth
        if asked is False:
            return NOT_ASKED
        given = case.answers.get(self.key)
        return given.value if asked and given else UNANSWERED

    def value(self, case: Case) -> object:
        """The answer as rules use it: one past its window is out of date."""
        answer = self.answer(case)
        if self.window is None or type(answer) is Absent or self.is_in_date(case):
            return answer
        return OUT_OF_DATE

    @property
    def is_remark(self) -> bool:
        """Whether it only makes room to say more: left empty, nothing is missing."""
        return False

    def day(self, case: Case) -> date | None:
        """The day on which the answer was true; None where nobody said."""
        if not self.observed_on:
            given = case.answers.get(self.key)
            return given.at.date() if given and given.at else None  # `at` is by the clinic's clock
        for dated_by in self.observed_on:
            day = dated_by.answer(case)
            if isinstance(day, date):
                return day
        return None

    def is_in_date(self, case: Case) -> bool:
        """Whether the answer still counts. A report without a date may be of any age."""
        window = self.window_in(case)
        days = None if window is None else limit(window, case)
        if days is None:
            return True
        day = self.day(case)
        if day is None:  # an answer that says no day of its own was given for the case's day
            return not self.observed_on
        return Decimal((case.on - day).days) <= cast("Decimal", days)

    def window_in(self, case: Case) -> WorkingFigure | None:
        """The window that counts in a case."""
        if self.shorter and weigh(self.shorter.when, case).truth is not False:
            return self.shorter.window
        return self.window

    @property
    def windows(self) -> tuple[WorkingFigure, ...]:
        """Every window that can count."""
        shorter = (self.shorter.window,) if self.shorter else ()
        return (*((self.window,) if self.window else ()), *shorter)

    def reads(self) -> tuple[Term, ...]:
        return (self,)

    def open(self, case: Case) -> tuple[Open, ...]:
        gate = weigh(self.asked_if, case)
        if gate.truth is None:
            return tuple(missing for check in gate.because for missing in open_in(check.term, case))
        if not gate.truth:
            return ()
        return (Open(self, self.cause(value_of(self, case))),)

    def cause(self, value: object) -> Cause:
        """Why an answer is not known, from the absence that stands for it."""
        if value is OUT_OF_DATE:
            return Cause.OUT_OF_DATE
        if self.asked_of is not Audience.PATIENT:  # the record, too, is the clinic's to complete
            return Cause.NEEDS_STAFF
        return Cause.UNANSWERED if value is UNANSWERED else Cause.NOT_SURE

    def read(self, stored: Stored) -> object:
        """A stored or outside value as a typed one. Raises Unreadable."""
        if stored == {"absent": Absent.NOT_SURE.value}:
            return Absent.NOT_SURE
        if stored == {"absent": Absent.UNANSWERED.value}:
            return Absent.UNANSWERED
        return self.read_value(stored)

    def stored(self, value: object) -> Stored:
        """A typed value as JSON; `read` is its inverse."""
        if isinstance(value, Absent):
            return {"absent": value.value}
        return self.stored_value(value)

    def said(self, value: object, say: Say = as_written) -> str:
        if type(value) is Absent:
            unsure = self.unsure_said if value is Absent.NOT_SURE else ""
            return say(unsure or value.value)
        return self.said_value(value, say)

    def said_among(self, value: object, others: Mapping[str, object], say: Say) -> str:
        """As one answer of a list's entry, beside the others of it."""
        return self.said(value, say)

    def calls_for(self, value: object, case: Case) -> Advice | None:
        """The most urgent advice that this answer calls for, if any."""
        called = (
            advice
            for advice in Advice
            if any(_is_made(call, value, case) for call in self.advice.get(advice, ()))
        )
        return next(called, None)

    def advised_beside(self, advice: Advice) -> tuple[Question, ...]:
        """The other questions on whose answers it turns if this one calls for an advice."""
        together = (call for call in self.advice.get(advice, ()) if isinstance(call, Together))
        read = (check.term.reads() for call in together for check in checks(call.beside))
        return tuple(term for terms in read for term in terms if isinstance(term, Question))

    def is_too_late(self, value: object, on: date) -> bool:
        """Whether an answer lies wholly after a day, and cannot."""
        return False

    def doubt(self, value: object, case: Case, today: date) -> Doubt | None:
        """Whether an answer is to be asked about before it is kept."""
        return None

    def read_value(self, stored: Stored) -> object:
        raise NotImplementedError

    def stored_value(self, value: object) -> Stored:
        return value

    def said_value(self, value: object, say: Say) -> str:
        return str(value)


def _is_made(call: Call, value: object, case: Case) -> bool:
    """Whether an answer is the one that calls for advice, or has the options that do."""
    chosen = frozenset(value) if isinstance(value, tuple) else frozenset((value,))
    return call.is_chosen(chosen, case) if isinstance(call, Together) else call in chosen
