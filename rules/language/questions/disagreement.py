"""Two answers to the same: when they contradict each other, and how far apart they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from rules.language.logic.case import Absent, Case
from rules.language.logic.conditions import Cause, Condition, Open, Term, all_of, any_of
from rules.language.logic.days import ApproximateDate
from rules.language.logic.relations import Range
from rules.language.logic.weighing import open_in, value_of
from rules.language.questions import (
    ApproximateDay,
    Choice,
    Day,
    Measured,
    MultiChoice,
    YesNo,
    YesOrNo,
)
from rules.language.questions.rows import AnyRow


def yes_and_no(one: YesNo | AnyRow, other: YesNo | AnyRow) -> Condition:
    """Holds when one is yes and the other no."""
    return any_of(all_of(one.yes, other.no), all_of(one.no, other.yes))


def chosen_apart(one: Choice, other: Choice) -> Condition:
    """Holds when the two, which offer the same options, are not the same."""
    return any_of(
        *(
            all_of(one.is_(option), other.is_one_of(*(set(one.options) - {option})))
            for option in one.options
        )
    )


@dataclass(frozen=True, eq=False)
class Difference(Measured):
    """How much a number lies over another; under 0 where it lies below."""

    over: Measured
    under: Measured
    short: str

    def value(self, case: Case) -> object:
        over, under = value_of(self.over, case), value_of(self.under, case)
        missing = _missing(over, under)
        return missing or cast("Decimal", over) - cast("Decimal", under)

    def said(self, value: object) -> str:
        return str(value)

    def reads(self) -> tuple[Term, ...]:
        return (*self.over.reads(), *self.under.reads())

    @property
    def explained(self) -> str:
        return f"“{self.over.short}” less “{self.under.short}”."

    def open(self, case: Case) -> tuple[Open, ...]:
        return _open((self.over, self.under), case)


@dataclass(frozen=True, eq=False)
class DaysAfter(Measured):
    """Whole days from one day to another, under 0 where it came first; a range where not exact."""

    first: ApproximateDay | Day
    then: ApproximateDay | Day
    short: str

    def value(self, case: Case) -> object:
        first, then = value_of(self.first, case), value_of(self.then, case)
        missing = _missing(first, then)
        return missing or _days_between(_span(first), _span(then))

    def said(self, value: object) -> str:
        if isinstance(value, Range):
            return f"{value.low} to {value.high} days"
        return "1 day" if value == 1 else f"{value} days"

    def reads(self) -> tuple[Term, ...]:
        return (self.first, self.then)

    @property
    def explained(self) -> str:
        return (
            f"Whole days from “{self.first.short}” to “{self.then.short}”, under 0 where that came "
            "first. Where a day is known only roughly, the fewest and the most that it can be."
        )

    def open(self, case: Case) -> tuple[Open, ...]:
        return _open((self.first, self.then), case) or tuple(
            Open(asked, Cause.NOT_SURE)
            for asked in (self.first, self.then)
            if isinstance(asked, ApproximateDay)
        )


@dataclass(frozen=True, eq=False)
class WhollyBefore(YesOrNo):
    """Whether one day came before another, on whichever day of those they can mean."""

    first: ApproximateDay | Day
    then: ApproximateDay | Day
    short: str

    def value(self, case: Case) -> object:
        first, then = value_of(self.first, case), value_of(self.then, case)
        return _missing(first, then) or _span(first)[1] < _span(then)[0]

    def reads(self) -> tuple[Term, ...]:
        return (self.first, self.then)

    @property
    def explained(self) -> str:
        return (
            f"Whether “{self.first.short}” lies before “{self.then.short}”. Where a day is known "
            "only roughly, it does only if it does on every day that can be meant."
        )

    def open(self, case: Case) -> tuple[Open, ...]:
        return _open((self.first, self.then), case)


@dataclass(frozen=True, eq=False)
class HowMany(Measured):
    """How many options were chosen."""

    of: MultiChoice
    short: str

    def value(self, case: Case) -> object:
        chosen = value_of(self.of, case)
        return (
            chosen if isinstance(chosen, Absent) else Decimal(len(cast("tuple[str, ...]", chosen)))
        )

    def said(self, value: object) -> str:
        return str(value)

    def reads(self) -> tuple[Term, ...]:
        return (self.of,)

    @property
    def explained(self) -> str:
        return f"How many were chosen under “{self.of.short}”."

    def open(self, case: Case) -> tuple[Open, ...]:
        return open_in(self.of, case)


@dataclass(frozen=True, eq=False)
class LevelsApart(Measured):
    """How many levels lie from where it hurts to the nearest fracture; no pain has no distance.

    `faces` says which levels each place lies over; `levels` run from the top of the spine down. A
    fracture that is at none of them has no distance either.
    """

    pain: MultiChoice
    fractures: MultiChoice
    faces: Mapping[str, Sequence[str]]
    levels: Sequence[str]
    short: str

    def value(self, case: Case) -> object:
        places, fractures = value_of(self.pain, case), value_of(self.fractures, case)
        if places == ():
            return Absent.NOT_ASKED
        if isinstance(places, Absent):
            return places
        if isinstance(fractures, Absent):
            # Not asked of the patient is not known: the report can still tell.
            return Absent.UNANSWERED if fractures is Absent.NOT_ASKED else fractures
        apart = self._apart(cast("tuple[str, ...]", places), cast("tuple[str, ...]", fractures))
        return min(apart, default=Absent.UNANSWERED)

    def _apart(self, places: tuple[str, ...], fractures: tuple[str, ...]) -> list[Decimal]:
        order = {level: number for number, level in enumerate(self.levels)}
        broken = [order[level] for level in fractures if level in order]
        over = [order[level] for place in places for level in self.faces[place]]
        return [Decimal(abs(one - other)) for one in broken for other in over]

    def said(self, value: object) -> str:
        return "1 level" if value == 1 else f"{value} levels"

    def reads(self) -> tuple[Term, ...]:
        return (self.pain, self.fractures)

    @property
    def explained(self) -> str:
        return (
            f"Levels from the place under “{self.pain.short}” to the nearest under "
            f"“{self.fractures.short}”, by a table of this project that says which levels each "
            "place lies over."
        )

    def open(self, case: Case) -> tuple[Open, ...]:
        return _open((self.pain,), case) or open_in(self.fractures, case)


def _missing(*values: object) -> Absent | None:
    """Why the first of these that is not known is not known."""
    return next((value for value in values if isinstance(value, Absent)), None)


def _open(terms: tuple[Term, ...], case: Case) -> tuple[Open, ...]:
    """What is missing of those that have no value."""
    missing = (term for term in terms if isinstance(value_of(term, case), Absent))
    return tuple(item for term in missing for item in open_in(term, case))


def _days_between(first: tuple[date, date], then: tuple[date, date]) -> Decimal | Range:
    low, high = _days(then[0] - first[1]), _days(then[1] - first[0])
    return low if low == high else Range(low, high)


def _span(day: object) -> tuple[date, date]:
    if isinstance(day, ApproximateDate):
        return day.earliest, day.latest
    exact = cast("date", day)
    return exact, exact


def _days(interval: timedelta) -> Decimal:
    return Decimal(interval.days)
