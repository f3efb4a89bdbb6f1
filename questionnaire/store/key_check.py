"""Whether the keys given are all those that the stored values were sealed with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, func, not_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from questionnaire.store.encryption import Keyring, Undecipherable, place
from questionnaire.store.models import ChainKey, Patient, Response
from questionnaire.store.sqlite import CannotOpen

Sealed: TypeAlias = Select[Any, Any]

# All that master keys seal.
SEALED: tuple[tuple[InstrumentedAttribute[Any], InstrumentedAttribute[Any]], ...] = (
    (ChainKey.number, ChainKey.key_sealed),
    (Patient.id, Patient.key_sealed),
    (Response.id, Response.key_sealed),
)


def check_keys(session: Session, keyring: Keyring) -> None:
    """Open one key that each master key sealed. Raises CannotOpen where one is missing or another's."""
    if session.scalar(select(ChainKey.number).limit(1)) is None:
        raise CannotOpen(
            "The audit trail's own key was deleted from the database: put the latest backup back"
        )
    for row_id, value in SEALED:
        for found, sealed in _one_of_each(session, select(row_id, value), value, keyring):
            try:
                keyring.open(sealed, place(value.class_.__tablename__, value.key, found))
            except Undecipherable as error:
                raise CannotOpen(
                    f"The keys do not fit the database ({error}): "
                    "put the key it was used with back into QUESTIONNAIRE_KEYS"
                ) from None


def keys_in_use(session: Session, keyring: Keyring) -> tuple[str, ...]:
    """The ids of the keys without which a stored value cannot be opened, and of the current one."""
    found = {
        mark
        for mark in keyring.marks()
        for row_id, value in SEALED
        if session.scalar(select(row_id).where(_begins_with(value, mark)).limit(1))
    }
    marked = zip(keyring.names, keyring.marks(), strict=True)
    return tuple(one for one, mark in marked if mark in found or one == keyring.names[0])


def _one_of_each(
    session: Session, rows: Sealed, value: InstrumentedAttribute[Any], keyring: Keyring
) -> Iterator[tuple[object, bytes]]:
    """A value sealed with each key, and one sealed with none of them."""
    ours = [_begins_with(value, mark) for mark in keyring.marks()]
    for wanted in (*ours, and_(*map(not_, ours))):
        if row := session.execute(rows.where(wanted).limit(1)).one_or_none():
            yield row[0], row[1]


def _begins_with(value: InstrumentedAttribute[Any], mark: bytes) -> ColumnElement[bool]:
    return func.substr(value, 1, len(mark)) == mark
