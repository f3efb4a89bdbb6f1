"""What was erased, as the trail tells it; and whether nothing else lost the key that opens it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.store.audit import Action
from questionnaire.store.encryption import Keyring, Undecipherable, place
from questionnaire.store.models import AuditEvent, Patient, Response, Stage
from questionnaire.store.models.sealed import HoldsKey
from questionnaire.store.short_id import short
from questionnaire.store.tampering import Faults, Tampering

ERASES = (Action.RESPONSE_ERASED.value, Action.ERASED_AGAIN.value)


class ToldErasure(NamedTuple):
    """An erasure as its entry tells it: of a response, and of its patient if that was the last."""

    at: datetime
    response_id: UUID
    patient_id: UUID | None
    by: str
    why: str


def erasures_told(session: Session) -> list[ToldErasure]:
    """Every erasure that the trail tells of, the first first; of one done again the latest."""
    entries = select(AuditEvent).where(AuditEvent.action.in_(ERASES))
    found = session.scalars(entries.order_by(AuditEvent.sequence)).all()
    return list({row.response_id: _told(row) for row in found if row.response_id}.values())


def check_erasures(session: Session, keyring: Keyring, faults: Faults) -> list[ToldErasure]:
    """Name each key that is gone, spoilt, or there and should not be. Returns what was erased."""
    told = erasures_told(session)
    responses = {one.response_id for one in told}
    patients = {one.patient_id for one in told if one.patient_id}
    _name_deleted(session, faults)
    _name_hidden(session, responses, faults)
    _compare(session, Response, responses, faults)
    _compare(session, Patient, patients, faults)
    for kind in (Response, Patient):
        _name_spoilt(session, kind, keyring, faults)
    return told


def _name_deleted(session: Session, faults: Faults) -> None:
    """A response is in no digest, since its stage changes; but it is never deleted, and holds the key."""
    told = select(AuditEvent.response_id).distinct()
    for one in session.scalars(told.where(AuditEvent.response_id.not_in(select(Response.id)))):
        if one:
            faults.add(Tampering.DELETED, f"Response {short(one)} was deleted, and its key with it")


def _name_hidden(session: Session, erased: set[UUID], faults: Faults) -> None:
    marked = set(session.scalars(select(Response.id).where(Response.stage == Stage.ERASED)))
    for one in sorted(marked - erased):
        said = (
            f"Response {short(one)}: marked as erased, and no entry of the trail says that it was"
        )
        faults.add(Tampering.CHANGED, said)


def _name_spoilt(session: Session, kind: type[HoldsKey], keyring: Keyring, faults: Faults) -> None:
    """What nobody can read for want of its key is as good as erased."""
    there = kind.key_sealed.is_not(None)
    for one, sealed in session.execute(select(kind.id, kind.key_sealed).where(there)):
        try:
            keyring.open(sealed or b"", place(kind.__tablename__, "key_sealed", one))
        except Undecipherable:
            said = f"{kind.__name__} {short(one)}: its key was changed, and opens nothing"
            faults.add(Tampering.CHANGED, said)


def _compare(session: Session, kind: type[HoldsKey], erased: set[UUID], faults: Faults) -> None:
    ids, key = select(kind.id), kind.key_sealed
    gone = set(session.scalars(ids.where(key.is_(None))))
    there = set(session.scalars(ids.where(key.is_not(None)))) & erased if erased else set()
    for one in sorted(gone - erased):
        faults.add(
            Tampering.DELETED,
            f"{kind.__name__} {short(one)}: its key is gone, and no entry of the trail says that it "
            "was erased",
        )
    for one in sorted(there):
        faults.add(
            Tampering.PUT_IN, f"{kind.__name__} {short(one)} was erased, and its key was put back"
        )


def _told(row: AuditEvent) -> ToldErasure:
    patient = row.patient_id if row.detail.get("patient") else None
    said = (str(row.detail.get(name, "")) for name in ("by", "why"))
    return ToldErasure(row.at, row.response_id or UUID(int=0), patient, *said)
