"""Numbers worked out from answers: days since, age, and the answer of whoever knows best."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rules.language.logic import relations
from rules.language.logic.case import (
    CONFLICTING,
    NOT_ASKED,
    OUT_OF_DATE,
    UNANSWERED,
    Absent,
    Case,
)
from rules.language.logic.conditions import Cause, Check, Open, Term
from rules.language.logic.days import ApproximateDate, KnownDay, limits
from rules.language.logic.relations import Range
from rules.language.logic.weighing import limit, value_of
from rules.language.questions import ApproximateDay, Choice, Day, Measured, Question, YesNo, YesOrNo


class Counted(Measured):
    """A number counted from the answer to one question to the case's day."""

    @abstractmethod
    def of(self, answer: object, on: date) -> object:
        """What an answer comes to on a day."""


@dataclass(frozen=True, eq=False)
class DaysSince(Counted):
    """Whole days from a day until the case's day, between limits where the day is not exact."""

    since: ApproximateDay | Day
    short: str

    def value(self, case: Case) -> object:
        return self.of(value_of(self.since, case), case.on)

    def of(self, answer: object, on: date) -> object:
        if isinstance(answer, date):
            return _days(on - answer)
        if not isinstance(answer, ApproximateDate):
            return answer
        low, high = _days(on - answer.latest), _days(on - answer.earliest)
        return low if low == high else Range(low, high)

    def examples(self, case: Case, check: Check) -> tuple[object, ...]:
        return tuple(map(self._day, (case.on - timedelta(days) for days in _beside(check, case))))

    def _day(self, day: date) -> object:
        return day if isinstance(self.since, Day) else ApproximateDate(day.isoformat())

    def said(self, value: object) -> str:
        if isinstance(value, Range):
            return f"{value.low} to {value.high} days"
        return "1 day" if value == 1 else f"{value} days"

    def reads(self) -> tuple[Term, ...]:
        return (self.since,)

    @property
    def explained(self) -> str:
        return (
            f"Whole days from “{self.since.short}” to the day of the consult. Where that day is "
            "known only roughly, the fewest and the most days that it can be: what lies between "
            "them stays open."
        )

    def open(self, case: Case) -> tuple[Open, ...]:
        if isinstance(value_of(self, case), Range):
            return (Open(self.since, Cause.NOT_SURE),)
        return self.since.open(case)


@dataclass(frozen=True, eq=False)
class DaysPassed(DaysSince):
    """Whole days from a day that has come. One wholly after the case's day contradicts it."""

    def of(self, answer: object, on: date) -> object:
        return CONFLICTING if _days_until(answer, on) > 0 else super().of(answer, on)

    def open(self, case: Case) -> tuple[Open, ...]:
        if value_of(self, case) is CONFLICTING:
            return (Open(self.since, Cause.CONFLICTING),)
        return super().open(case)


@dataclass(frozen=True, eq=False)
class DaysUntil(Counted):
    """Whole days from the case's day until a day, the fewest that it can be; 0 once it has come."""

    until: ApproximateDay | Day
    short: str

    def value(self, case: Case) -> object:
        return self.of(value_of(self.until, case), case.on)

    def of(self, answer: object, on: date) -> object:
        return answer if isinstance(answer, Absent) else Decimal(max(0, _days_until(answer, on)))

    def said(self, value: object) -> str:
        return "1 day" if value == 1 else f"{value} days"

    def reads(self) -> tuple[Term, ...]:
        return (self.until,)

    @property
    def explained(self) -> str:
        return (
            f"Whole days from the day of the consult to “{self.until.short}”, the fewest that it "
            "can be; 0 where that day has come."
        )

    def open(self, case: Case) -> tuple[Open, ...]:
        return self.until.open(case)


def _days_until(answer: object, on: date) -> int:
    """The fewest days from the case's day to an answer, under 0 where it came before."""
    first = answer.earliest if isinstance(answer, ApproximateDate) else answer
    return (first - on).days if isinstance(first, date) else 0


def _beside(check: Check, case: Case) -> tuple[int, ...]:
    """Whole numbers on each side of what a check asks."""
    asked = limit(check.operand, case)
    if not isinstance(asked, Decimal):
        return (0,)
    return tuple(number for number in range(int(asked) - 1, int(asked) + 2) if number >= 0)


