"""Links to a questionnaire: made, replaced, taken back, and opened by the patient."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from enum import Enum
from typing import TypedDict, Unpack
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire import audit, clinic, clock
from questionnaire.access import anyone, verify_patient
from questionnaire.answers import Giver, save
from questionnaire.audit import Action
from questionnaire.database import reading, writing
from questionnaire.editions import current_edition
from questionnaire.encryption import token_hash
from questionnaire.fields import PageForm, form_for
from questionnaire.models import Invitation, Patient, Response
from rules.language.logic import Absent, Origin
from rules.language.pages import Page
from rules.language.questions import Day, Question
from rules.questions import about_you

bp = Blueprint("invitations", __name__)

TOKEN_BYTES = 32
TRIES = 5
LOCKED_FOR = timedelta(minutes=15)

BIRTHDAY = Day(
    "born",
    "What is the patient's date of birth?",
    "Date of birth",
    hint="For example, 27 3 1948",
    unsure="",
)
IDENTITY = Page("identity", BIRTHDAY.text, (BIRTHDAY,))


class OtherPatient(Exception):
    """The record number belongs to somebody with another name, date of birth or sex."""


class Person(TypedDict):
    """A patient as the clinic's record names them."""

    name: str
    date_of_birth: date
    sex: str
    record_number: str


class Link(Enum):
    """What has become of a link."""

    OPEN = "open"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    REPLACED = "replaced"
    EXPIRED = "expired"
    LOCKED = "locked"


STATUS_OF = {Link.LOCKED: 200, Link.UNKNOWN: 404}  # the others are gone: 410


def invite(
    session: Session,
    *,
    created_by: UUID,
    consult_on: date | None = None,
    clinician_id: UUID | None = None,
    contact: str | None = None,
    synthetic: bool = False,
    **person: Unpack[Person],
) -> tuple[Invitation, str]:
    """A new questionnaire for a patient, and its link's secret, which is kept nowhere.

    Raises OtherPatient where the record number is known for somebody else.
    """
    patient = _patient(session, person, synthetic)
    response = Response(
        patient_id=patient.id,
        edition_id=current_edition(session).id,
        clinician_id=clinician_id,
        consult_on=consult_on,
    )
    session.add(response)
    session.flush()
    recorded: dict[Question, object] = {
        about_you.date_of_birth: patient.date_of_birth,
        about_you.sex: patient.sex,
    }
    save(session, response, recorded, Giver(Origin.RECORD, created_by))
    invitation, token = _link(session, response, created_by, contact)
    audit.record(session, Action.INVITATION_CREATED, response=response)
    return invitation, token


def reissue(session: Session, response: Response, *, created_by: UUID) -> tuple[Invitation, str]:
    """A new link in place of all earlier ones, which from now on say that they were replaced."""
    earlier = _links(session, response)
    contact = next((link.contact for link in reversed(earlier) if link.contact), None)
    invitation, token = _link(session, response, created_by, contact)
    for link in earlier:
        link.replaced_by = link.replaced_by or invitation.id
    session.flush()
    audit.record(session, Action.INVITATION_REISSUED, response=response)
    return invitation, token


def revoke(session: Session, response: Response, *, revoked_by: UUID) -> None:
    """Take every link back, and let nobody in who came by one. The answers given are kept."""
    for link in _links(session, response):
        if link.revoked_at is None:
            link.revoked_at, link.revoked_by = clock.now(), revoked_by
    session.flush()
    audit.record(session, Action.INVITATION_REVOKED, response=response)


def link_of(token: str) -> str:
    """The address to send to the patient."""
    path = current_app.url_map.bind("").build("invitations.identify", {"token": token})
    return f"{current_app.config['BASE_URL'].rstrip('/')}{path}"


@bp.get("/i/<link:token>")
@anyone
def identify(token: str) -> ResponseReturnValue:
    """Ask for the patient's date of birth, whatever device the link is opened on."""
    return _ask(token, form_for(IDENTITY)())


