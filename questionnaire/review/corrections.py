"""Corrections of what a patient answered, with a reason and how it is known. The original is always kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from questionnaire.fields import PageForm, form_for
from questionnaire.fields.since import KEEP, Since
from questionnaire.responses import answers
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.responses.withdrawn import left_behind
from questionnaire.review.crossed import Crossed, crossed
from questionnaire.review.response import back_to_submission, response_or_404, response_to_change
from questionnaire.store import audit
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role
from questionnaire.summary.answer_lines import read_and_said
from questionnaire.web.access import current_staff, staff
from questionnaire.web.navigation import beneath
from rules.language.logic.case import Case, Origin
from rules.language.questions import Audience, Entries, Question
from rules.language.questions.pages import Page
from rules.questions import QUESTIONS

bp = beneath("worklist.index", Blueprint("corrections", __name__))

CORRECTABLE = frozenset(
    key
    for key, question in QUESTIONS.items()
    if question.asked_of is Audience.PATIENT and not isinstance(question, Entries)
)
HOW_LEARNED = {
    Origin.STAFF_PHONE.value: "The patient said so (by telephone or in person)",
    Origin.RECORD.value: "It is in the patient's record",
    Origin.PAPER.value: "It is on the patient's paper form",
}


@bp.get("/responses/<uuid:response_id>/correct/<question_key:question>")
@staff(Role.NURSE, Role.CLINICIAN)
def correct(response_id: UUID, question: str) -> ResponseReturnValue:
    """Correct one answer: what stands is shown, the new answer and the reason are asked."""
    response = response_or_404(read_session(), response_id)
    version = answers.count(read_session(), response)  # before what it is the version of
    form = correction_form(_correctable(question).key)(formdata=None)
    form.load(answers.case_of(read_session(), response))
    return _page(response, form, question, version)


@bp.get("/responses/<uuid:response_id>/correct/<question_key:question>/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def correct_sent(response_id: UUID, question: str, version: int) -> ResponseReturnValue:
    """Where a correction was sent to, opened again: the page as it stands."""
    key = _correctable(question).key
    return redirect(url_for("corrections.correct", response_id=response_id, question=key), 303)


@bp.post("/responses/<uuid:response_id>/correct/<question_key:question>/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def correct_submit(response_id: UUID, question: str, version: int) -> ResponseReturnValue:
    """Keep a correction as a later answer. `version` is how many there were when the page was made."""
    form = correction_form(_correctable(question).key)()
    if KEEP in request.form:
        flash(_("Nothing was changed."), "done")
        return back_to_submission(response_id, question)
    response = response_or_404(read_session(), response_id)
    form.load(answers.case_of(read_session(), response))
    if not form.validate_on_submit():
        return _page(response, form, question, version), 422
    giver = Giver(Origin(form.learned.data), current_staff().id, reason=form.reason.data)
    with write_session() as session:
        response = response_to_change(session, response_id)
        before, since = answers.count(session, response), Since.made(session, response, version)
        given = form.values(since.now)  # an answer left as it stood is meant: it is confirmed
        crossing, action = crossed(session, form, since), audit.Action.ANSWER_CORRECTED
        changed, _case = take_in(session, response, {} if crossing else given, giver, action)
    if changed:
        flash(_("Corrected. The earlier answer is kept and shown beside it."), "done")
        return back_to_submission(response_id, question, since=before)
    if not crossing and _is_said_again(since, question, giver):
        return back_to_submission(response_id, question)
    if not crossing:
        form.form_errors = [_("This answer stands already. Change it, or go back")]
    response = response_or_404(read_session(), response_id)
    return _page(response, form, question, before if crossing else version, crossing), 422


class CorrectionForm(PageForm):
    """A question asked again by staff, with how they know and why it changes."""

    learned = RadioField(
        "How do you know?",
        choices=HOW_LEARNED,
        validators=[InputRequired("Choose how you know")],
    )
    reason = TextAreaField(
        "Why is it corrected, confirmed or added?",
        validators=[
            DataRequired("Write why the answer is corrected or confirmed"),
            Length(max=500),
        ],
    )

    def asks(self, question: Question, case: Case) -> bool:
        """Whatever staff correct is asked, though other answers make it needless now."""
        return True


@cache
def correction_form(key: str) -> type[CorrectionForm]:
    """The form that corrects one question."""
    question = QUESTIONS[key]
    page = Page(key=key, title=question.text, questions=(question,))
    return type("Correction", (CorrectionForm, form_for(page)), {})


def _is_said_again(since: Since, question: str, giver: Giver) -> bool:
    """Whether the same person has said so for the same reason since the page was made: a double click."""
    last = next(reversed(since.history.get(question, ())), None)
    if last is None or last is since.found.get(question):
        return False
    return (last.given_by, last.reason) == (giver.staff, giver.reason)


def _correctable(key: str) -> Question:
    return QUESTIONS[key] if key in CORRECTABLE else abort(404)


def _page(
    response: Response,
    form: CorrectionForm,
    question: str,
    version: int,
    crossing: Sequence[Crossed] = (),
) -> str:
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    rows = answers.history(read_session(), response).get(question, [])
    case = answers.case_of(read_session(), response)
    return render_template(
        "review/correct.html",
        response=response,
        form=form,
        question=QUESTIONS[question],
        version=version,
        crossing=crossing,
        rows=rows,
        read_and_said=read_and_said,
        behind=left_behind(question, case),
    )
