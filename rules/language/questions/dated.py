"""Questions whose answer is a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from rules.language.logic.days import (
    ApproximateDate,
    KnownDay,
    exact_day,
    known_day,
    known_in_words,
    limits,
)
from rules.language.questions.question import Question, Say, Stored, Unreadable


@dataclass(frozen=True, eq=False)
class Day(Question):
    """A day known exactly; one known `in_part` by its month or year alone, where that is all there is."""

    past: bool = True  # the day cannot lie after today
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
class ApproximateDay(Question):
    """A day known exactly, or by its month, its year, or about how long ago."""

    past: bool = True
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
