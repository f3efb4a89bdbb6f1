"""Days as people know them: exactly, by month or year, or about how long ago."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias, cast

YEAR_ONLY = "year only"
MONTH_ONLY = "month and year only"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365}
_AGO = re.compile(r"(\d{1,3}) (day|week|month|year)s?")


@dataclass(frozen=True)
class ApproximateDate:
    """A day between two others, both included, with the words it was given in.

    `said` is "2026-03-27", "2026-03", "2026" or "3 weeks"; `on` is the day on which
    "3 weeks ago" was said, and None for the others.
    """

    said: str
    on: date | None = None

    @property
    def earliest(self) -> date:
        return self._span()[0]

    @property
    def latest(self) -> date:
        return self._span()[1]

    def _span(self) -> tuple[date, date]:
        return _span_ago(self.said, self.on) if self.on else _span_of(self.said)

    @classmethod
    def read(cls, stored: object) -> ApproximateDate:
        """The stored form. Raises TypeError, KeyError or ValueError where it is none."""
        parts = cast("dict[str, str]", stored)
        on = date.fromisoformat(parts["on"]) if "on" in parts else None
        day = cls(parts["said"], on)
        day._span()
        return day

    def isoformat(self) -> str:
        """As ISO 8601 has it: "2026-03-27", "2026-03", "2026", or its first and last day."""
        return self.said if self.on is None else f"{self.earliest}/{self.latest}"

    def stored(self) -> dict[str, str]:
        """The form that `read` takes."""
        return {"said": self.said} | ({"on": self.on.isoformat()} if self.on else {})

    def said_in_words(self, say: Callable[[str], str]) -> str:
        """ "27 March 2026", "March 2026", "2026" or "about 3 weeks before 17 April 2026"."""
        if self.on is not None:
            number, unit = self.said.split()
            told = {"ago": f"{number} {say(unit)}", "day": day_in_words(self.on, say)}
            return say("about %(ago)s before %(day)s") % told
        numbers = [int(part) for part in self.said.split("-")]
        if len(numbers) == 3:
            return day_in_words(self.earliest, say)
        return " ".join([*(say(MONTHS[month - 1]) for month in numbers[1:]), str(numbers[0])])


KnownDay: TypeAlias = date | ApproximateDate
"""A day that is known exactly, or by its month or year alone."""


def known_day(text: str) -> KnownDay:
    """The day written "2026-03-27", "2026-03" or "2026". Raises ValueError for any other way."""
    first, last = _span_of(text)
    return first if first == last else ApproximateDate(text)


def limits(day: KnownDay) -> tuple[date, date]:
    """The first and the last day that it can be."""
    return (day, day) if isinstance(day, date) else (day.earliest, day.latest)


def can_be_same(one: KnownDay, other: KnownDay) -> bool:
    """Whether two days can be the same, as far as each is known."""
    (first, last), (start, end) = limits(one), limits(other)
    return first <= end and start <= last


def known_in_words(day: KnownDay, say: Callable[[str], str]) -> str:
    """ "27 March 1947", "March 1947 (month and year only)" or "1947 (year only)"."""
    if isinstance(day, date):
        return day_in_words(day, say)
    known = MONTH_ONLY if "-" in day.said else YEAR_ONLY
    return f"{day.said_in_words(say)} ({say(known)})"


def day_in_words(day: date, say: Callable[[str], str]) -> str:
    """A day with its month in full: 27 March 2026."""
    return f"{day.day} {say(MONTHS[day.month - 1])} {day.year}"


def exact_day(text: str) -> date:
    """A day written 2026-03-27. Raises ValueError for any other way of writing one."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f"{text!r} is no day such as 2026-03-27")
    return date.fromisoformat(text)


@lru_cache(maxsize=4096)  # people name the same days: those of the last months and years
def _span_of(said: str) -> tuple[date, date]:
    if re.fullmatch(r"\d{4}", said):
        return date(int(said), 1, 1), date(int(said), 12, 31)
    if re.fullmatch(r"\d{4}-\d{2}", said):
        year, month = (int(part) for part in said.split("-"))
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    exact = exact_day(said)
    return exact, exact


@lru_cache(maxsize=4096)
def _span_ago(said: str, on: date) -> tuple[date, date]:
    """ "3 weeks ago" is read as nearer to 3 weeks than to 2 or 4: half a unit each way."""
    found = _AGO.fullmatch(said)
    if not found:
        raise ValueError(f"{said!r} is no length of time such as '3 weeks'")
    length, unit = int(found[1]), DAYS_IN[found[2]]
    ago = length * unit
    either_way = unit // 2
    return on - timedelta(days=ago + either_way), on - timedelta(days=max(0, ago - either_way))
