"""A response that comes to nothing is closed, and can be opened again. Nothing in it is deleted."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from questionnaire import audit, invitations, red_flags
from questionnaire.access import current_staff, staff
from questionnaire.database import writing
from questionnaire.models import Response, Role, Stage
from questionnaire.review import back_to_submission, response_to_change

bp = Blueprint("closing", __name__)


@bp.post("/responses/<uuid:response_id>/close")
@staff(Role.NURSE)
def close(response_id: UUID) -> ResponseReturnValue:
    """Close a response: the consult is off. Its link is taken back with it."""
    with writing() as session:
        response = response_to_change(session, response_id)
        if held_back := red_flags.still_open(response):
            flash(held_back, "error")
            return back_to_submission(response_id)
        if response.stage is not Stage.CLOSED:
            response.stage = Stage.CLOSED
            response.ready_at = response.ready_by = None
            invitations.revoke(session, response, revoked_by=current_staff().id)
            audit.record(session, audit.Action.RESPONSE_CLOSED, response=response)
    flash(_("Closed. Everything in it is kept, and the link no longer works."), "done")
    return back_to_submission(response_id)


@bp.post("/responses/<uuid:response_id>/reopen")
@staff(Role.NURSE)
def reopen(response_id: UUID) -> ResponseReturnValue:
    """Open a closed response again, where it stood. The patient needs a new link to go on."""
    with writing() as session:
        response = response_to_change(session, response_id)
        if response.stage is Stage.CLOSED:
            response.stage = _where_it_stood(response)
            audit.record(session, audit.Action.BACK_TO_REVIEW, response=response)
    flash(_("Open again. If the patient is to go on, make a new link."), "done")
    return back_to_submission(response_id)


def _where_it_stood(response: Response) -> Stage:
    if response.decisions:
        return Stage.DECIDED
    if response.sent_at:
        return Stage.SENT
    return Stage.IN_PROGRESS if response.started_at else Stage.INVITED