def _days(interval: timedelta) -> Decimal:
    return Decimal(max(0, interval.days))


@dataclass(frozen=True, eq=False)
class AgeInYears(Counted):
    """Completed years from a date of birth until the case's day; between limits where it is known in part."""

    born: Day
    short: str

    def value(self, case: Case) -> object:
        return self.of(value_of(self.born, case), case.on)

    def of(self, answer: object, on: date) -> object:
        if not isinstance(answer, KnownDay):
            return answer
        high, low = (_years(born, on) for born in limits(answer))
        return low if low == high else Range(low, high)

    def examples(self, case: Case, check: Check) -> tuple[object, ...]:
        first = case.on.replace(day=1)  # a day that every year has
        return tuple(first.replace(year=first.year - years) for years in _beside(check, case))

    def said(self, value: object) -> str:
        years = f"{value.low} to {value.high}" if isinstance(value, Range) else value
        return f"{years} years"

    def reads(self) -> tuple[Term, ...]:
        return (self.born,)

    @property
    def explained(self) -> str:
        return (
            f"Completed years from “{self.born.short}” to the day of the consult: of a month or a "
            "year, the fewest and the most that they can be."
        )

    def open(self, case: Case) -> tuple[Open, ...]:
        if isinstance(value_of(self, case), Range):
            return (Open(self.born, Cause.NEEDS_STAFF),)  # the record's, not the patient's
        return self.born.open(case)


def _years(born: date, on: date) -> Decimal:
    return Decimal(on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


@dataclass(frozen=True, eq=False)
class Superseded(Term):
    """What staff know, else what the patient reported.

    What staff found too long ago is out of date: what the patient said does not undo it.
    """

    staff: Question
    patient: Question
    short: str

    def value(self, case: Case) -> object:
        value = value_of(self._known(case), case)
        # Not asked of the patient is not known: staff can still tell.
        return UNANSWERED if value is NOT_ASKED else value

    def answer(self, case: Case) -> object:
        return self._known(case).answer(case)

    def said(self, value: object) -> str:
        return self.staff.said(value)

    def reads(self) -> tuple[Term, ...]:
        return (self.staff, self.patient)

    @property
    def explained(self) -> str:
        return (
            f"What staff entered under “{self.staff.short}”. Until they did, what the patient "
            f"reported under “{self.patient.short}”. Where the two differ, staff's counts and the "
            "patient's stays beside it. Once staff's is out of date, staff must answer anew."
        )

    def used(self, case: Case) -> tuple[Term, ...]:
        return (self._known(case),)

    def open(self, case: Case) -> tuple[Open, ...]:
        if self.is_outdated(case):
            return self.staff.open(case)
        return (*self.patient.open(case), *self.staff.open(case))

    def overruled(self, case: Case) -> Term | None:
        """The patient, where staff know otherwise."""
        reported, known = value_of(self.patient, case), value_of(self.staff, case)
        if type(reported) is Absent or type(known) is Absent or reported == known:
            return None
        return self.patient

    def is_outdated(self, case: Case) -> bool:
        """Whether staff's answer is past its window, so that only staff can settle it."""
        return value_of(self.staff, case) is OUT_OF_DATE

    def _known(self, case: Case) -> Question:
        known = value_of(self.staff, case)
        return self.staff if type(known) is not Absent or known is OUT_OF_DATE else self.patient


@dataclass(frozen=True, eq=False)
class SupersededChoice(Superseded):
    """A choice that staff's own choice supersedes; both offer the options that rules name."""

    staff: Choice
    patient: Choice
    short: str

    def is_(self, option: str) -> Check:
        return Check(self, relations.is_, self._option(option))

    def is_one_of(self, *options: str) -> Check:
        return Check(
            self, relations.is_one_of, frozenset(self._option(option) for option in options)
        )

    def _option(self, option: str) -> str:
        self.staff.known([option])
        self.patient.known([option])
        return option


@dataclass(frozen=True, eq=False)
class SupersededYesNo(Superseded, YesOrNo):
    """A yes or no that staff's own supersedes."""

    staff: YesNo
    patient: YesNo
    short: str
