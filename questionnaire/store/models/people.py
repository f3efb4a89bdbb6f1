"""The clinic's staff and their sessions."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionnaire.store.clock import now
from questionnaire.store.models.base import Identified, UtcDateTime, words


class Role(Enum):
    """What a member of staff is there for."""

    NURSE = "nurse"
    CLINICIAN = "clinician"
    ADMINISTRATOR = "administrator"


class Staff(Identified):
    """A member of staff who can sign in. Never deleted, so that the past keeps its names."""

    __tablename__ = "staff"

    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(words(Role))
    password_hash: Mapped[str]
    one_time_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until when the password, which is a one-time one, lets in; None once they chose their own."""
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @property
    def must_change_password(self) -> bool:
        """Whether the password is a one-time one still."""
        return self.one_time_until is not None

    @property
    def has_run_out(self) -> bool:
        """Whether the one-time password was not used in time: it lets nobody in any more."""
        return self.one_time_until is not None and self.one_time_until <= now()


class StaffSession(Identified):
    """One signed-in browser. The token itself is only in that browser's cookie.

    `telephone_with`: the response that a nurse answers in it, with its patient on the telephone.
    """

    __tablename__ = "staff_session"

    token_hash: Mapped[bytes] = mapped_column(unique=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    telephone_with: Mapped[UUID | None] = mapped_column(ForeignKey("response.id"), index=True)
    address: Mapped[str | None]
    """Where it was begun, as `questionnaire.web.origin` tells it."""

    staff: Mapped[Staff] = relationship()
