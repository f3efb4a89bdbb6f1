"""The nurse's review: findings first, then answers; red flags acted on; stages moved on."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import DateField, Field, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from questionnaire import audit, clock, red_flags
from questionnaire.access import current_staff, open_by_telephone, staff
from questionnaire.database import reading, writing
from questionnaire.face_sheet import face_sheet_of
from questionnaire.models import RedFlag, Response, Role, Stage
from questionnaire.open_questions import open_questions
from questionnaire.rows import rows_with
from questionnaire.summary import Summary, summary_of
from rules.language.questions import Audience, Entries
from rules.questions import QUESTIONS, STAFF_SECTIONS

bp = Blueprint("review", __name__)

STAFF_PAGE_OF = {
    question.key: page.key
    for section in STAFF_SECTIONS
    for page in section.pages
    for question in page.questions
}
MOST_DAYS_AHEAD = 2 * 365
EARLIEST_CONSULT = date(2000, 1, 1)
TO_PASS_ON = (Stage.INVITED, Stage.IN_PROGRESS, Stage.SENT)
NOT_KNOWN = ("unanswered", "the patient is not sure")
CORRECTABLE = frozenset(
    key
    for key, question in QUESTIONS.items()
    if question.asked_of is not Audience.STAFF and not isinstance(question, Entries)
)


def is_within_reach(form: object, field: Field) -> None:
    """Refuse a consult day that is a slip of the finger: an invitation stays open until that day.

    :raise ValidationError: saying which days will do.
    """
    last = clock.today() + timedelta(days=MOST_DAYS_AHEAD)
    if field.data and not EARLIEST_CONSULT <= field.data <= last:
        raise ValidationError(_("The consult day must be within the next 2 years"))


class ActionForm(FlaskForm):
    """What a named person did about a red flag."""

    action = TextAreaField(
        "What was done",
        validators=[DataRequired("Write what was done, and who was told"), Length(max=2000)],
    )


class ConsultDayForm(FlaskForm):
    """The day of the consult, to which every interval is counted."""

    consult_on = DateField("Consult day", validators=[Optional(), is_within_reach])


def response_or_404(session: Session, response_id: UUID) -> Response:
    """The response of a URL.

    :raise NotFound: where there is none.
    """
    return session.get(Response, response_id) or abort(404)


def response_to_change(session: Session, response_id: UUID) -> Response:
    """The same inside `writing()`, held against other writers: what is read of it then stays so.

    Take it before anything else is written, or two writers may wait for each other for ever.

    :raise NotFound: where there is none.
    """
    return session.get(Response, response_id, with_for_update=True) or abort(404)


@bp.get("/responses/<uuid:response_id>")
@staff(Role.NURSE, Role.CLINICIAN)
def submission(response_id: UUID) -> ResponseReturnValue:
    """Everything known of one response: red flags, findings, what is open, answers with their origin."""
    response = response_or_404(reading(), response_id)
    summary = summary_of(reading(), response)
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    return _page(response, summary)


def _page(response: Response, summary: Summary) -> str:
    sheet = face_sheet_of(summary)
    safety = (*sheet.contraindications, *sheet.review, *sheet.notes)
    return render_template(
        "review/submission.html",
        response=response,
        summary=summary,
        sheet=sheet,
        unanswered_red_flags=rows_with(sheet.red_flags, *NOT_KNOWN),
        present=rows_with(safety, "present"),
        not_known=rows_with(sheet.contraindications, "cannot tell"),
        safety=safety,
        open_questions=open_questions((*summary.indications.findings, *summary.safety.findings)),
        staff_page_of=STAFF_PAGE_OF,
        correctable=CORRECTABLE,
        action_form=ActionForm(formdata=None),
        consult_form=ConsultDayForm(formdata=None, consult_on=response.consult_on),
        Stage=Stage,
    )


@bp.post("/red-flags/<uuid:flag_id>")
@staff(Role.NURSE, Role.CLINICIAN)
def act_on_flag(flag_id: UUID) -> ResponseReturnValue:
    """Record what was done about a red flag, by the person signed in."""
    form = ActionForm()
    flag = reading().get(RedFlag, flag_id) or abort(404)
    if not form.validate_on_submit():
        flash(_("Write what was done about the red flag, and who was told."), "error")
        return _back(flag.response_id)
    with writing() as session:
        flag = session.get_one(RedFlag, flag_id)
        red_flags.act_on(session, flag, current_staff().id, form.action.data or "")
        audit.record(session, audit.Action.RED_FLAG_ACTED_ON, response=flag.response)
    flash(_("What was done is recorded."), "done")
    return _back(flag.response_id)


@bp.post("/responses/<uuid:response_id>/ready")
@staff(Role.NURSE)
def mark_ready(response_id: UUID) -> ResponseReturnValue:
    """Pass a response on to the clinician."""
    with writing() as session:
        response = response_to_change(session, response_id)
        if response.open_red_flags:
            flash(_("A red flag is still open. Record what was done first."), "error")
            return _back(response_id)
        if response.stage not in TO_PASS_ON:
            return _not_now(response)
        response.stage = Stage.READY
        response.ready_at, response.ready_by = clock.now(), current_staff().id
        audit.record(session, audit.Action.MARKED_READY, response=response)
    flash(_("Marked ready for the clinician."), "done")
    return _back(response_id)


@bp.post("/responses/<uuid:response_id>/back-to-review")
@staff(Role.NURSE, Role.CLINICIAN)
def back_to_review(response_id: UUID) -> ResponseReturnValue:
    """Take a response back from the ready list."""
    with writing() as session:
        response = response_to_change(session, response_id)
        if response.stage is not Stage.READY:
            return _not_now(response)
        response.stage = Stage.SENT if response.sent_at else Stage.IN_PROGRESS
        response.ready_at = response.ready_by = None
        audit.record(session, audit.Action.BACK_TO_REVIEW, response=response)
    flash(_("Back in review."), "done")
    return _back(response_id)


@bp.post("/responses/<uuid:response_id>/consult-day")
@staff(Role.NURSE, Role.CLINICIAN)
def move_consult_day(response_id: UUID) -> ResponseReturnValue:
    """Move the consult day. Ages and intervals are counted anew."""
    form = ConsultDayForm()
    if not form.validate_on_submit():
        slip = form.consult_on.errors[0] if form.consult_on.data else None
        flash(slip or _("Write the consult day as day, month and year."), "error")
        return _back(response_id)
    with writing() as session:
        response = response_to_change(session, response_id)
        response.consult_on = form.consult_on.data
        audit.record(session, audit.Action.CONSULT_MOVED, response=response)
    flash(_("The consult day is moved. Ages and intervals are counted to the new day."), "done")
    return _back(response_id)


@bp.post("/responses/<uuid:response_id>/telephone")
@staff(Role.NURSE)
def telephone(response_id: UUID) -> ResponseReturnValue:
    """Open the patient's own pages, to answer for the patient on the telephone."""
    with writing() as session:
        response = response_or_404(session, response_id)
        audit.record(session, audit.Action.TELEPHONE_OPENED, response=response)
    open_by_telephone(response_id)
    return redirect(url_for("intake.start", response_id=response_id), 303)


def _not_now(response: Response) -> ResponseReturnValue:
    """Somebody else has moved the response on since this page was opened."""
    said = {
        Stage.READY: _("It was marked ready for the clinician already."),
        Stage.DECIDED: _("It has been decided meanwhile. Nothing was changed."),
    }
    flash(said.get(response.stage, _("It was moved on meanwhile. Nothing was changed.")))
    return _back(response.id)


def _back(response_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("review.submission", response_id=response_id), 303)
