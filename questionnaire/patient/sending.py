"""Checking all answers, sending them, and what the patient can look at afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
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
from questionnaire.patient.journey import STILL_OPEN, begin, first_new_page, to_change
from questionnaire.patient.listed import Listed
from questionnaire.responses import intake
from questionnaire.responses.answers import asked, case_of
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Stage, Why
from questionnaire.web.access import anyone, patient
from questionnaire.web.languages import say
from questionnaire.web.sessions import telephone
from rules.language.logic.case import Absent, Case
from rules.language.questions import Entries, Question
from rules.language.questions.pages import Page, Section
from rules.questions import SECTIONS, about_you


@dataclass(frozen=True)
class AnswerRow:
    """A question with its answer, as the patient reads them.

    `entries`: of a list, each entry's name and what was answered of it.
    """

    question: str
    lines: Sequence[str]
    entries: Sequence[tuple[str, str]]
    page: Page
    key: str
    answered: bool

    @property
    def anchor(self) -> str | None:
        """The question's place on its page, where that asks others too."""
        return f"question-{self.key}" if len(self.page.questions) > 1 else None


@dataclass(frozen=True)
class Part:
    """The rows of one section."""

    title: str
    rows: Sequence[AnswerRow]


@bp.get("/check")
@patient
def check(response_id: UUID) -> ResponseReturnValue:
    """Every question asked with its answer, to change any before sending."""
    response = response_of(response_id)
    case = case_of(read_session(), response)
    parts, further = answers_said(case), first_new_page(case)
    audit.seen(Action.ANSWERS_SEEN, response)
    return render_template(
        "patient/check.html",
        response=response,
        parts=parts,
        told=told_so_far(response, case),
        urgent=_urgent(parts, case),
        unanswered=[row for part in parts for row in part.rows if not row.answered],
        errand=BACK_TO_CHECK,
        onward=url_of(response_id, further) if further else None,
        back=_url_before_check(response_id, case, further),
    )


@bp.get("/declaration")
@patient
def declaration(response_id: UUID) -> ResponseReturnValue:
    """What sending means, in short, before the button that sends."""
    response = response_of(response_id)
    case = case_of(read_session(), response)
    audit.seen(Action.RESPONSE_SEEN, response)
    return render_template(
        "patient/declaration.html",
        response=response,
        told=told_so_far(response, case),
        urgent=_urgent(answers_said(case), case),
        errand=BACK_TO_CHECK,
        for_patient=about_you.answering.value(case) == "for_patient",
    )


@bp.post("/declaration")
@patient
def send(response_id: UUID) -> ResponseReturnValue:
    """Send once. Unanswered questions are no hindrance."""
    with write_session() as session:
        response = to_change(session, response_id)
        begin(session, response)
        hand_in(session, response)
    if telephone(response_id):
        return leave(response_id)
    return redirect(url_for("patient.sent", response_id=response_id), 303)


def hand_in(session: Session, response: Response) -> None:
    """Note that the answers are sent, and assess them."""
    response.stage, response.sent_at = Stage.SENT, clock.now()
    intake.assess(session, response, Why.SENT)
    audit.record(session, Action.RESPONSE_SENT, response=response)


@bp.get("/sent")
@patient
def sent(response_id: UUID) -> ResponseReturnValue:
    """What happens next. It can be looked at again, on any device, by the same link."""
    response = response_of(response_id)
    if response.stage in STILL_OPEN:
        return redirect(url_for("patient.start", response_id=response_id), 303)
    told = told_so_far(response, case_of(read_session(), response))
    audit.seen(Action.RESPONSE_SEEN, response)
    late = "late" in request.args
    return render_template("patient/sent.html", response=response, told=told, late=late)


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


@bp.post("/stop")
@patient
def stop(response_id: UUID) -> ResponseReturnValue:
    """Leave this device; everything saved is kept."""
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


def answers_said(case: Case) -> list[Part]:
    """Every question asked of the patient, and the answer to it or that there is none."""
    parts = [Part(say(section.title), _rows(section, case)) for section in SECTIONS]
    return [part for part in parts if part.rows]


def _urgent(parts: Sequence[Part], case: Case) -> Sequence[AnswerRow]:
    """The rows of the urgent questions that are left blank."""
    wanted = {question.key for question in left_blank(case)}
    return [row for part in parts for row in part.rows if row.key in wanted]


def _rows(section: Section, case: Case) -> list[AnswerRow]:
    return [_row(question, page, case) for page in section.pages for question in asked(page, case)]


def _row(question: Question, page: Page, case: Case) -> AnswerRow:
    answered = question.answer(case) is not Absent.UNANSWERED
    lines, entries = _lines(question, case), _entries(question, case)
    return AnswerRow(say(question.text), lines, entries, page, question.key, answered)


def _lines(question: Question, case: Case) -> Sequence[str]:
    """An answer in words, line by line."""
    value = question.answer(case)
    if value is Absent.NOT_SURE:
        return (say(question.unsure),)
    if isinstance(value, Absent):
        return (_("Not answered"),)
    return question.said(value, say).split("\n")


def _entries(question: Question, case: Case) -> Sequence[tuple[str, str]]:
    """The entries of a list, by name; none where a question is answered in another way."""
    if not isinstance(question, Entries):
        return ()
    listed = Listed.of(question, case)
    return [(listed.title(number), "; ".join(listed.lines(number))) for number in listed.numbers]
