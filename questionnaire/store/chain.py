"""How entries of the trail are chained, so that none is changed, dropped or put in unseen."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import UTC
from functools import lru_cache
from typing import NamedTuple, cast

from sqlalchemy import Connection, Table, event, select, text, true
from sqlalchemy.orm import Session

from questionnaire.store.encryption import Keyring, Undecipherable, current_keyring, derive
from questionnaire.store.models import AuditEvent, ChainKey, Model
from questionnaire.store.models.base import canonical_json
from questionnaire.store.models.chain_key import key_place
from questionnaire.store.row_digests import OF_PATIENT, digests_of, owner_of, rows_written
from questionnaire.store.sqlite import CannotOpen
from questionnaire.store.trail_head import Head

NOTHING_BEFORE = bytes(32)
RESTORE = "put the latest backup back, and keep the database as it is beside it"
CHAIN_LOCK = 7_201_002  # any number that no other program takes on the same PostgreSQL
_WAITING = "audit rows waiting for the end of the transaction"


class TrailKey(NamedTuple):
    """A key of the trail, and from which entry on it is for."""

    since: int
    secret: bytes


class Last(NamedTuple):
    """What the next entry wants: the newest key, sealed, and the entry it follows, if there is one."""

    key_number: int
    key_sealed: bytes
    sequence: int | None
    digest: bytes | None


def wait(session: Session, row: AuditEvent) -> None:
    """Let an entry wait for the end of the transaction, to be chained there."""
    session.info.setdefault(_WAITING, []).append(row)


def keys_of(session: Session, keyring: Keyring) -> list[TrailKey]:
    """The keys of the trail, the newest last. Raises CannotOpen where they were taken away or spoilt."""
    rows = session.scalars(select(ChainKey).order_by(ChainKey.since, ChainKey.number)).all()
    try:
        found = [TrailKey(row.since, keyring.secret(row.key_sealed, row.key_place)) for row in rows]
    except Undecipherable as error:
        raise CannotOpen(
            f"The audit trail's own key cannot be opened ({error}): {RESTORE}"
        ) from None
    if not found:
        raise CannotOpen(f"The audit trail's own key was deleted: {RESTORE}")
    return found


def head_of(database: Session | Connection) -> Head | None:
    """The last entry; None where the trail was emptied."""
    found = database.execute(_HEAD).one_or_none()
    return Head(*found) if found else None


def entry_digest(row: AuditEvent, key: bytes, sequence: int | None = None) -> bytes:
    """The digest of an entry, after the one before it; at another place, if it is named."""
    said = [
        sequence or row.sequence,
        row.at.astimezone(UTC).isoformat(),
        row.actor,
        row.action,
        str(row.response_id),
        str(row.patient_id),
        row.detail,
    ]
    if row.row_digests is not None:  # entries of before rows had digests say nothing of them
        said.append(row.row_digests)
    return hmac.digest(key, row.previous + canonical_json(said).encode(), "sha256")


@lru_cache
def row_key(key: bytes) -> bytes:
    """What rows are digested with, of a key of the trail."""
    return derive(key, "row")


@event.listens_for(Session, "before_commit")
def _append(session: Session) -> None:
    """Chain the waiting rows last, so that two writers never wait for each other crosswise."""
    if session.in_nested_transaction():
        return  # a savepoint is not the end
    session.flush()
    waiting = cast("list[AuditEvent]", session.info.pop(_WAITING, []))
    written = rows_written(session)
    told = _told_by(waiting, written)
    if not waiting:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock({CHAIN_LOCK})"))
    last = _last(session)
    key = current_keyring().secret(last.key_sealed, key_place(last.key_number))
    sequence, digest = last.sequence or 0, last.digest or NOTHING_BEFORE
    for row in waiting:
        sequence += 1
        row.sequence, row.previous = sequence, digest
        if rows := told.get(id(row)):
            row.row_digests = digests_of(rows, row_key(key))
        row.digest = digest = entry_digest(row, key)
    session.execute(_INSERT, [_columns(row) for row in waiting])


_TABLE = cast("Table", AuditEvent.__table__)
_INSERT = _TABLE.insert()


def _columns(row: AuditEvent) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in _TABLE.columns}


def _told_by(waiting: Sequence[AuditEvent], written: Sequence[Model]) -> dict[int, list[Model]]:
    """Which entry tells of which rows: the last one of their response or patient."""
    of_response = {row.response_id: row for row in waiting}
    of_patient = {row.patient_id: row for row in waiting}
    told: dict[int, list[Model]] = {}
    for row in written:
        entries = of_patient if isinstance(row, OF_PATIENT) else of_response
        entry = entries.get(owner_of(row))
        if entry is None:
            raise RuntimeError(
                f"{row.__tablename__} was changed and the trail does not say so: "
                "call audit.record(session, …, response=…) in the same transaction"
            )
        told.setdefault(id(entry), []).append(row)
    return told


_HEAD = select(AuditEvent.sequence, AuditEvent.digest).order_by(AuditEvent.sequence.desc()).limit(1)
_NEWEST = _HEAD.subquery()
_LAST = (
    select(ChainKey.number, ChainKey.key_sealed, _NEWEST.c.sequence, _NEWEST.c.digest)
    .outerjoin(_NEWEST, true())
    .order_by(ChainKey.since.desc())
    .limit(1)
)
"""Made once: every page that is shown or stored asks it."""


def _last(session: Session) -> Last:
    return Last(*session.execute(_LAST).one())
