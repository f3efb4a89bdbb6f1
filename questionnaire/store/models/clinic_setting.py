"""What a clinic sets for itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column, relationship

from questionnaire.store.clock import now
from questionnaire.store.models.base import AppendOnly, Identified, JsonText, UtcDateTime
from questionnaire.store.models.people import Staff


class ClinicSetting(AppendOnly, Identified):
    """A setting as someone set it. The latest row of a key, by `sequence`, is in force."""

    __tablename__ = "clinic_setting"
    __table_args__ = (Index(None, "key", "sequence"),)

    id: Mapped[UUID] = mapped_column(unique=True, sort_order=-1)
    sequence: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    key: Mapped[str]
    value: Mapped[object] = mapped_column(JsonText, nullable=False)
    set_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    staff: Mapped[Staff | None] = relationship()
