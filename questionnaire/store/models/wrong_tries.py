"""What was tried in vain lately, and from where: by that a door is shut, and of that the trail tells."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.models.base import JsonText, Model, UtcDateTime


class WrongTries(Model):
    """How often one thing was tried in vain from one address. Forgotten when its time is up."""

    __tablename__ = "wrong_tries"
    __table_args__ = (CheckConstraint("tries > 0", name="tries"),)

    subject: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True, index=True)
    tries: Mapped[int]
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class UntoldTries(Model):
    """Wrong tries that the audit trail does not tell yet: a flood of them is one row there."""

    __tablename__ = "untold_tries"
    __table_args__ = (CheckConstraint("tries >= 0", name="tries"),)

    action: Mapped[str] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    addresses: Mapped[list[str]] = mapped_column(JsonText)
