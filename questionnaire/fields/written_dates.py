"""Dates as people write them: in three boxes or in one, months as words, parts left out."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import normalize

from flask_babel import gettext as _

from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.web.languages import say
from rules.language.logic.days import MONTHS

DAY, MONTH, YEAR = DATE_BOXES = ("day", "month", "year")
EARLIEST_YEAR = 1900
LATEST_YEAR = 2199
BETWEEN = re.compile(r"[\s/.,\-–]+")
ENDING = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """The parts of a date as they were written; those left out are empty."""

    day: str = ""
    month: str = ""
    year: str = ""


@dataclass(frozen=True)
class Parts:
    """The parts of a date as numbers. What is left out is None."""

    day: int | None
    month: int | None
    year: int | None


def read_parts(boxes: Sequence[str]) -> Parts:
    """Three boxes as numbers, all of them blank included. Raises NotUnderstood."""
    return _parts(_gather(boxes))


def read_in_one(text: str, newest: int) -> Parts:
    """The same, written in one box. Raises NotUnderstood.

    `newest`: the newest year that two figures beside a month can stand for.
    """
    match _split(text):
        case [year] if year.isdecimal():
            return _parts(Written("", "", year))
        case [month]:
            return _parts(Written("", month, ""))
        case parts:
            return _parts(_in_full(_in_order(parts), newest))


def _parts(written: Written) -> Parts:
    parts = Parts(
        _day(written.day) if written.day else None,
        _month(written.month) if written.month else None,
        _year(written.year) if written.year else None,
    )
    if parts.day and parts.month and parts.year:
        _refuse_impossible(parts.day, parts.month, parts.year)
    return parts


def exact_day(parts: Parts) -> date:
    """The day, where no part is left out. Raises NotUnderstood, naming what is."""
    if parts.day and parts.month and parts.year:
        return date(parts.year, parts.month, parts.day)
    raise _missing(parts)


def approximate_day(parts: Parts) -> str:
    """ "2026-03-27", "2026-03" or "2026". Raises NotUnderstood where a larger part is left out."""
    match parts:
        case Parts(None, None, int(year)):
            return f"{year}"
        case Parts(None, int(month), int(year)):
            return f"{year}-{month:02}"
        case Parts(int(day), int(month), int(year)):
            return date(year, month, day).isoformat()
    raise _missing(Parts(1, parts.month or (1 if not parts.day else None), parts.year))


def _missing(parts: Parts) -> NotUnderstood:
    match parts.day is None, parts.month is None, parts.year is None:
        case True, True, False:
            return NotUnderstood(_("Add the day and the month"), DAY, MONTH)
        case True, False, True:
            return NotUnderstood(_("Add the day and the year"), DAY, YEAR)
        case False, True, True:
            return NotUnderstood(_("Add the month and the year"), MONTH, YEAR)
        case True, False, False:
            return NotUnderstood(_("Add the day"), DAY)
        case False, True, False:
            return NotUnderstood(_("Add the month"), MONTH)
    return NotUnderstood(_("Add the year"), YEAR)


def _gather(boxes: Sequence[str]) -> Written:
    """Each part from its own box, or all of them from wherever they were written."""
    split = [_split(box) for box in boxes]
    if all(len(parts) <= 1 for parts in split):
        return Written(*(parts[0] if parts else "" for parts in split))
    return _in_order([part for parts in split for part in parts])


def _split(box: str) -> list[str]:
    plain = ENDING.sub("", normalize("NFKC", box))
    return [part for part in BETWEEN.split(plain) if part and part.casefold() != "of"]


def _in_order(parts: list[str]) -> Written:
    match parts:
        case [year, month, day] if len(year) == 4 and year.isdigit():
            return Written(day, month, year)
        case [month, day, year] if month.isalpha() and day.isdigit():
            return Written(day, month, year)
        case [day, month, year] if day[0].isdigit():
            return Written(day, month, year)
        case [month, year] if len(year) == 4 and year.isdigit():
            return Written("", month, year)
        case [month, year] if month.isalpha() and len(year) == 2 and year.isdigit():
            return Written("", month, year)
        case [day, month] if day.isdigit():
            return Written(day, month, "")
    raise NotUnderstood(_("Write the date with numbers, such as 27 3 2024"))


def _day(text: str) -> int:
    if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31:
        return int(text)
    raise NotUnderstood(_("Write the day as a number from 1 to 31"), DAY)


def _month(text: str) -> int:
    if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 12:
        return int(text)
    named = [number for number, name in enumerate(MONTHS, start=1) if _begins(text, name)]
    if len(named) == 1:
        return named[0]
    raise NotUnderstood(_("Write the month as a number from 1 to 12, or as a word"), MONTH)


def _begins(text: str, name: str) -> bool:
    """The first three letters tell English months apart, however the rest is spelt."""
    word = text.casefold()
    translated = say(name).casefold()
    return word[:3] == name[:3].casefold() or (len(word) >= 3 and translated.startswith(word))


def _in_full(written: Written, newest: int) -> Written:
    """With the century of a year that was written by its last two figures."""
    year = written.year
    if len(year) != 2 or not year.isdecimal():
        return written
    century = newest - newest % 100
    in_full = century + int(year) - (100 if int(year) > newest % 100 else 0)
    return replace(written, year=str(in_full))


def _year(text: str) -> int:
    if not text.isdecimal() or len(text) != 4:
        raise NotUnderstood(_("Write all 4 numbers of the year, such as 1948 or 2024"), YEAR)
    if not EARLIEST_YEAR <= int(text) <= LATEST_YEAR:
        raise NotUnderstood(_("Check the year: %(year)s is too far away", year=text), YEAR)
    return int(text)


def _refuse_impossible(day: int, month: int, year: int) -> None:
    days = monthrange(year, month)[1]
    if day > days:
        raise NotUnderstood(
            _(
                "Check the day: %(month)s %(year)s has %(days)s days",
                month=say(MONTHS[month - 1]),
                year=year,
                days=days,
            ),
            DAY,
        )
