"""The clinician's decision, recorded with the findings as they stood and never proposed; responses closed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from questionnaire.responses import answers, assessments, intake, raised_flags
from questionnaire.review.changed_since import changed_since, version_of
from questionnaire.review.response import response_or_404, response_to_change
from questionnaire.store import audit, clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Decision, Response, Role, Stage
from questionnaire.summary.face_sheet import face_sheet_of
from questionnaire.summary.gaps import gaps_of
from questionnaire.summary.said import DECISIONS, OFFER, decision_words
from questionnaire.summary.summary import summary_of
from questionnaire.web.access import current_staff, staff
from questionnaire.web.navigation import beneath

bp = beneath("ready_list.ready_list", Blueprint("decision", __name__))

LONGEST_NOTE = 4000
A_SECOND_CLICK = timedelta(minutes=1)
WHY = "Why, what was talked through, and what happens next"
WHEN_OPEN = f"{WHY}. An offer with something open wants it; otherwise it is optional"
CAN_BE_DECIDED = (Stage.SENT, Stage.READY, Stage.DECIDED)


class DecisionForm(FlaskForm):
    """What was decided, in one choice and a note. Nothing is chosen beforehand."""

    choice = RadioField(
        "What did you decide?",
        choices=dict(DECISIONS),
        validators=[InputRequired("Choose what you decided")],
    )
    note = TextAreaField(
        "Note (optional)",
        description=WHY,
        validators=[
            Optional(),
            Length(max=LONGEST_NOTE, message="Shorten the note to 4,000 characters"),
        ],
    )


@bp.get("/responses/<uuid:response_id>/decision")
@staff(Role.CLINICIAN)
def decision(response_id: UUID) -> ResponseReturnValue:
    """The form to record a decision, beside what was decided before."""
    response = response_or_404(read_session(), response_id)
    return _page(response, DecisionForm(formdata=None))


@bp.get("/responses/<uuid:response_id>/decision/v<version:version>")
@staff(Role.CLINICIAN)
def decision_sent(response_id: UUID, version: int) -> ResponseReturnValue:
    """Where a decision was sent to, opened again: the form as things stand."""
    return redirect(url_for("decision.decision", response_id=response_id), 303)


@bp.post("/responses/<uuid:response_id>/decision/v<version:version>")
@staff(Role.CLINICIAN)
def decision_submit(response_id: UUID, version: int) -> ResponseReturnValue:
    """Record a decision. A change of mind is a later one; the first stays.

    `version` is how often the response had been changed when the form was shown.
    """
    form = DecisionForm()
    response = response_or_404(read_session(), response_id)
    if not form.validate_on_submit():
        return _page(response, form, version), 422
    with write_session() as session:
        response = response_to_change(session, response_id)
        try:
            decide(
                session,
                response,
                current_staff().id,
                form.choice.data,
                form.note.data or "",
                seen=version,
            )
        except NoteWanted as wanted:
            form.note.errors = [str(wanted)]
        except Refused as refused:
            form.form_errors.append(str(refused))
    if form.errors:
        return _page(response_or_404(read_session(), response_id), form), 422
    flash(_("The decision is recorded."), "done")
    return redirect(url_for("ready_list.face_sheet", response_id=response_id), 303)


def hindrance(response: Response) -> str:
    """Why no decision can be recorded yet, and what must come first; empty where one can."""
    if response.stage is Stage.CLOSED:
        return _("This response is closed. A nurse can open it again.")
    if response.stage not in CAN_BE_DECIDED:
        return _("The patient has not sent the answers yet. A decision can be recorded after that.")
    return raised_flags.still_open(response)


class Refused(Exception):
    """Why a decision is not recorded: what must come first, in words for whoever made it."""


class NoteWanted(Refused):
    """The same where a note is all that is wanted."""


def decide(
    session: Session,
    response: Response,
    by: UUID,
    choice: str,
    note: str = "",
    *,
    seen: int | None = None,
) -> Decision:
    """Keep a decision with the findings that it was made on, and move the response on.

    Sent again by a second click, it is kept once. `seen` is the version of the response that was seen.
    What is found on the way, such as a red flag that a day has brought, is kept even if it refuses.

    :raise Refused: where something must come first.
    :raise NoteWanted: where the procedure is offered without a word on what is open.
    """
    if response.stage in CAN_BE_DECIDED:
        intake.look_for_red_flags(session, response)
    if refused := hindrance(response) or assessments.hindrance(session, response):
        raise Refused(refused)
    if made := _just_made(response, by, choice, note):
        return made
    if seen is not None and (since := changed_since(session, audit.changes(response), seen)):
        raise Refused(since)
    if unsaid := _unsaid(session, response, choice, note):
        raise NoteWanted(unsaid)
    return _keep(session, response, by, choice, note)


def _keep(session: Session, response: Response, by: UUID, choice: str, note: str) -> Decision:
    session.flush()
    made = Decision(
        response_id=response.id,
        decided_by=by,
        at=clock.now(),
        choice=choice,
        note=note.strip() or None,
    )
    session.add(made)
    response.stage = Stage.DECIDED
    assessments.keep_decided(session, made, response)
    audit.record(session, audit.Action.DECISION_RECORDED, response=response)
    return made


def _just_made(response: Response, by: UUID, choice: str, note: str) -> Decision | None:
    last = response.decisions[-1] if response.decisions else None
    if last is None or clock.now() - last.at > A_SECOND_CLICK:
        return None
    same = (last.decided_by, last.choice, last.note or "") == (by, choice, note.strip())
    return last if same else None


def _unsaid(session: Session, response: Response, choice: str, note: str) -> str:
    """What an offer would leave open without a word on why; empty where it does not."""
    if choice != OFFER or note.strip():
        return ""
    gaps = gaps_of(answers.case_of(session, response))
    if not gaps:
        return ""
    return _("Say in the note why it is offered all the same. %(gaps)s", gaps=gaps.said)


def _page(response: Response, form: DecisionForm, version: int | None = None) -> str:
    """The form. `version`: of one sent back for a slip, what was seen when it was first shown."""
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    intake.bring_up_to_date(response)
    if version is None:  # before what it is the version of
        version = version_of(read_session(), audit.changes(response))
    summary = summary_of(read_session(), response, anew=True)
    gaps = gaps_of(summary.case)
    if gaps:
        form.note.label.text, form.note.description = "Note", WHEN_OPEN
    return render_template(
        "review/decision.html",
        response=response,
        summary=summary,
        sheet=face_sheet_of(summary),
        gaps=gaps,
        form=form,
        version=version,
        hindrance=hindrance(response),
        decision_words=decision_words,
    )
