"""Rows are sealed as they are written: with a key and a number by then, which their values are bound to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from questionnaire.store.encryption import current_keyring
from questionnaire.store.models.sealed import (
    HoldsKey,
    Numbered,
    Sealed,
    sealed_values,
    to_be_sealed,
)


@event.listens_for(Session, "before_flush")
def seal_what_was_set(session: Session, *_: object) -> None:
    """Give new rows their own keys and their numbers, and seal what was set."""
    made = {row.id: row for row in session.new if isinstance(row, HoldsKey)}
    for holder in made.values():
        if holder.key_sealed is None:
            holder.key_sealed = current_keyring().new_key(holder.key_place)
    number(session, [row for row in session.new if isinstance(row, Numbered)])
    for row in (*session.new, *session.dirty):
        if isinstance(row, Sealed) and to_be_sealed(row):
            key = _holder(session, row, made).own_key()
            for value in sealed_values(type(row)):
                value.seal(row, key)


def _holder(session: Session, row: Sealed, made: dict[UUID, HoldsKey]) -> HoldsKey:
    """The row that holds the key, which may be new as well. Raises NoResultFound."""
    if not row.SEALED_BY:
        return cast("HoldsKey", row)
    wanted = getattr(row, f"{row.SEALED_BY}_id")
    if wanted in made:
        return made[wanted]
    kind = type(row).__mapper__.relationships[row.SEALED_BY].mapper.class_
    return cast("HoldsKey", session.get_one(kind, wanted))


def number(session: Session, rows: Iterable[Numbered]) -> None:
    """Number new rows before they are sealed, since their values are bound to the number too."""
    unnumbered = [row for row in rows if row.sequence is None]
    for kind in dict.fromkeys(map(type, unnumbered)):
        of_kind = [row for row in unnumbered if type(row) is kind]
        for row, number in zip(of_kind, _numbers(session, kind, len(of_kind)), strict=True):
            row.sequence = number


def _numbers(session: Session, kind: type[Numbered], count: int) -> Iterable[int]:
    """The next numbers of a table: a writer alone has them on SQLite, PostgreSQL gives each once."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.nextval(f"{kind.__tablename__}_sequence_seq")
        return session.scalars(select(sequence).select_from(func.generate_series(1, count))).all()
    last: int = session.scalar(select(func.max(kind.sequence))) or 0
    return range(last + 1, last + 1 + count)
