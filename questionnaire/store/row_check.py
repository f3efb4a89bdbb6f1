"""The rows of every response and patient against what the trail tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import Select, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from questionnaire.store.chain import keys_of, row_key
from questionnaire.store.encryption import Keyring
from questionnaire.store.models import AuditEvent, Model, Patient, Response
from questionnaire.store.row_digests import (
    OF_PATIENT,
    OF_RESPONSE,
    digest_of,
    id_of,
    owner_of,
    read_digests,
)
from questionnaire.store.short_id import short
from questionnaire.store.tampering import Faults, Tampering

OWNERS_AT_ONCE = 100
# What a row says that can be given to another of the same owner.
EXCHANGED = ("question", "criterion", "sequence", "detail")

Name: TypeAlias = tuple[str, str]
"""The table of a row, and its id in hexadecimal."""


class Extra(NamedTuple):
    """A row that no entry tells of."""

    name: Name
    said: str
    at: datetime


class RowCheck:
    """A look at every row. What it finds stands in `faults`."""

    def __init__(
        self, session: Session, secret: bytes, ended_at: datetime | None, faults: Faults
    ) -> None:
        self._session = session
        self._key = row_key(secret)
        self._ended_at = ended_at
        self._extra: list[Extra] = []
        self._moved: set[Name] = set()
        self.faults = faults
        self.rows = 0

    def look(self, step: Callable[[int], object] = lambda _: None) -> None:
        """Check the rows of every response, then of every patient."""
        for column, kinds in (
            (AuditEvent.response_id, OF_RESPONSE),
            (AuditEvent.patient_id, OF_PATIENT),
        ):
            for owners in _some(self._session, column, kinds):
                self.compare(column, kinds, owners)
                if kinds is OF_RESPONSE:
                    self._check_patients(owners)
                self._session.expunge_all()
                step(len(owners))
        self.name_extra()

    def compare(
        self,
        column: InstrumentedAttribute[Any],
        kinds: Sequence[type[Model]],
        owners: Sequence[UUID],
    ) -> None:
        """Check the rows of some responses, or patients."""
        told = self._told(column, kinds, owners)
        there = {
            (row.__tablename__, id_of(row).hex): row
            for kind in kinds
            for row in self._session.scalars(select(kind).where(_owner_column(kind).in_(owners)))
        }
        self.rows += len(there)
        for name, (owner, digest) in told.items():
            row = there.get(name)
            if row is None or owner_of(row) != owner:
                self._name_missing(name, owner, kinds)
            elif digest_of(row, self._key) != digest:
                self._name_changed(row, digest, there.values())
        for name, row in there.items():
            if name not in told:
                self._note_extra(Extra(name, _said(row), _written_at(row)))

    def _check_patients(self, responses: Sequence[UUID]) -> None:
        """Whose a response is, every entry about it tells too."""
        otherwise = AuditEvent.patient_id != Response.patient_id
        pairs = (
            select(Response.id, Response.patient_id, AuditEvent.patient_id)
            .join(AuditEvent, AuditEvent.response_id == Response.id)
            .where(Response.id.in_(responses), otherwise)
            .distinct()
        )
        for response, now, before in self._session.execute(pairs):
            self.faults.add(
                Tampering.MOVED,
                f"Response {short(response)} was moved to patient {short(now)} from patient "
                f"{short(before) if before else 'nobody'}",
            )

    def _told(
        self,
        column: InstrumentedAttribute[Any],
        kinds: Sequence[type[Model]],
        owners: Sequence[UUID],
    ) -> dict[Name, tuple[UUID, str]]:
        """Of each row that the trail tells of, whose it is and its latest digest."""
        tables = {kind.__tablename__ for kind in kinds}
        entries = select(column, AuditEvent.row_digests).where(
            column.in_(owners), AuditEvent.row_digests.is_not(None)
        )
        return {
            (table, row_id): (owner, digest)
            for owner, text in self._session.execute(entries.order_by(AuditEvent.sequence))
            for table, rows in read_digests(text).items()
            if table in tables
            for row_id, digest in rows.items()
        }

    def _name_missing(self, name: Name, owner: UUID, kinds: Sequence[type[Model]]) -> None:
        table, row_id = name
        kind = next(kind for kind in kinds if kind.__tablename__ == table)
        row = self._session.scalar(select(kind).where(_column(kind, "id") == UUID(row_id)))
        whose = f"{_whose(kinds)} {short(owner)}"
        if row is None:
            self.faults.add(Tampering.DELETED, f"{whose}: {table} {row_id[:8]} was deleted")
            return
        self._moved.add(name)
        self.faults.add(Tampering.MOVED, f"{_said(row)} was moved there from {whose}")

    def _name_changed(self, row: Model, digest: str, beside: Iterable[Model]) -> None:
        if column := self._exchanged(row, digest, beside):
            said = f"{_said(row)} was moved there: it was written with another {column}"
            self.faults.add(Tampering.MOVED, said)
        elif self._ended_at and _written_at(row) > self._ended_at:
            self.faults.add(
                Tampering.CUT, f"{_said(row)} was written after the last entry: {CUT_OFF}"
            )
        else:
            self.faults.add(Tampering.CHANGED, f"{_said(row)} was changed")

    def _exchanged(self, row: Model, digest: str, beside: Iterable[Model]) -> str:
        """What a row was given in place of its own, as another of the same table has it."""
        others = [
            one for one in beside if type(one) is type(row) and owner_of(one) == owner_of(row)
        ]
        for column in EXCHANGED:
            for value in {getattr(one, column, None) for one in others} - {None}:
                if digest_of(row, self._key, **{column: value}) == digest:
                    return column
        return ""

    def name_extra(self) -> None:
        """Name the rows that no entry tells of, but for those that were moved from elsewhere."""
        for extra in self._extra:
            if extra.name not in self._moved:
                self._name_one(extra)

    def _note_extra(self, extra: Extra) -> None:
        """Until it is known which were moved; of very many, each at once."""
        if len(self._extra) < Faults.NAMED:
            self._extra.append(extra)
        else:
            self._name_one(extra)

    def _name_one(self, extra: Extra) -> None:
        if self._ended_at is None or extra.at > self._ended_at:
            self.faults.add(Tampering.CUT, f"{extra.said} stands in no entry: {CUT_OFF}")
        else:
            said = f"{extra.said} stands in no entry of the trail: it was put in"
            self.faults.add(Tampering.PUT_IN, said)


def faults_of_response(session: Session, keyring: Keyring, response_id: UUID) -> Faults:
    """What was done to the rows of one response, by what the trail tells of them."""
    ended_at = session.scalar(select(AuditEvent.at).order_by(AuditEvent.sequence.desc()).limit(1))
    check = RowCheck(session, keys_of(session, keyring)[-1].secret, ended_at, Faults())
    check.compare(AuditEvent.response_id, OF_RESPONSE, [response_id])
    check.name_extra()
    return check.faults


CUT_OFF = "the end of the trail was cut off"


def _some(
    session: Session, column: InstrumentedAttribute[Any], kinds: Sequence[type[Model]]
) -> Iterator[Sequence[UUID]]:
    """Everybody whom an entry or a row names, a few at once."""
    everybody = session.scalars(owners(column, kinds)).all()
    for start in range(0, len(everybody), OWNERS_AT_ONCE):
        yield everybody[start : start + OWNERS_AT_ONCE]


def owners(column: InstrumentedAttribute[Any], kinds: Sequence[type[Model]]) -> Select[UUID]:
    """The ids of all responses, or patients, that an entry or a row names."""
    named = select(column.label("id")).where(column.is_not(None))
    rows = (select(_owner_column(kind).label("id")) for kind in kinds)
    every = union(named, *rows).subquery()
    return select(every.c.id).order_by(every.c.id)


def _owner_column(kind: type[Model]) -> InstrumentedAttribute[Any]:
    if kind is Patient:
        return Patient.id
    return _column(kind, "patient_id" if kind in OF_PATIENT else "response_id")


def _column(kind: type[Model], name: str) -> InstrumentedAttribute[Any]:
    return getattr(kind, name)


def _whose(kinds: Sequence[type[Model]]) -> str:
    return "Patient" if kinds is OF_PATIENT else "Response"


def _said(row: Model) -> str:
    """A row in words: whose it is, what it is, and what it is about."""
    kinds = OF_PATIENT if isinstance(row, OF_PATIENT) else OF_RESPONSE
    about = next((getattr(row, name) for name in EXCHANGED if hasattr(row, name)), None)
    words = f" to {about}" if about is not None and row.__tablename__ == "answer" else ""
    return f"{_whose(kinds)} {short(owner_of(row))}: {row.__tablename__} {short(id_of(row))}{words}"


def _written_at(row: Model) -> datetime:
    """When a row was written, or changed last."""
    moments = (getattr(row, name, None) for name in ("at", "created_at", "raised_at", "acted_at"))
    return max(moment for moment in moments if moment is not None)
