"""Rows in which something stands that no column of their table can hold: no program wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import String, inspect, select
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from questionnaire.store.chain import entry_digest
from questionnaire.store.models import AuditEvent, Model, Patient, Response
from questionnaire.store.row_digests import CHAINED, digest_of, read_digests
from questionnaire.store.tampering import Faults, Tampering

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
"""What reading such a row raises: a day that is none, a text that is no JSON, bytes for a text."""

ROWS_AT_ONCE = 1000
_KINDS = (AuditEvent, Response, Patient, *(kind for kind in CHAINED if kind is not Patient))


def name_unreadable(session: Session, faults: Faults) -> None:
    """Name every entry of the trail, and every row of the record, that cannot be read."""
    for kind in _KINDS:
        if not _all_can_be_read(session, kind):
            for which in _unreadable(session, kind):
                named = f"Entry {which} of the trail" if kind is AuditEvent else which
                said = f"{named}: changed, something stands in it that cannot be read"
                faults.add(Tampering.CHANGED, said, int(which) if kind is AuditEvent else None)


def _all_can_be_read(session: Session, kind: type[Model]) -> bool:
    rows = select(kind).execution_options(yield_per=ROWS_AT_ONCE, populate_existing=True)
    try:
        with session.scalars(rows) as found:
            for row in found:
                _read(row)
    except UNREADABLE:
        return False
    return True


def _unreadable(session: Session, kind: type[Model]) -> Iterator[str]:
    key = as_type(inspect(kind).primary_key[0], String)
    for one in session.scalars(select(key).order_by(key)).all():
        try:
            _read(session.scalars(select(kind).where(key == one)).one())
        except UNREADABLE:
            named = str(one)
            yield named if kind is AuditEvent else f"{kind.__tablename__} {named[:8]}"


def _read(row: Model) -> None:
    """All that a check reads of a row."""
    if isinstance(row, AuditEvent):
        entry_digest(row, b"")
        for rows in read_digests(row.row_digests).values():
            for row_id in rows:
                UUID(row_id)
    elif isinstance(row, CHAINED):
        digest_of(row, b"")
