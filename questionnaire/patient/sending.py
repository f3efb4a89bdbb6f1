"""Checking all answers, and sending them; leaving before that is done."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from questionnaire.patient.advice import left_blank, told_so_far
from questionnaire.patient.blueprint import (
    BACK_TO_CHECK,
    bp,
    leave,
    response_of,
    url_of,
    url_of_last,
)
from questionnaire.patient.how_far import note_sitting
from questionnaire.patient.journey import (
    PAGES,
    begin,
    first_new_page,
    opened_pages,
    place_of,
    reopened,
    to_change,
)
from questionnaire.patient.own_answers import (
    AnswerRow,
    ChangedRow,
    Part,
    answers_said,
    changed_since,
)
from questionnaire.responses import intake, reopenings
from questionnaire.responses.answers import case_of, count
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Stage, Why
from questionnaire.web.access import anyone, patient
from questionnaire.web.sessions import telephone
from rules.language.logic.case import Case
from rules.language.questions.pages import Page
from rules.questions import about_you


@bp.get("/check")
@patient
def check(response_id: UUID) -> ResponseReturnValue:
    """Every question asked with its answer, to change any before sending."""
    seen, opened = request.args.get("seen", type=int), request.args.get("part")
    return _check_page(response_of(response_id), seen, opened)


@bp.get("/declaration")
@bp.get("/declaration/v<version:version>")
@patient
def declaration(response_id: UUID, version: int | None = None) -> ResponseReturnValue:
    """What sending means, in short, before the button that sends.

    `version` is that of the check it follows, if it follows one: newer answers lead back there.
    """
    response = response_of(response_id)
    version = count(read_session(), response) if version is None else version
    if changed_since(read_session(), response, version):
        return redirect(url_for("patient.check", response_id=response_id, seen=version), 303)
    case = case_of(read_session(), response)
    audit.seen(Action.RESPONSE_SEEN, response)
    return render_template(
        "patient/declaration.html",
        response=response,
        told=told_so_far(response, case),
        urgent=_urgent(answers_said(case), case),
        errand=BACK_TO_CHECK,
        here=url_for("patient.send", response_id=response_id, version=version),
        reopened=reopened(response),
        for_patient=about_you.answering.value(case) == "for_patient",
        not_agreed=about_you.patient_agrees.answer(case) is False,
    )


@bp.post("/declaration/v<version:version>")
@patient
def send(response_id: UUID, version: int) -> ResponseReturnValue:
    """Send once. Unanswered questions are no hindrance; answers that nobody checked yet are."""
    with write_session() as session:
        response = to_change(session, response_id)
        unseen = changed_since(session, response, version)
        if not unseen:
            _hand_in_or_again(session, response)
    if unseen:
        return _check_page(response_of(response_id), version), 422
    if telephone(response_id):
        return leave(response_id)
    return redirect(url_for("patient.sent", response_id=response_id), 303)


def _check_page(response: Response, seen: int | None, opened: str | None = None) -> str:
    """The check, one part of it opened; of answers since it was `seen`, it names each with what it was."""
    session = read_session()
    version = count(session, response)
    case = case_of(session, response)
    parts, further = answers_said(case), first_new_page(case)
    changed: list[ChangedRow] = [] if seen is None else changed_since(session, response, seen)
    urgent, opening = _urgent(parts, case), reopened(response)
    audit.seen(Action.ANSWERS_SEEN, response)
    return render_template(
        "patient/check.html",
        response=response,
        parts=parts,
        reopened=opening,
        pages=opened_pages(opening, session, response) if opening else PAGES,
        opened={
            opened,
            *(place_of(row.now.page).key for row in changed),
            *(opening.parts if opening and not opened else ()),
        },
        changed=changed,
        told=told_so_far(response, case),
        urgent=urgent,
        missing=[row for part in parts for row in part.missing if row not in urgent],
        errand=BACK_TO_CHECK,
        version=version,
        onward=url_of(response.id, further) if further and not opening else None,
        back=url_for("patient.sent", response_id=response.id)
        if opening
        else _url_before_check(response.id, case, further),
    )


def _hand_in_or_again(session: Session, response: Response) -> None:
    if reopened(response):
        return reopenings.send_again(session, response)
    begin(session, response)
    hand_in(session, response)
    return note_sitting(session, response, case_of(session, response))


def hand_in(session: Session, response: Response) -> None:
    """Note that the answers are sent, and assess them."""
    response.stage, response.sent_at = Stage.SENT, clock.now()
    intake.assess(session, response, Why.SENT)
    audit.record(session, Action.RESPONSE_SENT, response=response)


@bp.post("/stop")
@patient
def stop(response_id: UUID) -> ResponseReturnValue:
    """Leave, on every device that the link was opened on; everything saved is kept."""
    return leave(response_id)


@bp.get("/stopped")
@anyone
def stopped(response_id: UUID) -> ResponseReturnValue:
    """How to come back. It shows nobody's data."""
    return render_template("patient/stopped.html")


def _url_before_check(response_id: UUID, case: Case, further: Page | None) -> str:
    """The last page; or, where there are pages still to see, the start page that led here."""
    if further:
        return url_for("patient.start", response_id=response_id)
    return url_of_last(response_id, case)


def _urgent(parts: Sequence[Part], case: Case) -> Sequence[AnswerRow]:
    """The rows of the urgent questions that are left blank."""
    wanted = {question.key for question in left_blank(case)}
    return [row for part in parts for row in part.rows if row.key in wanted]
