"""The clinician's way: the ready list, the face sheet, and summaries to take away."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session, selectinload

from questionnaire.exports import FORMATS
from questionnaire.responses import intake
from questionnaire.review.decision import hindrance
from questionnaire.review.listing import Listing, ListPlace, first_of, page_of
from questionnaire.review.response import response_or_404
from questionnaire.review.row_marks import row_marks
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role, Stage
from questionnaire.summary.face_sheet import face_sheet_of
from questionnaire.summary.gaps import gaps_of
from questionnaire.summary.said import decision_words
from questionnaire.summary.settling_shown import by_whom
from questionnaire.summary.summary import Summary, summary_of
from questionnaire.web.access import current_staff, staff
from questionnaire.web.navigation import beneath

bp = beneath("ready_list.ready_list", Blueprint("ready_list", __name__))

DECIDED_SHOWN = 20


@bp.get("/ready")
@staff(Role.NURSE, Role.CLINICIAN, menu="Ready list")
def ready_list() -> ResponseReturnValue:
    """What waits for a clinician: open red flags, then the next consult; and what was decided lately."""
    mine = request.args.get("of") == "me"
    place = request.args.get("page", ListPlace(), type=ListPlace.read)
    whose, session = current_staff().id if mine else None, read_session()
    ready = page_of(session, Listing((Stage.READY,), clinician=whose), place)
    decided = _decided_lately(session, whose)
    rows = (*ready.rows, *decided)
    shown = [str(row.id) for row in rows]
    audit.seen(audit.Action.WORKLIST_SEEN, detail={"responses": shown})
    return render_template(
        "review/ready_list.html",
        ready=ready,
        decided=decided,
        marks=row_marks(rows),
        mine=mine,
        today=clock.today(),
        decision_words=decision_words,
    )


def _decided_lately(session: Session, clinician: UUID | None) -> Sequence[Response]:
    """The latest consults first."""
    listing = Listing((Stage.DECIDED,), clinician=clinician, latest_first=True)
    return first_of(session, listing, DECIDED_SHOWN, selectinload(Response.decisions))


@bp.get("/responses/<uuid:response_id>/face-sheet")
@staff(Role.NURSE, Role.CLINICIAN)
def face_sheet(response_id: UUID) -> ResponseReturnValue:
    """One response at a glance: what is met, what is not, what is open, and who said so."""
    response = response_or_404(read_session(), response_id)
    intake.bring_up_to_date(response)
    summary = summary_of(read_session(), response)
    audit.seen(audit.Action.FACE_SHEET_SEEN, response=response)
    return render_template(
        "review/face_sheet.html",
        response=response,
        summary=summary,
        sheet=face_sheet_of(summary),
        gaps=gaps_of(summary.case),
        hindrance=hindrance(response),
        decision_words=decision_words,
        by_whom=by_whom,
        formats=FORMATS.values(),
    )


@bp.get(f"/responses/<uuid:response_id>/summary.<any({', '.join(FORMATS)}):format_key>")
@staff(Role.NURSE, Role.CLINICIAN)
def download(response_id: UUID, format_key: str) -> ResponseReturnValue:
    """One summary as a file. It is made before anything is written, so that nobody waits for it."""
    response = response_or_404(read_session(), response_id)
    intake.bring_up_to_date(response)
    summary = summary_of(read_session(), response)
    content = FORMATS[format_key].export(summary)
    with write_session() as session:
        response = response_or_404(session, response_id)
        audit.record(
            session, audit.Action.EXPORTED, response=response, detail={"format": format_key}
        )
    return as_file(content, _name(summary, format_key), FORMATS[format_key].mimetype)


def _name(summary: Summary, ending: str) -> str:
    return f"summary-{summary.short_id}.{ending}"


def as_file(content: bytes, name: str, mimetype: str) -> ResponseReturnValue:
    """An answer that a browser saves as a file and keeps nowhere else. The name names nobody."""
    answer = make_response(content)
    answer.headers["Content-Type"] = mimetype
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
