"""What was erased, and what must not be: both are kept when nothing else is."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionnaire.store.clock import now
from questionnaire.store.models.base import AppendOnly, Identified, UtcDateTime
from questionnaire.store.models.patient_record import Response
from questionnaire.store.models.people import Staff
from questionnaire.store.models.sealed import TEXT, Encrypted, Numbered


class LegalHold(AppendOnly, Numbered):
    """That a response must be kept whatever its age, or no longer must.

    The latest row of a response, by `sequence`, stands.
    """

    __tablename__ = "legal_hold"
    SEALED_BY, BOUND = "response", ("response_id", "sequence", "holds")
    __table_args__ = (Index(None, "response_id", "sequence"),)

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"))
    holds: Mapped[bool]
    reason_sealed: Mapped[bytes]
    set_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    reason = Encrypted("reason_sealed", TEXT)
    response: Mapped[Response] = relationship()
    staff: Mapped[Staff] = relationship()


class Erasure(AppendOnly, Identified):
    """That nobody can read the values of a response any more; of its patient too, where one is named.

    `by` is a name and no key: what is erased again in a restored database may have been erased by
    somebody whom it does not know. `why` holds nothing of the patient. `backups_until` is the last
    day on which a backup may still have the values; empty where the clinic had not said.
    """

    __tablename__ = "erasure"

    id: Mapped[UUID] = mapped_column(unique=True, sort_order=-1)
    sequence: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), unique=True)
    patient_id: Mapped[UUID | None] = mapped_column(ForeignKey("patient.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[str]
    why: Mapped[str]
    backups_until: Mapped[date | None]

    response: Mapped[Response] = relationship()
