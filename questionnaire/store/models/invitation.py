"""Links to responses."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionnaire.store.clock import now
from questionnaire.store.models.base import UtcDateTime, together
from questionnaire.store.models.patient_record import Response
from questionnaire.store.models.people import Staff
from questionnaire.store.models.sealed import TEXT, Encrypted, Sealed, optional


class Invitation(Sealed):
    """A link to one response. The link's secret is only in the link."""

    __tablename__ = "invitation"
    SEALED_BY, BOUND = "response", ("response_id",)
    __table_args__ = (
        together("revoked_at", "revoked_by"),
        CheckConstraint("failed_tries >= 0", name="failed_tries"),
    )

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    contact_sealed: Mapped[bytes | None]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_on: Mapped[date]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    replaced_by: Mapped[UUID | None] = mapped_column(  # checked at the end: both rows are new to it
        ForeignKey("invitation.id", deferrable=True, initially="DEFERRED")
    )
    failed_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contact = Encrypted("contact_sealed", optional(TEXT))
    response: Mapped[Response] = relationship()
    creator: Mapped[Staff] = relationship(foreign_keys=[created_by])
