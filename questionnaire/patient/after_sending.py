"""After sending: what happens next, who has read it, and the patient's own copy."""

from __future__ import annotations

from uuid import UUID

from flask import Response as Attachment
from flask import redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from questionnaire.patient.advice import told_so_far
from questionnaire.patient.blueprint import bp, response_of
from questionnaire.patient.how_it_was import GIVEN
from questionnaire.patient.journey import STILL_OPEN, reopened
from questionnaire.patient.own_answers import answers_said
from questionnaire.patient.own_copy import OwnCopy, typeset
from questionnaire.responses import reopenings
from questionnaire.responses.answers import case_of
from questionnaire.responses.first_read import FirstRead, first_read
from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session
from questionnaire.store.models import Reopening, Response
from questionnaire.web.access import patient


@bp.get("/sent")
@patient
def sent(response_id: UUID) -> ResponseReturnValue:
    """What happens next. It can be looked at again, on any device, by the same link."""
    response = response_of(response_id)
    if response.stage in STILL_OPEN:
        return redirect(url_for("patient.start", response_id=response_id), 303)
    told = told_so_far(response, case_of(read_session(), response))
    latest = reopenings.latest(read_session(), response)
    audit.seen(Action.RESPONSE_SEEN, response)
    return render_template(
        "patient/sent.html",
        response=response,
        told=told,
        late="late" in request.args,
        read=_read(response, latest),
        can_reopen=reopenings.can_reopen(response),
        reopened=reopened(response),
        gave_feedback=GIVEN in cookie,
        latest=latest,
    )


@bp.get("/sent/answers")
@patient
def sent_answers(response_id: UUID) -> ResponseReturnValue:
    """The patient's own copy of the answers sent."""
    response = response_of(response_id)
    if response.stage in STILL_OPEN:
        return redirect(url_for("patient.check", response_id=response_id), 303)
    case = case_of(read_session(), response)
    audit.seen(Action.ANSWERS_SEEN, response)
    return render_template(
        "patient/sent_answers.html",
        response=response,
        told=told_so_far(response, case),
        parts=answers_said(case),
    )


@bp.get("/sent/answers.pdf")
@patient
def own_copy(response_id: UUID) -> ResponseReturnValue:
    """The same as a file to keep. Its name tells nobody whose it is."""
    response = response_of(response_id)
    if response.stage in STILL_OPEN:
        return redirect(url_for("patient.check", response_id=response_id), 303)
    parts = answers_said(case_of(read_session(), response))
    audit.seen(Action.EXPORTED, response, detail={"format": "own copy"})
    return Attachment(
        typeset(OwnCopy.of(response, parts)),
        mimetype="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="my-answers.pdf"'},
    )


def _read(response: Response, latest: Reopening | None) -> FirstRead | None:
    """Who first read what was last sent; nobody yet, where a change was told of since."""
    if response.sent_at is None:
        return None
    since = latest.begun_at if latest else response.sent_at
    return first_read(read_session(), response, since)
