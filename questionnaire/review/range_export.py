"""The responses of some days in one spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, islice
from typing import TypeAlias, cast
from uuid import UUID

from flask import Blueprint, current_app, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session
from wtforms import Form

from questionnaire.exports.many_responses import export_many
from questionnaire.exports.spreadsheet import MIMETYPE
from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.staff_day import StaffDayField, needed
from questionnaire.fields.written_dates import YEAR
from questionnaire.responses.many_cases import in_batches, loaded
from questionnaire.review.ready_list import as_file
from questionnaire.store import audit, clock
from questionnaire.store.database import Database, read_session, write_session
from questionnaire.store.models import Response, Role, Stage
from questionnaire.summary.in_brief import InBrief
from questionnaire.summary.many_in_brief import many_in_brief
from questionnaire.web.access import staff
from questionnaire.web.navigation import beneath
from rules.language.questions import Day

Note: TypeAlias = Callable[[InBrief], object]

bp = beneath("range_export.days", Blueprint("range_export", __name__))

AT_ONCE = 50  # told to the trail in one turn to write, which is then nobody else's
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
    """A row a response, sent as it is made. Each response in it is in the audit trail."""
    form = DaysForm(request.args)
    if not form.validate() or not form.first.day or not form.last.day:
        return render_template("review/range_export.html", form=form), 422
    first, last = form.first.day, form.last.day
    content = stream_with_context(_begun(exported(first, last)))
    return as_file(content, f"responses-{first}-to-{last}.csv", MIMETYPE)


def exported(first: date, last: date, note: Note = lambda _: None) -> Iterator[bytes]:
    """The file of some days, line by line: what was so when it began, whatever changes meanwhile.

    Each response is in the audit trail before its row is given out, the first ones before anything is.
    `note` is told of each.
    """
    database = cast("Database", current_app.extensions["database"])
    with database.snapshot() as session:
        ids = session.scalars(_between(first, last)).all()
        told = _told(ids, first, last)
        batches = chain([*islice(told, 1)], told)
        yield from export_many(_in_brief(session, batches, note))


def _told(ids: Sequence[UUID], first: date, last: date) -> Iterator[list[UUID]]:
    """Some at a time, told to the trail as they are taken, in a turn to write of their own."""
    detail = {"format": "csv", "first": first.isoformat(), "last": last.isoformat()}
    for batch in in_batches(ids, AT_ONCE):
        with write_session(refreshes=False) as session:
            for response in loaded(session, batch):
                audit.record(session, audit.Action.EXPORTED, response=response, detail=detail)
        yield batch


def _in_brief(session: Session, batches: Iterable[Sequence[UUID]], note: Note) -> Iterator[InBrief]:
    for batch in batches:
        for one in many_in_brief(session, batch):
            note(one)
            yield one


def _begun(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The same with its first line made: what hinders it from the start has a page to say so."""
    first = next(lines)

    def whole() -> Iterator[bytes]:
        yield first
        yield from lines

    return whole()


def count_between(first: date, last: date) -> int:
    """How many responses the file of some days has."""
    among = _between(first, last).order_by(None).subquery()
    return read_session().scalar(select(func.count()).select_from(among)) or 0


def _between(first: date, last: date) -> Select[UUID]:
    """Responses whose consult day (without one, whose day of sending) is between two, both included."""
    start, end = clock.start_of(first), clock.start_of(last + timedelta(days=1))
    sent = and_(Response.sent_at >= start, Response.sent_at < end)
    return (
        select(Response.id)
        .where(
            or_(
                Response.consult_on.between(first, last),
                and_(Response.consult_on.is_(None), sent),
            ),
            Response.stage != Stage.ERASED,
        )
        .order_by(Response.consult_on.is_(None), Response.consult_on, Response.id)
    )
