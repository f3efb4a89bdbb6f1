"""The audit trail: who saw or changed what, each row chained to the one before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.models.base import AppendOnly, JsonText, Model, UtcDateTime


class AuditEvent(AppendOnly, Model):
    """One thing that happened. `questionnaire.store.audit` writes it; nobody else does.

    The ids carry no foreign key: the trail outlives what it speaks of.
    """

    __tablename__ = "audit_event"

    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str]
    action: Mapped[str]
    response_id: Mapped[UUID | None] = mapped_column(index=True)
    patient_id: Mapped[UUID | None] = mapped_column(index=True)
    detail: Mapped[dict[str, object]] = mapped_column(JsonText)
    row_digests: Mapped[str | None]
    """Of every row that its transaction wrote: `questionnaire.store.row_digests`. Empty where none."""
    previous: Mapped[bytes]
    digest: Mapped[bytes]
