"""Links to a questionnaire: made with a new response, replaced, and taken back."""

from __future__ import annotations

import hmac
import secrets
from datetime import date, timedelta
from enum import Enum
from typing import Unpack
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from questionnaire.clinic import settings
from questionnaire.responses import link_requests, same_patient
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in_all
from questionnaire.responses.same_patient import Invitee
from questionnaire.responses.wording_kept import current_edition
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import add_unless_there
from questionnaire.store.encryption import token_hash
from questionnaire.store.models import Invitation, Patient, PatientSession, Response, Stage
from questionnaire.store.normal_forms import record_number_form
from rules.language.logic.case import Origin
from rules.language.questions import Question
from rules.questions import about_you

TOKEN_BYTES = 32
CODE_FIGURES = 6
NOT_ERASED_MEANWHILE = {"read": True, "key_share": True}  # others may be invited meanwhile
TRIES_IN_ALL = 20  # a stolen link must not last until somebody has tried every birthday


class LinkState(Enum):
    """What has become of a link."""

    OPEN = "open"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    REPLACED = "replaced"
    EXPIRED = "expired"
    LOCKED = "locked"
    CLOSED = "closed"
    ERASED = "erased"
    CALLED_OFF = "called-off"
    PAST = "past"


class OtherPatient(Exception):
    """The record number belongs to somebody with another name, date of birth or sex."""


def invite(
    session: Session,
    *,
    created_by: UUID,
    consult_on: date | None = None,
    clinician_id: UUID | None = None,
    contact: str | None = None,
    synthetic: bool = False,
    response_id: UUID | None = None,
    another: bool = False,
    **person: Unpack[Invitee],
) -> tuple[Invitation, str]:
    """A new questionnaire for a patient, and its link's secret, which is kept nowhere.

    `response_id` is to be its id: asked for twice, by two clicks, it is made once, and the second
    link replaces the first. Raises OtherPatient where the record number is known for somebody else,
    though written otherwise: unless somebody has said that this is `another` patient.
    """
    patient = _patient(session, person, synthetic, another)
    response = Response(
        id=response_id,
        patient_id=patient.id,
        edition_id=current_edition(session).id,
        clinician_id=clinician_id,
        consult_on=consult_on,
    )
    if not add_unless_there(session, response):
        made = session.get_one(Response, response_id)
        if made.patient_id != patient.id or made.stage is Stage.ERASED:
            raise OtherPatient
        return reissue(session, made, created_by=created_by)
    recorded: dict[Question, object] = {
        about_you.date_of_birth: patient.date_of_birth,
        about_you.sex: patient.sex,
    }
    take_in_all(session, response, [(recorded, Giver(Origin.RECORD, created_by))])
    invitation, token = _link(session, response, created_by, contact)
    audit.record(session, Action.INVITATION_CREATED, response=response)
    return invitation, token


def reissue(session: Session, response: Response, *, created_by: UUID) -> tuple[Invitation, str]:
    """A new link in place of all earlier ones, which from now on say that they were replaced.

    Whoever is in by one of these opens the new one.
    """
    session.refresh(response, with_for_update=True)  # two at once: the later one replaces both
    earlier = _links(session, response)
    contact = next((link.contact for link in reversed(earlier) if link.contact), None)
    invitation, token = _link(session, response, created_by, contact)
    for link in earlier:
        link.replaced_by = link.replaced_by or invitation.id
    session.flush()
    shut_out(session, PatientSession.response_id == response.id)
    link_requests.answered(session, response)
    audit.record(session, Action.INVITATION_REISSUED, response=response)
    return invitation, token


def revoke(session: Session, response: Response, *, revoked_by: UUID) -> None:
    """Take every link back, and let nobody in who came by one. The answers given are kept."""
    for link in _links(session, response):
        if link.revoked_at is None:
            link.revoked_at, link.revoked_by = clock.now(), revoked_by
    session.flush()
    shut_out(session, PatientSession.response_id == response.id)
    link_requests.answered(session, response)
    audit.record(session, Action.INVITATION_REVOKED, response=response)


def shut_out(session: Session, *came: ColumnElement[bool]) -> None:
    """End the patients' sessions of which this holds, on every device.

    After the link is changed: whoever comes in at the same moment holds the link, and is seen then.
    """
    live = update(PatientSession).where(PatientSession.ended_at.is_(None), *came)
    session.execute(live.values(ended_at=clock.now()))


