"""The nurse's worklist: red flags first, the most urgent first of all, then by consult day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload
from wtforms import StringField

from questionnaire.responses import same_patient
from questionnaire.responses.same_patient import KnownAlike
from questionnaire.responses.urgency import open_flags_first
from questionnaire.review.row_marks import row_marks
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session
from questionnaire.store.models import Response, Role, Stage
from questionnaire.summary.said import short_day
from questionnaire.web.access import staff

bp = Blueprint("worklist", __name__)

ROWS_A_PAGE = 50
LAST_PAGE = 100_000  # what a longer archive would need, no database counts to
Responses: TypeAlias = Select[Response]


class FindForm(FlaskForm):
    """A record number. It is sent in the body, so that no address names a patient."""

    record_number = StringField("Record number")


@dataclass(frozen=True)
class View:
    """One filter of the worklist: the stages it shows, and what it is called."""

    key: str
    title: str
    stages: tuple[Stage, ...]


VIEWS = (
    View("open", "To do", (Stage.INVITED, Stage.IN_PROGRESS, Stage.SENT)),
    View("sent", "Sent, to review", (Stage.SENT,)),
    View("in-progress", "Being answered", (Stage.IN_PROGRESS,)),
    View("invited", "Invited", (Stage.INVITED,)),
    View("ready", "Ready for the clinician", (Stage.READY,)),
    View("decided", "Decided", (Stage.DECIDED,)),
    View("closed", "Closed", (Stage.CLOSED,)),
    View("all", "All", tuple(stage for stage in Stage if stage is not Stage.ERASED)),
)


@bp.get("/worklist")
@staff(Role.NURSE, Role.CLINICIAN, menu="Worklist")
def index() -> ResponseReturnValue:
    """Responses of one view. A red flag that nobody has acted on shows in every view."""
    view = next((view for view in VIEWS if view.key == request.args.get("view")), VIEWS[0])
    page = request.args.get("page", 1, type=_page_number)
    rows = (
        read_session()
        .scalars(_ordered(view).limit(ROWS_A_PAGE + 1).offset(ROWS_A_PAGE * (page - 1)))
        .all()
    )
    shown = rows[:ROWS_A_PAGE]
    audit.seen(audit.Action.WORKLIST_SEEN, detail={"responses": [str(row.id) for row in shown]})
    return render_template(
        "review/worklist.html",
        find_form=FindForm(formdata=None),
        flagged=sum(row.open_red_flags > 0 for row in shown),
        short_day=short_day,
        rows=shown,
        marks=row_marks(shown),
        view=view,
        views=VIEWS,
        counts=_counts(),
        page=page,
        more=len(rows) > ROWS_A_PAGE,
        today=clock.today(),
    )


@bp.post("/worklist/find")
@staff(Role.NURSE, Role.CLINICIAN)
def find() -> ResponseReturnValue:
    """From a record number, given on the telephone, to that patient's open or latest response."""
    form = FindForm()
    number = (form.record_number.data or "").strip()
    found = _found(number) if form.validate_on_submit() and number else {}
    if len(found) > 1:
        return _which(found)
    if not found:
        flash(
            _("Nobody here has this record number: check it. A name cannot be searched for."),
            "error",
        )
        return redirect(url_for("worklist.index"), 303)
    return redirect(url_for("submission.submission", response_id=next(iter(found))), 303)


def _found(number: str) -> Mapping[UUID, KnownAlike]:
    """The patient who has a record number, by the response; all who may, where nobody has just that."""
    known = same_patient.meant(same_patient.of_number(read_session(), number))
    return {one.response.id: one for one in known if one.response}


def _which(found: Mapping[UUID, KnownAlike]) -> str:
    audit.seen(audit.Action.WORKLIST_SEEN, detail={"responses": [str(one) for one in found]})
    return render_template("review/which_patient.html", known=tuple(found.values()))


def _page_number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= LAST_PAGE:
        raise ValueError(text)
    return number


def _ordered(view: View) -> Responses:
    shown = Response.stage.in_(view.stages) | (Response.open_red_flags > 0)
    return (
        select(Response)
        .where(shown)
        .options(joinedload(Response.patient), joinedload(Response.clinician))
        .order_by(
            *open_flags_first(),
            Response.consult_on.is_(None),
            Response.consult_on,
            Response.created_at,
            Response.id,
        )
    )


def _counts() -> dict[str, int]:
    found = (
        read_session().execute(select(Response.stage, func.count()).group_by(Response.stage)).all()
    )
    by_stage = {row[0]: row[1] for row in found}
    return {view.key: sum(by_stage.get(stage, 0) for stage in view.stages) for view in VIEWS}
