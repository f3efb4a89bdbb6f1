"""How long patients took who answered everything in one sitting."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.models.base import Identified


class Sitting(Identified):
    """So many minutes from the start to sending, on a day. Nothing tells whose they were."""

    __tablename__ = "sitting"
    __table_args__ = (CheckConstraint("minutes >= 0", name="minutes"),)

    minutes: Mapped[int]
    sent_on: Mapped[date] = mapped_column(index=True)
