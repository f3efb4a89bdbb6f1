"""The day of a consult as staff enter it, and moved: a slip of the finger is refused where it is made."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import Form

from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.staff_day import StaffDayField
from questionnaire.responses import intake
from questionnaire.review.changed_since import changed_since, version_of
from questionnaire.review.reaching import keep_until
from questionnaire.review.response import back_to_submission, response_or_404, response_to_change
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role, Why
from questionnaire.summary.said import said_day
from questionnaire.web.access import staff
from questionnaire.web.navigation import beneath
from rules.language.questions import Day
from rules.language.questions.doubts import meant_day

bp = beneath("worklist.index", Blueprint("consult_day", __name__))

MOST_DAYS_AHEAD = 2 * 365
MOVES = frozenset({audit.Action.CONSULT_MOVED})


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


@bp.post("/responses/<uuid:response_id>/consult-day/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def move_consult_day(response_id: UUID, version: int) -> ResponseReturnValue:
    """Move the consult day. Ages and intervals are counted anew.

    `version` is how often it had been moved when the form was made.
    """
    form = ConsultDayForm()
    if not form.validate_on_submit():
        return _asked_again(response_id, form, version), 422
    with write_session() as session:
        response = response_to_change(session, response_id)
        if response.consult_on == form.consult_on.day:
            flash(_("That is the consult day already. Nothing was changed."))
            return back_to_submission(response_id)
        since = changed_since(session, audit.changes(response, MOVES), version)
        version = version_of(session, audit.changes(response, MOVES))
        if not since:
            _move(session, response, form.consult_on.day)
    if since:
        form.form_errors.append(since)
        return _asked_again(response_id, form, version), 422
    flash(_moved(form.consult_on.day), "done")
    return back_to_submission(response_id)


def _move(session: Session, response: Response, day: date | None) -> None:
    response.consult_on = day
    keep_until(session, response, day)
    intake.assess(session, response, Why.CONSULT_DAY)
    audit.record(session, audit.Action.CONSULT_MOVED, response=response)


@bp.get("/responses/<uuid:response_id>/consult-day/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def consult_day(response_id: UUID, version: int) -> ResponseReturnValue:
    """Where the day is moved: an address that a refused form leaves behind can be opened again."""
    return back_to_submission(response_or_404(read_session(), response_id).id)


def _asked_again(response_id: UUID, form: ConsultDayForm, version: int) -> str:
    response = response_or_404(read_session(), response_id)
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    return render_template("review/consult_day.html", response=response, form=form, version=version)


def _moved(day: date | None) -> str:
    if day is None:
        return _("No consult day is set now. Ages and intervals are counted to the day of sending.")
    said = _("The consult day is %(day)s. Ages and intervals are counted to it.", day=said_day(day))
    return f"{said} {_('Tell the patient.')}"
