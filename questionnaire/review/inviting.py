"""Staff invite a patient: a link made, shown once to copy or print, made anew, or taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import cast
from uuid import UUID, uuid4

from flask import Blueprint, flash, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import Form, HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from questionnaire.fields.staff_day import StaffDayField, needed
from questionnaire.responses import invitations, same_patient
from questionnaire.responses.same_patient import Invitee
from questionnaire.review.changed_since import changed_since
from questionnaire.review.consult_day import is_to_come
from questionnaire.review.reaching import LINKS
from questionnaire.review.response import (
    back_to_submission,
    held_back,
    response_or_404,
    response_to_change,
)
from questionnaire.review.same_person import SamePersonForm
from questionnaire.store import audit
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Invitation, Response, Role, Staff
from questionnaire.store.normal_forms import has_a_word
from questionnaire.web.access import current_staff, staff
from questionnaire.web.navigation import beneath
from rules.language.logic.days import KnownDay
from rules.language.questions import Day
from rules.questions.about_you import sex
from rules.questions.usual import OLDEST

bp = beneath("inviting.new", Blueprint("inviting", __name__))


BIRTHDAY = Day(
    "date_of_birth",
    "Date of birth",
    "Date of birth",
    hint="For example, 27 3 1948. Leave the day, or the day and the month, out where they are not known",
    unsure="",
    years_back=OLDEST,
    in_part=True,
)
BIRTHDAY_NEEDED = "Write the date of birth, or what is known of it"
CONSULT_DAY = Day("consult_on", "Consult day (if known)", "Consult day", unsure="", past=False)


def in_words(message: str) -> Callable[[Form, StringField], None]:
    """A validator: a text without a letter or figure is refused with a message that says what to write."""

    def refuse_signs(_form: Form, field: StringField) -> None:
        if not has_a_word(field.data or ""):
            raise ValidationError(_(message))

    return refuse_signs


class InvitationForm(SamePersonForm):
    """Whom to invite, to which consult."""

    once = HiddenField(default=lambda: str(uuid4()))
    """The id of the response to be made: a form sent by two clicks makes one."""
    name = StringField(
        "Patient's full name",
        validators=[
            DataRequired("Write the patient's full name"),
            Length(max=200),
            in_words("Write the patient's full name: it has letters"),
        ],
    )
    date_of_birth = StaffDayField(BIRTHDAY, validators=[needed(BIRTHDAY_NEEDED)])
    sex = SelectField(
        "Sex as recorded",
        choices={"": "Choose", **sex.options},
        validators=[DataRequired("Choose the sex as recorded")],
    )
    record_number = StringField(
        "Record number",
        validators=[
            DataRequired("Write the hospital record number"),
            Length(max=40),
            in_words("Write the hospital record number: it has figures or letters"),
        ],
    )
    consult_on = StaffDayField(CONSULT_DAY, validators=[is_to_come])
    clinician = SelectField("Clinician", choices={}, validators=[Optional()])
    contact = StringField(
        "Where the link goes (optional)",
        description="E-mail, phone or address. Staff see it when they need to reach the patient",
        validators=[Optional(), Length(max=300)],
    )


@bp.get("/invitations/new")
@staff(Role.NURSE, menu="Invite a patient")
def new() -> ResponseReturnValue:
    """A blank invitation."""
    return render_template("review/invite.html", form=_form())


@bp.post("/invitations/new")
@staff(Role.NURSE)
def create() -> ResponseReturnValue:
    """Make a patient's response and its link, once it is settled who the patient is."""
    form = _form()
    made = _made(form) if form.validate_on_submit() else None
    return _shown_once(*made) if made else (render_template("review/invite.html", form=form), 422)


@bp.get("/responses/<uuid:response_id>/invitation/<any(reissue, revoke):way>/v<version:version>")
@staff(Role.NURSE)
def link_again(response_id: UUID, way: str, version: int) -> ResponseReturnValue:
    """Where a link is made anew or taken back: the address of a link shown once can be opened again."""
    return back_to_submission(response_or_404(read_session(), response_id).id)


