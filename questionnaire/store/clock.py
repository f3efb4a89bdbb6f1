"""The one place that reads the time: an instant in UTC, and the day it is at the clinic."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is at the clinic."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The day an instant falls on at the clinic."""
    return at_clinic(instant).date()


def at_clinic(instant: datetime) -> datetime:
    """An instant by the clinic's own clock."""
    return instant.astimezone(zone())


def start_of(day: date) -> datetime:
    """The instant at which a day begins at the clinic, in UTC."""
    return datetime.combine(day, time.min, zone()).astimezone(UTC)


def zone() -> ZoneInfo:
    """Where the clinic is, by its clock."""
    return ZoneInfo(current_app.config["TIME_ZONE"])
