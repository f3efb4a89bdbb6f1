"""Stages moved on: marked ready, taken back, closed and opened again, by who has seen what is so."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from questionnaire.responses import assessments, intake, invitations, raised_flags
from questionnaire.responses.corrected_identity import take_in_corrections
from questionnaire.responses.marks import marks_among
from questionnaire.review.changed_since import changed_since
from questionnaire.review.response import (
    back_to_submission,
    held_back,
    moved_on,
    response_or_404,
    response_to_change,
)
from questionnaire.review.submission import TO_PASS_ON, submission_page
from questionnaire.review.written import ReadyForm
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import ReadyNote, Response, Role, Stage, Why
from questionnaire.web.access import current_staff, staff
from questionnaire.web.navigation import beneath
from questionnaire.web.sessions import end_interviews

bp = beneath("worklist.index", Blueprint("stages", __name__))


@bp.get(
    "/responses/<uuid:response_id>/<any(ready, 'back-to-review', close, reopen):move>/v<version:version>"
)
@staff(Role.NURSE, Role.CLINICIAN)
def sent_to(response_id: UUID, move: str, version: int) -> ResponseReturnValue:
    """Where it is moved on: an address that a refused form leaves behind can be opened again."""
    return back_to_submission(response_or_404(read_session(), response_id).id)


@bp.post("/responses/<uuid:response_id>/ready/v<version:version>")
@staff(Role.NURSE)
def mark_ready(response_id: UUID, version: int) -> ResponseReturnValue:
    """Pass a response on to the clinician; without the patient's word for the helper, with a note.

    `version` is how often it had been changed when the page was made.
    """
    form = ReadyForm()
    understood = form.validate_on_submit()
    with write_session() as session:
        response = response_to_change(session, response_id)
        if response.stage not in TO_PASS_ON:
            return moved_on(response)
        intake.look_for_red_flags(session, response)
        hindrance = raised_flags.still_open(response) or assessments.hindrance(session, response)
        if hindrance:
            return held_back(response_id, hindrance)
        refused = not understood or _is_refused(session, response, form, version)
        if not refused:
            pass_on(session, response, current_staff().id, form.note.data or "")
    if refused:
        return submission_page(response_or_404(read_session(), response_id), form), 422
    flash(_("Marked ready for the clinician."), "done")
    return back_to_submission(response_id)


def _is_refused(session: Session, response: Response, form: ReadyForm, version: int) -> bool:
    """Whether it is not passed on yet, with the reason on the form: nobody passes on what is not seen."""
    if since := changed_since(session, audit.changes(response), version):
        form.form_errors.append(since)
    elif not (form.note.data or "").strip() and _is_not_agreed(session, response):
        form.note.errors = [
            _("Write why it is passed on although the patient has not agreed to the helper")
        ]
    return bool(form.errors)


def _is_not_agreed(session: Session, response: Response) -> bool:
    return marks_among(session, [response])[response.id].helper_not_agreed


def pass_on(session: Session, response: Response, by: UUID, note: str = "") -> None:
    """Note who passes a response on to the clinician, and assess it as it now stands."""
    if note.strip():
        session.add(ReadyNote(response_id=response.id, noted_by=by, note=note.strip()))
    response.stage = Stage.READY
    response.ready_at, response.ready_by = clock.now(), by
    end_interviews(session, response)
    intake.assess(session, response, Why.READY)
    audit.record(session, audit.Action.MARKED_READY, response=response)


@bp.post("/responses/<uuid:response_id>/back-to-review/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def back_to_review(response_id: UUID, version: int) -> ResponseReturnValue:
    """Take a response back from the ready list."""
    with write_session() as session:
        response = response_to_change(session, response_id)
        if response.stage is not Stage.READY:
            return moved_on(response)
        if since := changed_since(session, audit.changes(response), version):
            return held_back(response_id, since)
        response.stage = Stage.SENT if response.sent_at else Stage.IN_PROGRESS
        response.ready_at = response.ready_by = None
        audit.record(session, audit.Action.BACK_TO_REVIEW, response=response)
    flash(_("Back in review."), "done")
    return back_to_submission(response_id)


@bp.post("/responses/<uuid:response_id>/close/v<version:version>")
@staff(Role.NURSE)
def close(response_id: UUID, version: int) -> ResponseReturnValue:
    """Close a response: the consult is off. Its link is taken back with it."""
    with write_session() as session:
        response = response_to_change(session, response_id)
        if response.stage is not Stage.CLOSED:
            intake.look_for_red_flags(session, response)
            flags = raised_flags.still_open(response)
            if hindrance := flags or changed_since(session, audit.changes(response), version):
                return held_back(response_id, hindrance)
            response.stage = Stage.CLOSED
            response.ready_at = response.ready_by = None
            invitations.revoke(session, response, revoked_by=current_staff().id)
            end_interviews(session, response)
            audit.record(session, audit.Action.RESPONSE_CLOSED, response=response)
    flash(_("Closed. Everything in it is kept, and the link no longer works."), "done")
    return back_to_submission(response_id)


@bp.post("/responses/<uuid:response_id>/reopen/v<version:version>")
@staff(Role.NURSE)
def reopen(response_id: UUID, version: int) -> ResponseReturnValue:
    """Open a closed response again, where it stood. The patient needs a new link to go on."""
    with write_session() as session:
        response = response_to_change(session, response_id)
        if response.stage is Stage.CLOSED:
            if since := changed_since(session, audit.changes(response), version):
                return held_back(response_id, since)
            response.stage = _where_it_stood(response)
            take_in_corrections(session, response)
            audit.record(session, audit.Action.BACK_TO_REVIEW, response=response)
    flash(_("Open again. If the patient is to go on, make a new link."), "done")
    return back_to_submission(response_id)


def _where_it_stood(response: Response) -> Stage:
    if response.decisions:
        return Stage.DECIDED
    if response.sent_at:
        return Stage.SENT
    return Stage.IN_PROGRESS if response.started_at else Stage.INVITED
