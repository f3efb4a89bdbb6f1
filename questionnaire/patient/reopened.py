"""After sending, the patient tells that something changed: which parts, and what of them opens again."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from questionnaire.patient.blueprint import bp, response_of
from questionnaire.patient.journey import held, reopened
from questionnaire.responses import reopenings
from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.database import write_session
from questionnaire.store.models import Response
from questionnaire.web.access import patient
from questionnaire.web.languages import say
from rules.questions import SECTIONS


@bp.get("/changed")
@patient
def changed(response_id: UUID) -> ResponseReturnValue:
    """Ask which parts changed; where it is too late for that here, whom to call."""
    response = response_of(response_id)
    if not reopenings.can_reopen(response):
        return redirect(url_for("patient.sent", response_id=response_id), 303)
    return _page(response)


@bp.post("/changed")
@patient
def reopen(response_id: UUID) -> ResponseReturnValue:
    """Open the parts chosen, and lead to them. Chosen again, they are only opened."""
    chosen = set(request.form.getlist("part")) & {section.key for section in SECTIONS}
    if not chosen:
        return _page(response_of(response_id), none_chosen=True), 422
    with write_session() as session:
        response = held(session, response_id)
        can = reopenings.can_reopen(response)
        if can:
            reopenings.reopen(session, response, chosen)
    view = "patient.check" if can else "patient.sent"
    return redirect(url_for(view, response_id=response_id, late=None if can else "yes"), 303)


def _page(response: Response, *, none_chosen: bool = False) -> str:
    opened = reopened(response)
    audit.seen(Action.RESPONSE_SEEN, response)
    return render_template(
        "patient/changed.html",
        response=response,
        parts=[(section.key, say(section.title)) for section in SECTIONS],
        chosen=opened.parts if opened else (),
        none_chosen=none_chosen,
    )
