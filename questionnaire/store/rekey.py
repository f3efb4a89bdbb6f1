"""The keys of responses, patients and the trail are sealed anew under the current master key.

What they seal stays as it is, and so do the digests over it. Each transaction is a short one, so that
pages are served meanwhile; whatever was done before an interruption is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, not_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.database import Database
from questionnaire.store.encryption import Keyring, Undecipherable
from questionnaire.store.key_check import HOLDERS, Holder, sealed_with
from questionnaire.store.models import Patient
from questionnaire.store.models.sealed import sealed_values

AT_ONCE = 100


@dataclass
class Rekeyed:
    """What was sealed anew, and what cannot be: its place, never its content."""

    count: int = 0
    faults: list[str] = field(default_factory=list)


def rekey(database: Database, progress: Callable[[int], object] = lambda _: None) -> Rekeyed:
    """Seal all keys anew that are not sealed with the current master key, and tell the trail."""
    done = Rekeyed()
    for kind, number in HOLDERS:
        last: object = None
        while True:
            with database.write_session(refreshes=False) as session:
                rows = _next(session, database.keyring, kind, number, last)
                for row in rows:
                    _seal_anew(row, database.keyring, done)
                last = getattr(rows[-1], number.key) if rows else None
            progress(len(rows))
            if not rows:
                break
    if done.count:
        with database.write_session() as session:
            detail = {"key": database.keyring.names[0], "keys sealed anew": done.count}
            audit.record(session, Action.KEYS_REPLACED, detail=detail)
    return done


def left(session: Session, keyring: Keyring) -> int:
    """How many keys are not sealed with the current master key."""
    return sum(
        session.scalar(select(func.count()).select_from(kind).where(_is_older(kind, keyring))) or 0
        for kind, _ in HOLDERS
    )


def _next(
    session: Session,
    keyring: Keyring,
    kind: type[Holder],
    number: InstrumentedAttribute[Any],
    last: object,
) -> Sequence[Holder]:
    rows = select(kind).where(_is_older(kind, keyring)).order_by(number).limit(AT_ONCE)
    if last is not None:  # what cannot be opened is passed by
        rows = rows.where(number > last)
    return session.scalars(rows.with_for_update()).all()


def _is_older(kind: type[Holder], keyring: Keyring) -> ColumnElement[bool]:
    return not_(sealed_with(kind, keyring.marks()[0]))


def _seal_anew(row: Holder, keyring: Keyring, done: Rekeyed) -> None:
    try:
        if isinstance(row, Patient):
            _look_up_anew(row, keyring)
        opened = keyring.open(row.key_sealed or b"", row.key_place)
    except Undecipherable as error:
        done.faults.append(str(error))
    else:
        row.key_sealed = keyring.seal(opened, row.key_place)
        done.count += 1


def _look_up_anew(patient: Patient, keyring: Keyring) -> None:
    """What a patient is found by hangs on the master key too."""
    for value in sealed_values(Patient):
        if value.lookup is not None:
            text = value.text(patient, keyring) or ""
            setattr(patient, value.lookup, keyring.lookup(value.form(text), value.column))
