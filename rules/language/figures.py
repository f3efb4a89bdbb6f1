"""Figures worked out from answers: days since, age, and the answer of whoever knows best."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rules.language import relations
from rules.language.days import ApproximateDay as ApproximateDate
from rules.language.logic import Absent, Case, Cause, Check, Open, Term
from rules.language.questions import ApproximateDay, Choice, Day, Measured, Question, YesNo
from rules.language.relations import Range


@dataclass(frozen=True, eq=False)
class DaysSince(Measured):
    """Whole days from a day until the case's day, between limits where the day is not exact."""

    since: ApproximateDay | Day
    short: str

    def value(self, case: Case) -> object:
        day = self.since.value(case)
        if isinstance(day, date):
            return _days(case.on - day)
        if not isinstance(day, ApproximateDate):
            return day
        low, high = _days(case.on - day.latest), _days(case.on - day.earliest)
        return low if low == high else Range(low, high)

    def said(self, value: object) -> str:
        if isinstance(value, Range):
            return f"{value.low} to {value.high} days"
        return "1 day" if value == 1 else f"{value} days"

    def reads(self) -> tuple[Term, ...]:
        return (self.since,)

    def open(self, case: Case) -> tuple[Open, ...]:
        if isinstance(self.value(case), Range):
            return (Open(self.since, Cause.NOT_SURE),)
        return self.since.open(case)


def _days(interval: timedelta) -> Decimal:
    return Decimal(max(0, interval.days))


@dataclass(frozen=True, eq=False)
class AgeInYears(Measured):
    """Completed years from a date of birth until the case's day."""

    born: Day
    short: str

    def value(self, case: Case) -> object:
        born = self.born.value(case)
        if not isinstance(born, date):
            return born
        had_birthday = (case.on.month, case.on.day) >= (born.month, born.day)
        return Decimal(case.on.year - born.year - (0 if had_birthday else 1))

    def said(self, value: object) -> str:
        return f"{value} years"

    def reads(self) -> tuple[Term, ...]:
        return (self.born,)

    def open(self, case: Case) -> tuple[Open, ...]:
        return self.born.open(case)


@dataclass(frozen=True, eq=False)
class Superseded(Term):
    """What staff know, else what the patient reported."""

    staff: Question
    patient: Question
    short: str

    def value(self, case: Case) -> object:
        value = self._known(case).value(case)
        # Not asked of the patient is not known: staff can still tell.
        return Absent.UNANSWERED if value is Absent.NOT_ASKED else value

    def said(self, value: object) -> str:
        return self.staff.said(value)

    def reads(self) -> tuple[Term, ...]:
        return (self.staff, self.patient)

    def used(self, case: Case) -> tuple[Term, ...]:
        return (self._known(case),)

    def open(self, case: Case) -> tuple[Open, ...]:
        return (*self.patient.open(case), *self.staff.open(case))

    def overruled(self, case: Case) -> Term | None:
        """The patient, where staff know otherwise."""
        reported, known = self.patient.value(case), self.staff.value(case)
        if isinstance(reported, Absent) or isinstance(known, Absent) or reported == known:
            return None
        return self.patient

    def _known(self, case: Case) -> Question:
        return self.patient if isinstance(self.staff.value(case), Absent) else self.staff


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
class SupersededYesNo(Superseded):
    """A yes or no that staff's own supersedes."""

    staff: YesNo
    patient: YesNo
    short: str

    @property
    def yes(self) -> Check:
        return Check(self, relations.is_, True)

    @property
    def no(self) -> Check:
        return Check(self, relations.is_, False)
