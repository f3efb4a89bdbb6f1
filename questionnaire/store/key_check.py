"""Whether the keys given are all those that the stored values were sealed with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from questionnaire.store.encryption import Keyring, Undecipherable, place
from questionnaire.store.models import ChainKey, Feedback, Patient, Response
from questionnaire.store.sqlite import CannotOpen

Holder: TypeAlias = ChainKey | Feedback | Patient | Response
HOLDERS: Sequence[tuple[type[Holder], InstrumentedAttribute[Any]]] = (
    (Patient, Patient.id),
    (Response, Response.id),
    (Feedback, Feedback.id),
    (ChainKey, ChainKey.number),  # last: a server that has not got a new key goes on until then
)
"""All that master keys seal: the key of each of these rows, and what tells the rows apart."""


def check_keys(session: Session, keyring: Keyring) -> None:
    """Open one key that each master key sealed. Raises CannotOpen where one is missing or another's."""
    if session.scalar(select(ChainKey.number).limit(1)) is None:
        raise CannotOpen(
            "The audit trail's own key was deleted from the database: put the latest backup back"
        )
    for kind, number in HOLDERS:
        for found, sealed in _one_of_each(session, kind, number, keyring):
            try:
                keyring.open(sealed, place(kind.__tablename__, "key_sealed", found))
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
        for kind, number in HOLDERS
        if session.scalar(select(number).where(sealed_with(kind, mark)).limit(1)) is not None
    }
    marked = zip(keyring.names, keyring.marks(), strict=True)
    return tuple(one for one, mark in marked if mark in found or one == keyring.names[0])


def sealed_with(kind: type[Holder], mark: bytes) -> ColumnElement[bool]:
    """Whether the key of a row is sealed with the master key of a mark; of what was erased, neither."""
    return func.substr(kind.key_sealed, 1, len(mark)) == mark


def _one_of_each(
    session: Session, kind: type[Holder], number: InstrumentedAttribute[Any], keyring: Keyring
) -> Iterator[tuple[object, bytes]]:
    """A key sealed with each master key, and one sealed with none of them."""
    ours = [sealed_with(kind, mark) for mark in keyring.marks()]
    for wanted in (*ours, and_(*map(not_, ours))):
        rows = select(number, kind.key_sealed).where(wanted).limit(1)
        if row := session.execute(rows).one_or_none():
            yield row[0], row[1] or b""
