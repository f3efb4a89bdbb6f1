"""Three questions about the questionnaire itself, after sending: kept apart from all that was answered."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from questionnaire.fields import PageForm, form_for
from questionnaire.patient.blueprint import bp, response_of
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import write_session
from questionnaire.store.models import Ease, Feedback
from questionnaire.web.access import patient
from rules.language.logic.case import Absent
from rules.language.questions import Choice, Question, Text, YesNo
from rules.language.questions.pages import Page

GIVEN = "feedback"
"""What the cookie calls it that this browser has said how it was: no row says whose feedback it is."""

EASE = Choice(
    "ease",
    "How easy was it to answer these questions?",
    "Ease",
    unsure="",
    options={
        Ease.VERY_EASY.value: "Very easy",
        Ease.EASY.value: "Easy",
        Ease.HARD.value: "Hard",
        Ease.VERY_HARD.value: "Very hard",
    },
)
REMARK = Text(
    "remark",
    "What was hard, or took too long?",
    "What was hard",
    hint="In your own words. Please write no names",
    unsure="",
    lines=4,
    longest=1000,
)
HELPED = YesNo("helped", "Did someone help you to answer?", "Helped", unsure="")
FEEDBACK = Page("feedback", "How was it to answer?", (EASE, REMARK, HELPED))


@bp.get("/feedback")
@patient
def feedback(response_id: UUID) -> ResponseReturnValue:
    """Ask how it was. Nothing of it must be answered; before sending, there is nothing to ask yet."""
    if response_of(response_id).sent_at is None:
        return redirect(url_for("patient.sent", response_id=response_id), 303)
    return _page(response_id, form_for(FEEDBACK)(formdata=None))


@bp.post("/feedback")
@patient
def give_feedback(response_id: UUID) -> ResponseReturnValue:
    """Keep what was said under no name and no day; blank, there is nothing to keep."""
    form = form_for(FEEDBACK)()
    response_of(response_id)
    if not form.validate():
        return _page(response_id, form), 422
    said = {question.key: _said(form, question) for question in FEEDBACK.questions}
    if GIVEN not in cookie and any(one is not None for one in said.values()):
        _keep(said)
        cookie[GIVEN] = "given"
    return redirect(url_for("patient.sent", response_id=response_id), 303)


def _keep(said: dict[str, object]) -> None:
    ease = said.pop("ease")
    with write_session() as session:
        month = clock.today().replace(day=1)
        session.add(Feedback(month=month, ease=Ease(ease) if ease else None, **said))
        audit.record(session, Action.FEEDBACK_GIVEN, actor="patient")


def _said(form: PageForm, question: Question) -> object:
    value = form.field_of(question).data
    return None if isinstance(value, Absent) else value


def _page(response_id: UUID, form: PageForm) -> str:
    response = response_of(response_id)
    audit.seen(Action.RESPONSE_SEEN, response)
    return render_template("patient/feedback.html", response=response, form=form)
