"""Erase a response: its own key is thrown away, and with it every value that was sealed by it.

The rows stay, so that the trail goes on verifying. The patient's key goes with the last response of
theirs, and what they could be found by becomes chance.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import Session

from questionnaire.clinic.retention import retention
from questionnaire.responses import link_requests
from questionnaire.responses.due import hindrance
from questionnaire.responses.erasure_list import ErasureLine, ErasureList, entry_of
from questionnaire.responses.invitations import shut_out
from questionnaire.responses.kept_pages import forget_all
from questionnaire.responses.legal_holds import latest_hold
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.encryption import KEY_BYTES
from questionnaire.store.models import (
    AnswerSheet,
    Erasure,
    Patient,
    PatientSession,
    Response,
    Staff,
    Stage,
)
from questionnaire.store.short_id import short

A_WEEK = timedelta(days=7)


class HeldBack(Exception):
    """A response is not erased: one sentence that says why, and what must come first."""


def erase(
    session: Session, response: Response, *, why: str, by: Staff, listed: ErasureList
) -> Erasure:
    """Erase a response that the caller holds against other writers, as the last act of a transaction.

    `why` names nothing of the patient. The line in the list is on the disk before this returns.

    :raise HeldBack: where something holds it back.
    :raise ListUnusable: where the list cannot be written.
    """
    if held := hindrance(response, latest_hold(session, response.id)):
        raise HeldBack(f"response {short(response.id)} is {held}: nothing was erased")
    days = retention(session).backup_days
    entry = ErasureLine(
        response_id=response.id,
        patient_id=None,
        at=clock.now(),
        by=f"{by.name} ({by.username})",
        why=why,
        backups_until=clock.today() + timedelta(days=days) if days else None,
    )
    made = _carry_out(session, response, entry)
    _tell(session, Action.RESPONSE_ERASED, response, made, actor=by)
    listed.add(entry_of(made))
    return made


def redo(session: Session, listed: ErasureList) -> list[ErasureLine]:
    """Erase what the list has and this database still holds, and say what that was. Harmless again.

    For a database restored from a copy of before, and for what a crash interrupted. What was put under
    a legal hold after it was listed is left: only one that a crash interrupted can be.

    :raise ListUnusable: where the list cannot be read. Nothing is erased then.
    """
    return [entry for entry in _waiting(session, listed) if _again(session, entry)]


def held_since(session: Session, listed: ErasureList) -> list[ErasureLine]:
    """After `redo`: what it left, because somebody has put it under a legal hold since."""
    waiting = _waiting(session, listed)
    return [entry for entry in waiting if session.get(Response, entry.response_id)]


def complete(session: Session, listed: ErasureList) -> list[ErasureLine]:
    """Write into the list what was erased here and it lacks, such as a list that was lost."""
    known = {entry.response_id for entry in listed.entries()}
    erased = session.scalars(select(Erasure).order_by(Erasure.sequence))
    lacking = [entry_of(one) for one in erased if one.response_id not in known]
    for entry in lacking:
        listed.add(entry)
    return lacking


def erased_lately(session: Session) -> bool:
    """Whether an erasure of this week may have been stopped before its old keys were overwritten."""
    return bool(session.scalar(select(exists().where(Erasure.at > clock.now() - A_WEEK))))


def _waiting(session: Session, listed: ErasureList) -> list[ErasureLine]:
    """What is listed, and not erased here."""
    known = set(session.scalars(select(Erasure.response_id)))
    return [entry for entry in listed.entries() if entry.response_id not in known]


def _again(session: Session, entry: ErasureLine) -> bool:
    response = session.get(Response, entry.response_id, with_for_update=True)
    if response is None or response.stage is Stage.ERASED:
        return False
    hold = latest_hold(session, response.id)
    if hold and hold.holds and hold.at > entry.at:
        return False
    made = _carry_out(session, response, entry)
    _tell(session, Action.ERASED_AGAIN, response, made, actor="system")
    return True


def _tell(
    session: Session, action: Action, response: Response, made: Erasure, *, actor: Staff | str
) -> None:
    detail = {"why": made.why, "by": made.by, "patient": made.patient_id is not None}
    audit.record(session, action, actor=actor, response=response, detail=detail)


def _carry_out(session: Session, response: Response, entry: ErasureLine) -> Erasure:
    patient = session.get_one(Patient, response.patient_id, with_for_update=True)
    is_last = not session.scalar(_others(response))
    response.key_sealed = None
    response.stage, response.open_red_flags = Stage.ERASED, 0
    shut_out(session, PatientSession.response_id == response.id)
    session.execute(delete(AnswerSheet).where(AnswerSheet.response_id == response.id))
    forget_all(session, response.id)
    link_requests.answered(session, response)
    if is_last:
        _erase_patient(patient)
    made = Erasure(
        response_id=response.id,
        patient_id=patient.id if is_last else None,
        at=entry.at,
        by=entry.by,
        why=entry.why,
        backups_until=entry.backups_until,
    )
    session.add(made)
    session.flush()
    return made


def _others(response: Response) -> Select[UUID]:
    """What else of the patient stands."""
    return (
        select(Response.id)
        .where(
            Response.patient_id == response.patient_id,
            Response.id != response.id,
            Response.stage != Stage.ERASED,
        )
        .limit(1)
    )


def _erase_patient(patient: Patient) -> None:
    patient.key_sealed = None
    patient.record_number_lookup = secrets.token_bytes(KEY_BYTES)
    patient.date_of_birth_lookup = secrets.token_bytes(KEY_BYTES)
