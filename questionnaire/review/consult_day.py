"""The day of a consult as staff enter it, and moved: a slip of the finger is refused where it is made."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Form

from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.staff_day import StaffDayField
from questionnaire.responses import intake
from questionnaire.review.reaching import keep_until
from questionnaire.review.response import back_to_submission, response_or_404, response_to_change
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Role, Why
from questionnaire.summary.said import said_day
from questionnaire.web.access import staff
from questionnaire.web.navigation import beneath
from rules.language.questions import Day
from rules.language.questions.doubts import meant_day

bp = beneath("worklist.index", Blueprint("consult_day", __name__))

MOST_DAYS_AHEAD = 2 * 365


DAY = Day(
    "consult_on",
    "Consult day",
    "Consult day",
    hint=(
        "Empty the boxes if no day is set any more. Ages and intervals are then counted"
        " to the day the answers were sent, or to today until they are"
    ),
    unsure="",
    past=False,
)


def is_to_come(form: Form, field: StaffDayField) -> None:
    """Refuse a day that is past, or so far off that an invitation would stay open for years.

    :raise ValidationError: saying which days will do.
    """
    today = clock.today()
    furthest = today + timedelta(days=MOST_DAYS_AHEAD)
    if field.day is None or today <= field.day <= furthest:
        return
    why = (
        _("The consult day is past: enter today or a later day")
        if field.day < today
        else _("The consult day must be within the next 2 years")
    )
    field.turn_down(NotUnderstood(why, likely=meant_day(field.day, today, furthest, today)))


class ConsultDayForm(FlaskForm):
    """The day of the consult, to which every interval is counted."""

    consult_on = StaffDayField(DAY, validators=[is_to_come])


@bp.post("/responses/<uuid:response_id>/consult-day")
@staff(Role.NURSE, Role.CLINICIAN)
def move_consult_day(response_id: UUID) -> ResponseReturnValue:
    """Move the consult day. Ages and intervals are counted anew."""
    form = ConsultDayForm()
    if not form.validate_on_submit():
        return _asked_again(response_id, form), 422
    with write_session() as session:
        response = response_to_change(session, response_id)
        before, response.consult_on = response.consult_on, form.consult_on.day
        if before == response.consult_on:
            flash(_("That is the consult day already. Nothing was changed."))
            return back_to_submission(response_id)
        keep_until(session, response, response.consult_on)
        intake.assess(session, response, Why.CONSULT_DAY)
        audit.record(session, audit.Action.CONSULT_MOVED, response=response)
    flash(_moved(form.consult_on.day), "done")
    return back_to_submission(response_id)


@bp.get("/responses/<uuid:response_id>/consult-day")
@staff(Role.NURSE, Role.CLINICIAN)
def consult_day(response_id: UUID) -> ResponseReturnValue:
    """Where the day is moved: an address that a refused form leaves behind can be opened again."""
    return back_to_submission(response_or_404(read_session(), response_id).id)


def _asked_again(response_id: UUID, form: ConsultDayForm) -> str:
    response = response_or_404(read_session(), response_id)
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    return render_template("review/consult_day.html", response=response, form=form)


def _moved(day: date | None) -> str:
    if day is None:
        return _("No consult day is set now. Ages and intervals are counted to the day of sending.")
    said = _("The consult day is %(day)s. Ages and intervals are counted to it.", day=said_day(day))
    return f"{said} {_('Tell the patient.')}"
