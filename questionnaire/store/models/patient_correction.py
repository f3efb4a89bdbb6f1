"""Who a patient was said to be, before staff put it right."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionnaire.store.clock import now
from questionnaire.store.models.base import AppendOnly, UtcDateTime, words
from questionnaire.store.models.patient_identity import Patient
from questionnaire.store.models.people import Staff
from questionnaire.store.models.sealed import TEXT, Encrypted, Numbered


class Detail(Enum):
    """What says who a patient is: each is an attribute of `Patient` by this name."""

    NAME = "name"
    DATE_OF_BIRTH = "date_of_birth"
    SEX = "sex"
    RECORD_NUMBER = "record_number"


class PatientCorrection(AppendOnly, Numbered):
    """One detail put right. The patient's own row has what stands; this keeps what stood.

    `before` and `after` are the texts that `Patient` seals of that detail.
    """

    __tablename__ = "patient_correction"
    SEALED_BY, BOUND = "patient", ("patient_id", "sequence")
    __table_args__ = (Index(None, "patient_id", "sequence"),)

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
    patient: Mapped[Patient] = relationship()
    staff: Mapped[Staff] = relationship()
