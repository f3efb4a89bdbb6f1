"""Who a patient is, sealed, and by what a patient is found all the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import CheckConstraint, ColumnElement, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.clock import now
from questionnaire.store.models.base import UtcDateTime
from questionnaire.store.models.sealed import KNOWN_DAY, TEXT, Encrypted, HoldsKey, Sealed
from questionnaire.store.normal_forms import record_number_form
from rules.language.logic.days import KnownDay, limits


class Patient(HoldsKey, Sealed):
    """A person as the clinic's record names them."""

    __tablename__ = "patient"
    __table_args__ = (
        UniqueConstraint("record_number_lookup", "record_number_twin"),
        CheckConstraint("record_number_twin >= 0", name="record_number_twin"),
    )

    name_sealed: Mapped[bytes]
    date_of_birth_sealed: Mapped[bytes]
    date_of_birth_lookup: Mapped[bytes | None] = mapped_column(index=True)
    """Empty only in a row of before there was one, until `look_alikes.fill` has come by."""
    sex_sealed: Mapped[bytes]
    record_number_sealed: Mapped[bytes]
    record_number_lookup: Mapped[bytes]
    record_number_twin: Mapped[int] = mapped_column(default=0)
    """Counts on among patients whose numbers look the same: of two who get one at once, one is refused."""
    synthetic: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    name = Encrypted("name_sealed", TEXT)
    date_of_birth = Encrypted("date_of_birth_sealed", KNOWN_DAY, lookup="date_of_birth_lookup")
    sex = Encrypted("sex_sealed", TEXT)
    record_number = Encrypted(
        "record_number_sealed", TEXT, lookup="record_number_lookup", form=record_number_form
    )

    @classmethod
    def has_record_number(cls, number: str) -> ColumnElement[bool]:
        """The condition that finds all patients of a record number, however it is written."""
        return cls.record_number_lookup.in_(cls.record_number.hashes(number))

    @classmethod
    def is_born_on(cls, day: KnownDay) -> ColumnElement[bool]:
        """The condition that finds all patients whose birthday it can be, as far as either is known."""
        hashes = (cls.date_of_birth.hashes(text) for text in _can_be(day))
        return cls.date_of_birth_lookup.in_(set(chain.from_iterable(hashes)))


def _can_be(day: KnownDay) -> set[str]:
    """The days that it can be, and their months and years, as they are stored."""
    first, last = limits(day)
    days = (first + timedelta(days=after) for after in range((last - first).days + 1))
    return {one.isoformat()[:known] for one in days for known in (10, 7, 4)}
