"""The responses of some days in one spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session
from wtforms import Form

from questionnaire.exports.many_responses import export_many
from questionnaire.exports.spreadsheet import MIMETYPE
from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.staff_day import StaffDayField, needed
from questionnaire.fields.written_dates import YEAR
from questionnaire.review.ready_list import as_file
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role, Stage
from questionnaire.summary.unassessed import assessed_or_not
from questionnaire.web.access import staff
from questionnaire.web.navigation import beneath
from rules.language.questions import Day

bp = beneath("range_export.days", Blueprint("range_export", __name__))

MOST_DAYS = 366
EARLIEST_YEAR, LATEST_YEAR = 2000, 2199
FIRST = Day("first", "First day", "First day", unsure="", past=False)
LAST = Day("last", "Last day", "Last day", unsure="", past=False)


class DaysForm(Form):
    """From which day to which; asked in the address, since it changes nothing."""

    first = StaffDayField(FIRST, validators=[needed("Enter the first day")])
    last = StaffDayField(LAST, validators=[needed("Enter the last day")])

    def validate_first(self, field: StaffDayField) -> None:
        """Refuse years that only a slip of the finger can mean."""
        if field.day and not EARLIEST_YEAR <= field.day.year <= LATEST_YEAR:
            field.turn_down(NotUnderstood(_("Enter a year from 2000 to 2199"), YEAR))

    def validate_last(self, field: StaffDayField) -> None:
        """Refuse days in the wrong order, and more than one file should hold."""
        self.validate_first(field)
        if self.first.day is None or field.day is None:
            return
        if field.day < self.first.day:
            field.turn_down(NotUnderstood(_("Enter a last day that is not before the first")))
        if (field.day - self.first.day).days >= MOST_DAYS:
            field.turn_down(NotUnderstood(_("Choose at most one year at a time")))


@bp.get("/export")
@staff(Role.NURSE, Role.CLINICIAN, menu="Export")
def days() -> ResponseReturnValue:
    """The form that asks which days."""
    return render_template("review/range_export.html", form=DaysForm())


@bp.get("/export/responses.csv")
@staff(Role.NURSE, Role.CLINICIAN)
def spreadsheet() -> ResponseReturnValue:
    """A row a response. Each response in it is in the audit trail."""
    form = DaysForm(request.args)
    if not form.validate() or not form.first.day or not form.last.day:
        return render_template("review/range_export.html", form=form), 422
    first, last = form.first.day, form.last.day
    responses = responses_between(read_session(), first, last)
    content = export_many(assessed_or_not(read_session(), response) for response in responses)
    note_export(responses, first, last)
    return as_file(content, f"responses-{first}-to-{last}.csv", MIMETYPE)


def note_export(responses: Sequence[Response], first: date, last: date) -> None:
    """Write those in the file to the audit trail, whatever has been moved meanwhile."""
    detail = {"format": "csv", "first": first.isoformat(), "last": last.isoformat()}
    with write_session() as session:
        for response in responses:
            audit.record(session, audit.Action.EXPORTED, response=response, detail=detail)


def responses_between(session: Session, first: date, last: date) -> Sequence[Response]:
    """Responses whose consult day (without one, whose day of sending) is between two, both included."""
    start, end = clock.start_of(first), clock.start_of(last + timedelta(days=1))
    sent = and_(Response.sent_at >= start, Response.sent_at < end)
    return session.scalars(
        select(Response)
        .where(
            or_(
                Response.consult_on.between(first, last),
                and_(Response.consult_on.is_(None), sent),
            ),
            Response.stage != Stage.ERASED,
        )
        .order_by(Response.consult_on.is_(None), Response.consult_on, Response.id)
    ).all()
