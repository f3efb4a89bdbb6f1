"""Rows written before record numbers were compared in one form, and birthdays at all, catch up.

A migration has no key to do so. It leaves the birthday's hash empty, and what has none is looked
over here, before anything serves. Two patients whose numbers look the same are both kept, and both
found by it: the later is the other's twin.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaire.store.encryption import Encrypted, Keyring, place
from questionnaire.store.models import Patient

AT_ONCE = 1000


def fill(session: Session, keyring: Keyring) -> None:
    """Give each row that lacks them its hashes. Another process that wants the same waits."""
    while rows := session.scalars(
        select(Patient)
        .where(Patient.date_of_birth_lookup.is_(None))
        .order_by(Patient.created_at, Patient.id)
        .limit(AT_ONCE)
        .with_for_update()
    ).all():
        for row in rows:
            _fill(session, row, keyring)


def _fill(session: Session, row: Patient, keyring: Keyring) -> None:
    number = _hash(row.id, Patient.record_number, row.record_number_sealed, keyring)
    if number != row.record_number_lookup:
        row.record_number_twin = _twins(session, number)
        row.record_number_lookup = number
    row.date_of_birth_lookup = _hash(
        row.id, Patient.date_of_birth, row.date_of_birth_sealed, keyring
    )
    session.flush()


def _hash(row_id: UUID, value: Encrypted[Any], sealed: bytes, keyring: Keyring) -> bytes:
    plain = keyring.open(sealed, place(Patient.__tablename__, value.column, row_id)).decode()
    return keyring.lookup(value.form(plain), value.column)


def _twins(session: Session, number: bytes) -> int:
    highest = session.scalar(
        select(func.max(Patient.record_number_twin)).where(Patient.record_number_lookup == number)
    )
    return 0 if highest is None else highest + 1