@bp.post("/responses/<uuid:response_id>/invitation/reissue/v<version:version>")
@staff(Role.NURSE)
def reissue(response_id: UUID, version: int) -> ResponseReturnValue:
    """Make a new link; the old one says that it was replaced.

    `version` is how often a link had been made or taken back when the page was made: nobody stops
    in silence a link that a colleague has just given out.
    """
    with write_session() as session:
        response = response_to_change(session, response_id)
        if since := changed_since(session, audit.changes(response, LINKS), version):
            return held_back(response_id, since)
        invitation, token = invitations.reissue(session, response, created_by=current_staff().id)
    return _shown_once(invitation, token)


@bp.post("/responses/<uuid:response_id>/invitation/revoke/v<version:version>")
@staff(Role.NURSE)
def revoke(response_id: UUID, version: int) -> ResponseReturnValue:
    """Take the link back. Answers already given are kept. `version`: as above."""
    with write_session() as session:
        response = response_to_change(session, response_id)
        if since := changed_since(session, audit.changes(response, LINKS), version):
            return held_back(response_id, since)
        invitations.revoke(session, response, revoked_by=current_staff().id)
    flash(_("The link no longer works. Answers already given are kept."), "done")
    return back_to_submission(response_id)


def _form() -> InvitationForm:
    form = InvitationForm()
    named = {str(one.id): one.name for one in clinicians(read_session())}
    form.clinician.choices = {"": _("Not decided"), **named}
    return form


def clinicians(session: Session) -> Sequence[Staff]:
    """The clinicians who can be named on an invitation."""
    return session.scalars(
        select(Staff)
        .where(Staff.role == Role.CLINICIAN, Staff.disabled_at.is_(None))
        .order_by(Staff.name)
    ).all()


def _made(form: InvitationForm) -> tuple[Invitation, str] | None:
    """The form is checked. None where it must first be asked whether this is somebody known."""
    try:
        with write_session() as session:
            person, once = _person(form), _once(form)
            known = same_patient.known_alike(session, person, besides=once)
            if form.is_to_be_asked(session, known):
                return None
            return _invite(session, form, form.settled(person), once)
    except invitations.OtherPatient:  # whom somebody has added since we looked: known by now
        return _made(form)


def _person(form: InvitationForm) -> Invitee:
    return Invitee(
        name=" ".join(cast("str", form.name.data).split()),
        date_of_birth=cast("KnownDay", form.date_of_birth.data),
        sex=form.sex.data,
        record_number=cast("str", form.record_number.data).strip(),
    )


def _invite(
    session: Session, form: InvitationForm, person: Invitee, once: UUID | None
) -> tuple[Invitation, str]:
    clinician = form.clinician.data
    return invitations.invite(
        session,
        response_id=None if _is_of_another(session, once, person) else once,
        another=form.is_another,
        consult_on=form.consult_on.day,
        clinician_id=UUID(clinician) if clinician else None,
        contact=form.contact.data or None,
        created_by=current_staff().id,
        name=person["name"],
        date_of_birth=person["date_of_birth"],
        sex=person["sex"],
        record_number=person["record_number"],
    )


def _is_of_another(session: Session, once: UUID | None, person: Invitee) -> bool:
    """Whether the form was sent before, for another patient."""
    made_for = session.scalar(select(Response.patient_id).where(Response.id == once))
    found = same_patient.find(session, person)
    return made_for is not None and made_for != (found and found.id)


def _once(form: InvitationForm) -> UUID | None:
    """The id that the form carries, where nobody has meddled with it."""
    try:
        return UUID(cast("str", form.once.data))
    except ValueError:
        return None


def _shown_once(invitation: Invitation, token: str) -> ResponseReturnValue:
    """The link, in the answer to the request that made it: nowhere is it kept."""
    response = read_session().get_one(Response, invitation.response_id)
    invitation = read_session().get_one(Invitation, invitation.id)  # its contact is sealed
    is_exact = isinstance(response.patient.date_of_birth, date)
    page = render_template(
        "review/link.html",
        response=response,
        invitation=invitation,
        link=invitations.link_of(token),
        code=None if is_exact else invitations.code_of(response, token),
    )
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    return answer
