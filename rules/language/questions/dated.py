"""Questions whose answer is a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import cast

from rules.language.logic.case import Case
from rules.language.logic.conditions import Condition
from rules.language.logic.days import (
    ApproximateDate,
    KnownDay,
    exact_day,
    known_day,
    known_in_words,
    limits,
)
from rules.language.logic.relations import WorkingFigure
from rules.language.logic.weighing import limit, weigh
from rules.language.questions.doubts import Doubt, meant_day
from rules.language.questions.question import Question, Say, Stored, Unreadable


class Lies(Enum):
    """On which side of today a day can only lie."""

    PAST = "past"  # today included
    TO_COME = "to come"  # today included


@dataclass(frozen=True, eq=False)
class DatedQuestion(Question):
    """What every question has whose answer is a day, known exactly or about when."""

    past: bool = True  # the day cannot lie after today
    past_if: Condition | None = None  # the same, where this holds: the scan is done
    to_come_if: Condition | None = (
        None  # it cannot lie before today, where this holds: it is booked
    )
    years_back: WorkingFigure | None = None  # one longer ago is asked about
    years_ahead: WorkingFigure | None = None  # one further off is asked about

    def lies(self, case: Case) -> Lies | None:
        """On which side of today the day must lie, given the other answers; None: on either."""
        if self.past or _holds(self.past_if, case):
            return Lies.PAST
        return Lies.TO_COME if _holds(self.to_come_if, case) else None

    def is_on_wrong_side(self, value: object, case: Case, today: date) -> bool:
        """Whether a day lies wholly on the side of today on which it cannot."""
        if not isinstance(value, KnownDay):
            return False
        match self.lies(case):
            case Lies.PAST:
                return limits(value)[0] > today
            case Lies.TO_COME:
                return limits(value)[1] < today
        return False

    def doubt(self, value: object, case: Case, today: date) -> Doubt | None:
        day, (first, last) = cast("KnownDay", value), self._usual(case, today)
        start, end = limits(day)
        if (first is None or end >= first) and (last is None or start <= last):
            return None
        return Doubt(self.likely(day, case, today))

    def likely(self, day: KnownDay, case: Case, today: date) -> KnownDay | None:
        """The usual day that may be meant by one that is not; None where no year is near."""
        first, last = self._usual(case, today)
        side = self.lies(case)
        since = today if side is Lies.TO_COME else first
        until = today if side is Lies.PAST else last
        return meant_day(day, since, until, today) if since and until else None

    def _usual(self, case: Case, today: date) -> tuple[date | None, date | None]:
        """Between which days nearly every answer lies, as far as that is told."""
        first = _years_from(today, self.years_back, case, -1)
        return first, _years_from(today, self.years_ahead, case, 1)


def _holds(condition: Condition | None, case: Case) -> bool:
    return condition is not None and weigh(condition, case).truth is True


def _years_from(today: date, figure: WorkingFigure | None, case: Case, way: int) -> date | None:
    years = limit(figure, case) if figure else None
    return today + way * timedelta(days=int(years * 366)) if isinstance(years, Decimal) else None


@dataclass(frozen=True, eq=False)
class Day(DatedQuestion):
    """A day known exactly; one known `in_part` by its month or year alone, where that is all there is."""

    in_part: bool = False

    def is_too_late(self, value: object, on: date) -> bool:
        return self.past and isinstance(value, KnownDay) and limits(value)[0] > on

    def read_value(self, stored: Stored) -> object:
        try:
            if self.in_part and isinstance(stored, dict):
                return known_day(cast("dict[str, str]", stored)["said"])
            return exact_day(cast("str", stored))
        except (TypeError, ValueError, KeyError):
            also = ', {"said": "2026-03"} or {"said": "2026"}' if self.in_part else ""
            raise Unreadable(f"takes a date such as 2026-03-27{also}") from None

    def stored_value(self, value: object) -> Stored:
        return value.stored() if isinstance(value, ApproximateDate) else _iso(value)

    def said_value(self, value: object, say: Say) -> str:
        return known_in_words(cast("KnownDay", value), say)


def _iso(value: object) -> str:
    return cast("date", value).isoformat()


@dataclass(frozen=True, eq=False)
class ApproximateDay(DatedQuestion):
    """A day known exactly, or by its month, its year, or about how long ago."""

    by_consult: bool = False  # the day cannot lie after the case's day

    def is_too_late(self, value: object, on: date) -> bool:
        return self.by_consult and isinstance(value, ApproximateDate) and value.earliest > on

    def read_value(self, stored: Stored) -> object:
        try:
            return ApproximateDate.read(stored)
        except (TypeError, ValueError, KeyError, OverflowError):
            raise Unreadable(
                'takes {"said": "2026-03-27"}, {"said": "2026-03"}, {"said": "2026"} '
                'or {"said": "3 weeks", "on": "2026-04-17"}'
            ) from None

    def stored_value(self, value: object) -> Stored:
        return cast("ApproximateDate", value).stored()

    def said_value(self, value: object, say: Say) -> str:
        return cast("ApproximateDate", value).said_in_words(say)
