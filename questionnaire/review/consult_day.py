"""The day of a consult as staff enter it, and moved: a slip of the finger is refused where it is made."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field
from wtforms.validators import Optional, ValidationError

from questionnaire.responses import intake
from questionnaire.review.reaching import keep_until
from questionnaire.review.response import back_to_submission, response_to_change
from questionnaire.store import audit, clock
from questionnaire.store.database import write_session
from questionnaire.store.models import Role, Why
from questionnaire.summary.said import said_day
from questionnaire.web.access import staff
from questionnaire.web.navigation import beneath

bp = beneath("worklist.index", Blueprint("consult_day", __name__))

MOST_DAYS_AHEAD = 2 * 365


def is_to_come(form: object, field: Field) -> None:
    """Refuse a day that is past, or so far off that an invitation would stay open for years.

    :raise ValidationError: saying which days will do.
    """
    today = clock.today()
    if field.data and field.data < today:
        raise ValidationError(_("The consult day is past: enter today or a later day"))
    if field.data and field.data > today + timedelta(days=MOST_DAYS_AHEAD):
        raise ValidationError(_("The consult day must be within the next 2 years"))


class ConsultDayForm(FlaskForm):
    """The day of the consult, to which every interval is counted."""

    consult_on = DateField(
        "Consult day",
        description=(
            "Empty the box if no day is set any more. Ages and intervals are then counted"
            " to the day the answers were sent, or to today until they are"
        ),
        validators=[Optional(), is_to_come],
    )


@bp.post("/responses/<uuid:response_id>/consult-day")
@staff(Role.NURSE, Role.CLINICIAN)
def move_consult_day(response_id: UUID) -> ResponseReturnValue:
    """Move the consult day. Ages and intervals are counted anew."""
    form = ConsultDayForm()
    if not form.validate_on_submit():
        slip = form.consult_on.errors[0] if form.consult_on.data else None
        flash(slip or _("Write the consult day as day, month and year."), "error")
        return back_to_submission(response_id)
    with write_session() as session:
        response = response_to_change(session, response_id)
        before, response.consult_on = response.consult_on, form.consult_on.data
        if before == response.consult_on:
            flash(_("That is the consult day already. Nothing was changed."))
            return back_to_submission(response_id)
        keep_until(session, response, response.consult_on)
        intake.assess(session, response, Why.CONSULT_DAY)
        audit.record(session, audit.Action.CONSULT_MOVED, response=response)
    flash(_moved(form.consult_on.data), "done")
    return back_to_submission(response_id)


def _moved(day: date | None) -> str:
    if day is None:
        return _("No consult day is set now. Ages and intervals are counted to the day of sending.")
    said = _("The consult day is %(day)s. Ages and intervals are counted to it.", day=said_day(day))
    return f"{said} {_('Tell the patient.')}"
