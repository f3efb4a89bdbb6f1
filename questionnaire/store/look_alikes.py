"""Rows written before record numbers were compared in one form, and birthdays at all, catch up.

A migration has no key to do so. It leaves the birthday's hash empty, and what has none is looked
over here, before anything serves. Two patients whose numbers look the same are both kept, and both
found by it: the later is the other's twin. A row that cannot be opened is left as it is, and stops
nobody: the log names its place each time.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from questionnaire.store.encryption import Keyring, Undecipherable
from questionnaire.store.models import Encrypted, Patient

log = logging.getLogger(__name__)

AT_ONCE = 5000
# Who was erased is found by nothing any more.
LACKING = and_(Patient.date_of_birth_lookup.is_(None), Patient.key_sealed.is_not(None))
BY_AGE = (Patient.created_at, Patient.id)


def fill(session: Session, keyring: Keyring) -> None:
    """Give each row that lacks them its hashes. Another process that wants the same waits."""
    waiting = session.scalars(select(Patient.id).where(LACKING).order_by(*BY_AGE)).all()
    for done in range(0, len(waiting), AT_ONCE):
        if done:  # a warning, since nothing less is shown at a start
            log.warning("Looking over patients: %s of %s", done, len(waiting))
        _fill_some(session, waiting[done : done + AT_ONCE], keyring)


def _fill_some(session: Session, ids: Sequence[UUID], keyring: Keyring) -> None:
    rows = select(Patient).where(Patient.id.in_(ids), LACKING).order_by(*BY_AGE).with_for_update()
    hashes = dict(_hashes(session.scalars(rows), keyring))
    twins = _highest_twins(session, {number for number, _ in hashes.values()})
    for row, (number, born) in hashes.items():
        if number != row.record_number_lookup:
            row.record_number_twin = twins[number] = twins.get(number, -1) + 1
            row.record_number_lookup = number
        row.date_of_birth_lookup = born
    session.flush()
    session.expunge_all()  # of many patients, these few at once


def _hashes(
    rows: Iterable[Patient], keyring: Keyring
) -> Iterator[tuple[Patient, tuple[bytes, bytes]]]:
    """The hashes of a record number and of a birthday, of every row that can be opened."""
    for row in rows:
        try:
            number = _hash(row, Patient.record_number, keyring)
            born = _hash(row, Patient.date_of_birth, keyring)
        except Undecipherable as error:
            log.error("A patient cannot be opened, and is not looked over: %s", error)  # noqa: TRY400 - no trace
        else:
            yield row, (number, born)


def _hash(row: Patient, value: Encrypted[Any], keyring: Keyring) -> bytes:
    return keyring.lookup(value.form(value.text(row, keyring) or ""), value.column)


def _highest_twins(session: Session, numbers: Collection[bytes]) -> dict[bytes, int]:
    number = Patient.record_number_lookup
    highest = select(number, func.max(Patient.record_number_twin)).group_by(number)
    return {row[0]: row[1] for row in session.execute(highest.where(number.in_(numbers)))}
