"""Staff's own facts, where each is entered, and corrections with a reason. The original is always kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import dropwhile
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from questionnaire.fields import PageForm, form_for
from questionnaire.responses import answers
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.responses.withdrawn import left_behind
from questionnaire.review.response import back_to_submission, response_or_404, response_to_change
from questionnaire.store import audit
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Answer, Response, Role
from questionnaire.summary.answer_lines import is_offered, read_and_said
from questionnaire.summary.findings_shown import day_wanted_said, outdated_said
from questionnaire.summary.open_facts import OpenFact
from questionnaire.summary.summary import Summary
from questionnaire.web.access import current_staff, staff
from questionnaire.web.navigation import beneath
from rules.language.logic.case import Absent, Case, Origin
from rules.language.questions import Audience, Entries, Question
from rules.language.questions.pages import Page
from rules.questions import QUESTIONS, STAFF_SECTIONS

bp = beneath("worklist.index", Blueprint("facts", __name__))

STAFF_PAGES = {page.key: page for section in STAFF_SECTIONS for page in section.pages}
CORRECTABLE = frozenset(
    key
    for key, question in QUESTIONS.items()
    if question.asked_of is not Audience.STAFF and not isinstance(question, Entries)
)
HOW_LEARNED = {
    Origin.STAFF_PHONE.value: "The patient said so (by telephone or in person)",
    Origin.RECORD.value: "It is in the patient's record",
    Origin.PAPER.value: "It is on the patient's paper form",
}


@bp.get("/responses/<uuid:response_id>/facts/<page_key:page>")
@staff(Role.NURSE, Role.CLINICIAN)
def page(response_id: UUID, page: str) -> ResponseReturnValue:
    """A page of staff's own facts, with what is known filled in."""
    response = response_or_404(read_session(), response_id)
    form = form_for(_staff_page(page))(formdata=None)
    as_of = _latest(response)
    form.load(answers.case_of(read_session(), response))
    return _facts_page(response, form, page, as_of)


@bp.post("/responses/<uuid:response_id>/facts/<page_key:page>")
@staff(Role.NURSE, Role.CLINICIAN)
def page_submit(response_id: UUID, page: str) -> ResponseReturnValue:
    """Keep staff's own facts, and go back to the submission or on to the next page of them."""
    response = response_or_404(read_session(), response_id)
    form = form_for(_staff_page(page))()
    form.load(answers.case_of(read_session(), response))
    if not form.validate_on_submit():
        return _facts_page(response, form, page, request.form.get("as_of", 0, type=int)), 422
    with write_session() as session:
        response = response_to_change(session, response_id)
        giver = Giver(Origin.STAFF, current_staff().id)
        changed = _keep(session, response, form, giver, audit.Action.FACTS_ADDED)
        following = _following(page, answers.case_of(session, response))
    title = _(_staff_page(page).title)
    flash(
        _("Saved: %(page)s.", page=title)
        if changed
        else _("Nothing was changed: %(page)s.", page=title),
        "done",
    )
    if following and "go_on" in request.form:
        return redirect(url_for("facts.page", response_id=response_id, page=following.key), 303)
    return back_to_submission(response_id)


@bp.get("/responses/<uuid:response_id>/correct/<question_key:question>")
@staff(Role.NURSE, Role.CLINICIAN)
def correct(response_id: UUID, question: str) -> ResponseReturnValue:
    """Correct one answer: what stands is shown, the new answer and the reason are asked."""
    response = response_or_404(read_session(), response_id)
    form = correction_form(_correctable(question).key)(formdata=None)
    form.load(answers.case_of(read_session(), response))
    return _correction_page(response, form, question)


@bp.post("/responses/<uuid:response_id>/correct/<question_key:question>")
@staff(Role.NURSE, Role.CLINICIAN)
def correct_submit(response_id: UUID, question: str) -> ResponseReturnValue:
    """Keep a correction as a later answer."""
    response = response_or_404(read_session(), response_id)
    form = correction_form(_correctable(question).key)()
    form.load(answers.case_of(read_session(), response))
    if not form.validate_on_submit():
        return _correction_page(response, form, question), 422
    giver = Giver(Origin(form.learned.data), current_staff().id, reason=form.reason.data)
    with write_session() as session:
        response = response_to_change(session, response_id)
        changed = _keep(session, response, form, giver, audit.Action.ANSWER_CORRECTED)
    if not changed:
        form.form_errors = [_("This answer stands already. Change it, or go back")]
        return _correction_page(response_or_404(read_session(), response_id), form, question), 422
    flash(_("Corrected. The earlier answer is kept and shown beside it."), "done")
    return redirect(
        url_for("submission.submission", response_id=response_id, _anchor=question), 303
    )


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


