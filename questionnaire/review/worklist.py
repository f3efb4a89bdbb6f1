"""The nurse's worklist: red flags first, the most urgent first of all, then by consult day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import ColumnElement, func, select
from wtforms import StringField

from questionnaire.responses import same_patient
from questionnaire.responses.same_patient import KnownAlike
from questionnaire.review.listing import Listing, ListPlace, page_of
from questionnaire.review.row_marks import row_marks
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session
from questionnaire.store.models import Response, Role, Stage
from questionnaire.summary.said import short_day
from questionnaire.web.access import staff

bp = Blueprint("worklist", __name__)

COUNTED_TO = 1000  # of a stage: what is beyond that, nobody works through


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
    place = request.args.get("page", ListPlace(), type=ListPlace.read)
    page = page_of(read_session(), Listing(view.stages, every_flag=True), place)
    shown = [str(row.id) for row in page.rows]
    audit.seen(audit.Action.WORKLIST_SEEN, detail={"responses": shown})
    return render_template(
        "review/worklist.html",
        find_form=FindForm(formdata=None),
        flagged=sum(row.open_red_flags > 0 for row in page.rows),
        short_day=short_day,
        marks=row_marks(page.rows),
        view=view,
        views=VIEWS,
        counts=_counts(),
        page=page,
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


def _counts() -> dict[str, str]:
    """How many each view has; from COUNTED_TO of a stage on, no more than that it is so many."""
    stages = VIEWS[-1].stages
    found = read_session().execute(select(*map(_count, stages))).one()
    by_stage = dict(zip(stages, found, strict=True))
    return {view.key: _said_count([by_stage[stage] for stage in view.stages]) for view in VIEWS}


def _count(stage: Stage) -> ColumnElement[int]:
    """In the order of their index, or PostgreSQL may look for a stage all through the table."""
    of_stage = select(Response.id).where(Response.stage == stage)
    rows = of_stage.order_by(Response.consult_on).limit(COUNTED_TO)
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()


def _said_count(counts: Sequence[int]) -> str:
    return f"{COUNTED_TO:,}+" if max(counts) == COUNTED_TO else str(sum(counts))