@bp.post("/i/<link:token>")
@anyone
def check_identity(token: str) -> ResponseReturnValue:
    """Let whoever knows the date of birth into the response, and count the wrong tries."""
    form = form_for(IDENTITY)()
    with writing() as session:
        invitation = _find(session, token, to_change=True)
        if form.validate() and invitation and _state(invitation) is Link.OPEN:
            if form.field_of(BIRTHDAY).data == invitation.response.patient.date_of_birth:
                return _let_in(session, invitation)
            _count_wrong_try(session, invitation, form)
    return _ask(token, form)


def initials(name: str) -> str:
    """ "D. P." for a name: enough to know whose birthday is wanted, too little to know whose it is."""
    words = [word for word in name.split() if word[0].isalpha()]
    return " ".join(
        f"{word[0].upper()}." for word in (words if len(words) < 2 else words[:: len(words) - 1])
    )


def _patient(session: Session, person: Person, synthetic: bool) -> Patient:
    hashes = Patient.record_number.hashes(person["record_number"])
    found = session.scalar(select(Patient).where(Patient.record_number_lookup.in_(hashes)))
    if found is None:
        found = Patient(synthetic=synthetic, **person)
        session.add(found)
        session.flush()
        return found
    same = {
        found.name.casefold() == person["name"].casefold(),
        found.date_of_birth == person["date_of_birth"],
        found.sex == person["sex"],
    }
    if same != {True}:
        raise OtherPatient
    return found


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
    days = clinic.settings(session).link_days
    usual = clock.today() + timedelta(days=days)
    return max(usual, response.consult_on or usual)


def _links(session: Session, response: Response) -> list[Invitation]:
    query = select(Invitation).where(Invitation.response_id == response.id)
    return list(session.scalars(query.order_by(Invitation.created_at)))


def _find(session: Session, token: str, *, to_change: bool = False) -> Invitation | None:
    query = select(Invitation).where(Invitation.token_hash == token_hash(token))
    return session.scalar(query.with_for_update() if to_change else query)


def _state(invitation: Invitation | None) -> Link:
    if invitation is None:
        return Link.UNKNOWN
    if invitation.revoked_at:
        return Link.REVOKED
    if invitation.replaced_by:
        return Link.REPLACED
    if clock.today() > invitation.expires_on:
        return Link.EXPIRED
    locked = invitation.locked_until
    return Link.LOCKED if locked and locked > clock.now() else Link.OPEN


def _let_in(session: Session, invitation: Invitation) -> ResponseReturnValue:
    invitation.failed_tries, invitation.locked_until = 0, None
    invitation.opened_at = invitation.opened_at or clock.now()
    audit.record(session, Action.INVITATION_OPENED, response=invitation.response)
    verify_patient(invitation.response_id)
    return redirect(url_for("intake.start", response_id=invitation.response_id), 303)


def _count_wrong_try(session: Session, invitation: Invitation, form: PageForm) -> None:
    """A blank box is no try, and costs none."""
    field, who = form.field_of(BIRTHDAY), initials(invitation.response.patient.name)
    if field.data is Absent.UNANSWERED:
        field.errors = (_("Write the patient's date of birth"),)
        return
    invitation.failed_tries += 1
    audit.record(session, Action.IDENTITY_CHECK_FAILED, response=invitation.response)
    field.errors = (_wrong_birthday(who, TRIES - invitation.failed_tries),)
    if invitation.failed_tries >= TRIES:
        invitation.failed_tries, invitation.locked_until = 0, clock.now() + LOCKED_FOR
        audit.record(session, Action.INVITATION_LOCKED, response=invitation.response)


def _wrong_birthday(who: str, left: int) -> str:
    return ngettext(
        "You can try %(num)s more time: this is not the date of birth we have for %(who)s",
        "You can try %(num)s more times: this is not the date of birth we have for %(who)s",
        left,
        who=who,
    )


def _ask(token: str, form: PageForm) -> ResponseReturnValue:
    """The page that asks for the birthday, or the one that says why the link is shut."""
    invitation = _find(reading(), token)
    state = _state(invitation)
    if invitation is None or state is not Link.OPEN:
        page = render_template("invitations/shut.html", state=state.value)
        return page, STATUS_OF.get(state, 410)
    who = initials(invitation.response.patient.name)
    page = render_template(
        "invitations/identify.html", form=form, born=form.field_of(BIRTHDAY), who=who
    )
    return page, 422 if form.errors else 200