def _correctable(key: str) -> Question:
    return QUESTIONS[key] if key in CORRECTABLE else abort(404)


def _staff_page(key: str) -> Page:
    return STAFF_PAGES.get(key) or abort(404)


def _following(key: str, case: Case) -> Page | None:
    """The page of staff's own after one, of those that have anything to fill in."""
    _, *later = dropwhile(lambda page: page.key != key, STAFF_PAGES.values())
    offered = (page for page in later if any(is_offered(one, case) for one in page.questions))
    return next(offered, None)


def _keep(
    session: Session, response: Response, form: PageForm, giver: Giver, action: audit.Action
) -> list[str]:
    """Returns the keys of the questions whose answers changed."""
    case = answers.case_of(session, response)
    history = answers.history(session, response)
    given = _not_left_as_found(form.values(case), history)
    changed, _ = take_in(session, response, _not_left_blank(given, history), giver, action)
    return changed


def _not_left_blank(
    given: Mapping[Question, object], history: Mapping[str, Sequence[Answer]]
) -> dict[Question, object]:
    """Without boxes that nobody ever filled: staff who pass them by have said nothing."""
    return {
        question: value
        for question, value in given.items()
        if value is not Absent.UNANSWERED or question.key in history
    }


def _not_left_as_found(
    given: Mapping[Question, object], history: Mapping[str, Sequence[Answer]]
) -> Mapping[Question, object]:
    """Without what stood on the page and was left so: it says nothing of an answer given since."""
    as_of = request.form.get("as_of", type=int)
    if as_of is None:
        return given
    found = {
        key: [row.value for row in rows if row.sequence <= as_of] for key, rows in history.items()
    }
    return {
        question: value
        for question, value in given.items()
        if question.stored(value) not in found.get(question.key, [])[-1:]
    }


def _facts_page(response: Response, form: PageForm, page: str, as_of: int) -> str:
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    case = answers.case_of(read_session(), response)
    return render_template(
        "review/facts.html",
        response=response,
        form=form,
        page=_staff_page(page),
        as_of=as_of,
        following=_following(page, case),
        outdated=outdated_said(_staff_page(page), case),
        day_wanted=day_wanted_said(_staff_page(page), case),
    )


def _latest(response: Response) -> int:
    """The place of the latest answer among all: what is on a page is what stood then."""
    rows = answers.history(read_session(), response).values()
    return max((row.sequence for given in rows for row in given), default=0)


def _correction_page(response: Response, form: PageForm, question: str) -> str:
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    rows = answers.history(read_session(), response).get(question, [])
    case = answers.case_of(read_session(), response)
    return render_template(
        "review/correct.html",
        response=response,
        form=form,
        question=QUESTIONS[question],
        rows=rows,
        read_and_said=read_and_said,
        behind=left_behind(question, case),
    )


STAFF_PAGE_OF = {
    question.key: page.key
    for section in STAFF_SECTIONS
    for page in section.pages
    for question in page.questions
}


def to_fill_in(open_facts: Sequence[OpenFact]) -> list[tuple[Page, int]]:
    """Staff's own pages that hold something open, each with how much."""
    found = Counter(STAFF_PAGE_OF[one.key] for one in open_facts if one.key in STAFF_PAGE_OF)
    pages = (page for section in STAFF_SECTIONS for page in section.pages)
    return [(page, found[page.key]) for page in pages if found[page.key]]


def where_entered(summary: Summary, key: str) -> str:
    """Where an answer is entered: on a page of staff's own, else among the patient's answers.

    Empty where the question is not asked yet: another answer opens it.
    """
    if page := STAFF_PAGE_OF.get(key):
        return url_for(
            "facts.page", response_id=summary.response_id, page=page, _anchor=f"question-{key}"
        )
    return f"#{key}" if summary.line(key) else ""
