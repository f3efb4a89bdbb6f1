"""Staff invite a patient: a link made, shown once to copy or print, made anew, or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast
from uuid import UUID, uuid4

from flask import Blueprint, flash, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from questionnaire.fields.staff_day import StaffDayField, needed
from questionnaire.responses import invitations
from questionnaire.review.consult_day import is_to_come
from questionnaire.review.response import back_to_submission, response_or_404
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Invitation, Response, Role, Staff
from questionnaire.web.access import current_staff, staff
from questionnaire.web.navigation import beneath
from rules.language.questions import Day
from rules.questions.about_you import sex
from rules.questions.usual import OLDEST

bp = beneath("inviting.new", Blueprint("inviting", __name__))


BIRTHDAY = Day(
    "date_of_birth",
    "Date of birth",
    "Date of birth",
    hint="For example, 27 3 1948",
    unsure="",
    years_back=OLDEST,
)
CONSULT_DAY = Day("consult_on", "Consult day (if known)", "Consult day", unsure="", past=False)


class InvitationForm(FlaskForm):
    """Whom to invite, to which consult."""

    once = HiddenField(default=lambda: str(uuid4()))
    """The id of the response to be made: a form sent by two clicks makes one."""
    name = StringField(
        "Patient's full name",
        validators=[DataRequired("Write the patient's full name"), Length(max=200)],
    )
    date_of_birth = StaffDayField(
        BIRTHDAY, validators=[needed("Write the date of birth as day, month and year")]
    )
    sex = SelectField(
        "Sex as recorded",
        choices={"": "Choose", **sex.options},
        validators=[DataRequired("Choose the sex as recorded")],
    )
    record_number = StringField(
        "Record number",
        validators=[DataRequired("Write the hospital record number"), Length(max=40)],
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
    """Make a patient's response and its link."""
    form = _form()
    if not form.validate_on_submit():
        return render_template("review/invite.html", form=form), 422
    try:
        with write_session() as session:
            invitation, token = _invite(session, form)
    except invitations.OtherPatient:
        form.record_number.errors = [
            _(
                "This record number belongs to a patient with another name, date of birth or sex. "
                "Check all four."
            )
        ]
        return render_template("review/invite.html", form=form), 422
    return _shown_once(invitation, token)


@bp.post("/responses/<uuid:response_id>/invitation/reissue")
@staff(Role.NURSE)
def reissue(response_id: UUID) -> ResponseReturnValue:
    """Make a new link; the old one says that it was replaced."""
    with write_session() as session:
        response = response_or_404(session, response_id)
        invitation, token = invitations.reissue(session, response, created_by=current_staff().id)
    return _shown_once(invitation, token)


@bp.post("/responses/<uuid:response_id>/invitation/revoke")
@staff(Role.NURSE)
def revoke(response_id: UUID) -> ResponseReturnValue:
    """Take the link back. Answers already given are kept."""
    with write_session() as session:
        invitations.revoke(
            session, response_or_404(session, response_id), revoked_by=current_staff().id
        )
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


def _invite(session: Session, form: InvitationForm) -> tuple[Invitation, str]:
    """The form is checked: what it asks for is there."""
    clinician = form.clinician.data
    return invitations.invite(
        session,
        response_id=_own_id(session, form),
        name=" ".join(cast("str", form.name.data).split()),
        date_of_birth=cast("date", form.date_of_birth.day),
        sex=form.sex.data,
        record_number=cast("str", form.record_number.data).strip(),
        consult_on=form.consult_on.day,
        clinician_id=UUID(clinician) if clinician else None,
        contact=form.contact.data or None,
        created_by=current_staff().id,
    )


def _own_id(session: Session, form: InvitationForm) -> UUID | None:
    """The id that the form carries, unless it was sent before for another patient."""
    try:
        own = UUID(cast("str", form.once.data))
    except ValueError:
        return None
    made, wanted = session.get(Response, own), cast("str", form.record_number.data).strip()
    return own if made is None or made.patient.record_number == wanted else None


def _shown_once(invitation: Invitation, token: str) -> ResponseReturnValue:
    """The link, in the answer to the request that made it: nowhere is it kept."""
    page = render_template(
        "review/link.html",
        response=read_session().get_one(Response, invitation.response_id),
        invitation=invitation,
        link=invitations.link_of(token),
    )
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    return answer