def state_of(invitation: Invitation | None) -> LinkState:
    """What has become of the link of an invitation; unknown where there is none."""
    if invitation is None:
        return LinkState.UNKNOWN
    if invitation.response.stage is Stage.ERASED:
        return LinkState.ERASED
    if invitation.response.stage is Stage.CLOSED:
        return LinkState.CALLED_OFF
    if invitation.revoked_at:
        return LinkState.REVOKED
    if invitation.replaced_by:
        return LinkState.REPLACED
    if clock.today() > invitation.expires_on:
        consult_on = invitation.response.consult_on
        over = consult_on is not None and clock.today() > consult_on
        return LinkState.PAST if over else LinkState.EXPIRED
    if invitation.failed_tries >= TRIES_IN_ALL:
        return LinkState.CLOSED
    locked = invitation.locked_until
    return LinkState.LOCKED if locked and locked > clock.now() else LinkState.OPEN


def still_lets_in(invitation: Invitation) -> bool:
    """Whether a link opens, now or once wrong tries have been waited for."""
    return state_of(invitation) in {LinkState.OPEN, LinkState.LOCKED}


def note_opened(session: Session, invitation: Invitation) -> None:
    """Keep that the patient came in by a link; the wrong tries before are forgotten."""
    invitation.failed_tries, invitation.locked_until = 0, None
    invitation.opened_at = invitation.opened_at or clock.now()
    audit.record(session, Action.INVITATION_OPENED, response=invitation.response)


def ask_birthday_anew(session: Session, patient: Patient) -> None:
    """Another birthday is the patient's: who came in by the old one is out, wrong tries are forgotten.

    They were counted because the clinic's date of birth was wrong.
    """
    responses = select(Response.id).where(Response.patient_id == patient.id)
    shut_out(session, PatientSession.response_id.in_(responses))
    of_patient = Invitation.response.has(Response.patient_id == patient.id)
    for link in session.scalars(
        select(Invitation).where(of_patient, Invitation.failed_tries > 0).with_for_update()
    ):
        link.failed_tries, link.locked_until = 0, None


def link_of(token: str) -> str:
    """The address to send to the patient."""
    path = current_app.url_map.bind("").build("door.open_link", {"token": token})
    return f"{current_app.config['BASE_URL'].rstrip('/')}{path}"


def code_of(invitation: Invitation) -> str:
    """What staff tell a patient of whom only the month or year of birth is known.

    It is made of the hash of the link's secret and the response's own key, and so kept nowhere: whoever
    has but the link cannot tell it, and it is shown once, when the link is.
    """
    digest = invitation.response.own_key().digest(invitation.token_hash.hex(), "invitation.code")
    return f"{int.from_bytes(digest) % 10**CODE_FIGURES:0{CODE_FIGURES}}"


def is_code_of(invitation: Invitation, told: str) -> bool:
    """Whether a code is the link's, however it is written."""
    written = record_number_form(told).encode()
    return hmac.compare_digest(code_of(invitation).encode(), written)


def _patient(session: Session, person: Invitee, synthetic: bool, another: bool) -> Patient:
    """Who has all four, or a new patient. A second look, for somebody may have added the same."""
    for _ in range(2):
        if found := same_patient.find(session, person):
            session.refresh(found, with_for_update=NOT_ERASED_MEANWHILE)
            if not found.is_erased:
                return found
        made = Patient(
            synthetic=synthetic, record_number_twin=_twins(session, person, another), **person
        )
        if add_unless_there(session, made):
            return made
    raise OtherPatient


def _twins(session: Session, person: Invitee, another: bool) -> int:
    """What tells the patient from those who have a number that only looks the same."""
    number = person["record_number"]
    known = same_patient.patients_of(session, number)
    if known and (not another or any(same_patient.is_same_text(one, number) for one in known)):
        raise OtherPatient
    return same_patient.next_twin(known)


def _link(
    session: Session, response: Response, created_by: UUID, contact: str | None
) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation(
        response_id=response.id,
        token_hash=token_hash(token),
        contact=contact,
        created_by=created_by,
        expires_on=_last_day(session, response),
    )
    session.add(invitation)
    session.flush()
    return invitation, token


def _last_day(session: Session, response: Response) -> date:
    """A link never dies before the consult that it is for."""
    days = settings.settings(session).link_days
    usual = clock.today() + timedelta(days=days)
    return max(usual, response.consult_on or usual)


def _links(session: Session, response: Response) -> list[Invitation]:
    query = select(Invitation).where(Invitation.response_id == response.id)
    return list(session.scalars(query.order_by(Invitation.created_at)))
