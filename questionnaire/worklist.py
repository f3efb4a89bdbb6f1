"""The nurse's worklist: red flags first, then by consult day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from questionnaire import audit, clock
from questionnaire.access import staff
from questionnaire.database import reading
from questionnaire.models import Response, Role, Stage

bp = Blueprint("worklist", __name__)

ROWS_A_PAGE = 50
LAST_PAGE = 100_000  # what a longer archive would need, no database counts to
Responses: TypeAlias = Select[Response]


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
    View("all", "All", tuple(Stage)),
)


@bp.get("/worklist")
@staff(Role.NURSE, Role.CLINICIAN)
def index() -> ResponseReturnValue:
    """Responses of one view. A red flag that nobody has acted on shows in every view."""
    view = next((view for view in VIEWS if view.key == request.args.get("view")), VIEWS[0])
    page = request.args.get("page", 1, type=_page_number)
    rows = (
        reading()
        .scalars(_ordered(view).limit(ROWS_A_PAGE + 1).offset(ROWS_A_PAGE * (page - 1)))
        .all()
    )
    shown = rows[:ROWS_A_PAGE]
    audit.seen(audit.Action.WORKLIST_SEEN, detail={"responses": [str(row.id) for row in shown]})
    return render_template(
        "worklist/index.html",
        rows=shown,
        view=view,
        views=VIEWS,
        counts=_counts(),
        page=page,
        more=len(rows) > ROWS_A_PAGE,
        today=clock.today(),
    )


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
            (Response.open_red_flags == 0),
            Response.consult_on.is_(None),
            Response.consult_on,
            Response.created_at,
            Response.id,
        )
    )


def _counts() -> dict[str, int]:
    found = reading().execute(select(Response.stage, func.count()).group_by(Response.stage)).all()
    by_stage = {row[0]: row[1] for row in found}
    return {view.key: sum(by_stage.get(stage, 0) for stage in view.stages) for view in VIEWS}
