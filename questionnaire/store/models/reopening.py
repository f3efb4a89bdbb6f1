"""Parts that a patient opened again after sending, to say what changed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.clock import now
from questionnaire.store.models.base import Identified, JsonText, UtcDateTime


class Reopening(Identified):
    """A patient corrects some parts of a sent response: open until the corrections are sent.

    `parts` are keys of sections; `version` is how many answers had been given when they were opened.
    """

    __tablename__ = "reopening"
    __table_args__ = (
        CheckConstraint("version >= 0", name="version"),
        Index(
            "ix_reopening_open",
            "response_id",
            unique=True,
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
    )

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    parts: Mapped[list[str]] = mapped_column(JsonText)
    version: Mapped[int]
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
