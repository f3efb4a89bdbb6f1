"""Who a patient was said to be, before staff put it right."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionnaire.store.clock import now
from questionnaire.store.encryption import TEXT, Encrypted
from questionnaire.store.models.base import AppendOnly, Identified, UtcDateTime, words
from questionnaire.store.models.people import Staff


class Detail(Enum):
    """What says who a patient is: each is an attribute of `Patient` by this name."""

    NAME = "name"
    DATE_OF_BIRTH = "date_of_birth"
    SEX = "sex"
    RECORD_NUMBER = "record_number"


class PatientCorrection(AppendOnly, Identified):
    """One detail put right. The patient's own row has what stands; this keeps what stood.

    `before` and `after` are the texts that `Patient` seals of that detail.
    """

    __tablename__ = "patient_correction"
    __table_args__ = (Index(None, "patient_id", "sequence"),)

    id: Mapped[UUID] = mapped_column(unique=True, sort_order=-1)
    sequence: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    detail: Mapped[Detail] = mapped_column(words(Detail))
    before_sealed: Mapped[bytes]
    after_sealed: Mapped[bytes]
    reason_sealed: Mapped[bytes]
    corrected_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    before = Encrypted("before_sealed", TEXT)
    after = Encrypted("after_sealed", TEXT)
    reason = Encrypted("reason_sealed", TEXT)
    staff: Mapped[Staff] = relationship()
