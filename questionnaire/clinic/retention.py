"""How long a clinic keeps responses and backups: legal choices of its own. As it comes, none is made."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from questionnaire.clinic import settings
from rules.language.logic.days import day_in_words
from rules.language.questions import as_written

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Retention:
    """The periods. By one that is not set, nothing is ever due."""

    decided_months: int | None = None
    """Of a response that was decided or closed."""
    unsent_days: int | None = None
    """Of one that was never sent, after its consult day, its last answer and the end of its link."""
    backup_days: int | None = None
    """Of a backup: how long it may still have what was erased."""


def retention(session: Session, version: int | None = None) -> Retention:
    """The periods as they are set now; as of a `version`, as they were then."""
    stored = settings.latest(session, version)
    # JSON from the store: `settings.change` was given what the form of these same fields made.
    known: dict[str, Any] = {
        one.name: stored[one.name].value for one in fields(Retention) if one.name in stored
    }
    return replace(Retention(), **known)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last that it has."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def said_months(months: int) -> str:
    """ "8 years", "18 months"."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    return _counted(months, "month") if rest or not years else _counted(years, "year")


def said_days(days: int) -> str:
    """ "90 days"."""
    return _counted(days, "day")


def said_day(day: date) -> str:
    """ "3 March 2026": in English, as a reason is kept."""
    return day_in_words(day, as_written)


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
