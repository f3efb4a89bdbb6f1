"""How long answering takes at this clinic, from those who answered everything in one sitting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.store import clock
from questionnaire.store.models import Sitting

ENOUGH = 20
LATEST = 100
STEP = 5  # minutes: nobody's time is known better beforehand
TENTHS = 10


@dataclass(frozen=True)
class TimeNeeded:
    """From so many minutes to so many; `measured` of earlier answerers, or else a working estimate."""

    least: int
    most: int
    measured: bool = True


ESTIMATE = TimeNeeded(20, 30, measured=False)


def note(session: Session, took: timedelta) -> None:
    """Keep how long one patient took, in minutes begun, and nothing else of them."""
    minutes = -(-took // timedelta(minutes=1))
    session.add(Sitting(minutes=minutes, sent_on=clock.today()))


def time_needed(session: Session) -> TimeNeeded:
    """What 8 in 10 of the latest took, once there are enough of them."""
    latest = select(Sitting.minutes).order_by(Sitting.sent_on.desc()).limit(LATEST)
    minutes = session.scalars(latest).all()
    if len(minutes) < ENOUGH:
        return ESTIMATE
    shortest, *_, longest = quantiles(minutes, n=TENTHS)
    least = max(STEP, int(shortest // STEP) * STEP)
    return TimeNeeded(least, max(least + STEP, -int(-longest // STEP) * STEP))
