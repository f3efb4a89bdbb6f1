"""Where a patient is in: one browser that came by a link."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.clock import now
from questionnaire.store.models.base import Identified, UtcDateTime


class PatientSession(Identified):
    """One browser let into one response. The token itself is only in that browser's cookie.

    What ends the link that it came by ends it too.
    """

    __tablename__ = "patient_session"

    token_hash: Mapped[bytes] = mapped_column(unique=True)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
