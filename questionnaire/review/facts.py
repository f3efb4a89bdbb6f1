"""Staff's own facts, where each is entered; a later change wants a reason. All that was entered is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import dropwhile
from typing import TypeAlias, cast
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from questionnaire.fields import PageForm, form_for
from questionnaire.fields.since import Since, keeping
from questionnaire.responses import answers
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.review.crossed import Crossed, crossed
from questionnaire.review.response import back_to_submission, response_or_404, response_to_change
from questionnaire.store import audit
from questionnaire.store.answer_rows import Row
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role
from questionnaire.summary.answer_lines import is_offered
from questionnaire.summary.findings_shown import day_wanted_said, outdated_said
from questionnaire.summary.moved_findings import moved_since
from questionnaire.summary.open_facts import OpenFact
from questionnaire.summary.summary import Summary
from questionnaire.web.access import current_staff, staff
from questionnaire.web.navigation import beneath
from rules.language.logic.case import Absent, Case, Origin
from rules.language.questions import Entries, Question
from rules.language.questions.pages import Page
from rules.language.questions.rows import Rows
from rules.questions import STAFF_SECTIONS

bp = beneath("worklist.index", Blueprint("facts", __name__))

Given: TypeAlias = Mapping[Question, object]

STAFF_PAGES = {page.key: page for section in STAFF_SECTIONS for page in section.pages}


class FactsForm(PageForm):
    """Questions for staff, and why something that was entered before is changed."""

    reason = TextAreaField(
        "Why is it changed?",
        description=(
            "Wanted where something that was entered before is changed."
            " For a newer result, enter its newer date instead"
        ),
        validators=[Optional(), Length(max=500, message="Shorten the reason to 500 characters")],
    )


@cache
def facts_form(key: str) -> type[FactsForm]:
    """The form of one page of staff's own facts."""
    return type("Facts", (FactsForm, form_for(STAFF_PAGES[key])), {})


@bp.get("/responses/<uuid:response_id>/facts/<page_key:page>")
@staff(Role.NURSE, Role.CLINICIAN)
def page(response_id: UUID, page: str) -> ResponseReturnValue:
    """A page of staff's own facts, with what is known filled in."""
    response = response_or_404(read_session(), response_id)
    form = facts_form(_staff_page(page).key)(formdata=None)
    version = answers.count(read_session(), response)
    form.load(answers.case_of(read_session(), response))
    return _facts_page(response, form, page, version)


@bp.get("/responses/<uuid:response_id>/facts/<page_key:page>/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def page_sent(response_id: UUID, page: str, version: int) -> ResponseReturnValue:
    """Where a form of the page was sent to, opened again: the page as it stands."""
    return redirect(url_for("facts.page", response_id=response_id, page=_staff_page(page).key), 303)


@bp.post("/responses/<uuid:response_id>/facts/<page_key:page>/v<version:version>")
@staff(Role.NURSE, Role.CLINICIAN)
def page_submit(response_id: UUID, page: str, version: int) -> ResponseReturnValue:
    """Keep staff's own facts, and go back to the submission or on to the next page of them.

    `version` is how many answers there were when the page was made.
    """
    response = response_or_404(read_session(), response_id)
    form = facts_form(_staff_page(page).key)()
    form.load(answers.case_of(read_session(), response))
    if not form.validate_on_submit():
        _ask_reason(form, answers.case_of(read_session(), response))
        return _facts_page(response, form, page, version), 422
    with write_session() as session:
        response = response_to_change(session, response_id)
        before = answers.count(session, response)
        given, crossing = _wanted(session, response, form, version)
        refused = bool(crossing or form.errors)
        giver = _giver(form)
        changed, case = take_in(
            session, response, {} if refused else given, giver, audit.Action.FACTS_ADDED
        )
    response = response_or_404(read_session(), response_id)
    if refused:
        return _facts_page(response, form, page, before if crossing else version, crossing), 422
    since = before if changed else _just_saved(response, page, version)
    _say_saved(page, saved=since is not None)
    following = _following(page, case)
    if following and "go_on" in request.form:
        return redirect(_url_of(response_id, following.key, since), 303)
    return back_to_submission(response_id, since=since)


def _wanted(
    session: Session, response: Response, form: FactsForm, version: int
) -> tuple[Given, tuple[Crossed, ...]]:
    """What the page says, and what of it somebody else has changed since; a reason is asked for."""
    since = Since.made(session, response, version)
    form.load(since.now)
    form.follow(since.then, keeping())
    crossing = crossed(session, form, since)
    given = _not_left_blank(form.values(since.now), since.history)
    _ask_reason(form, since.now)
    return given, crossing


def _ask_reason(form: FactsForm, case: Case) -> None:
    """Ask why, where something that stands is changed and nobody says why."""
    changed = _changed_later(form.values(case), case)
    if changed and not (form.reason.data or "").strip():
        named = ", ".join(_(question.short) for question in changed)
        form.reason.errors = [_("Write why this is changed: %(what)s", what=named)]


def _giver(form: FactsForm) -> Giver:
    reason = (form.reason.data or "").strip()
    return Giver(Origin.STAFF, current_staff().id, reason=reason or None)


def _changed_later(given: Given, case: Case) -> list[Question]:
    """What stands and is changed. A newer result, with its newer day, is no change."""
    newer = {day for day, value in given.items() if _is_newer(day, value, case)}
    return [
        question
        for question, value in given.items()
        if not isinstance(question.answer(case), Absent)
        and value != question.answer(case)
        and not _only_adds(question, value, question.answer(case))
        and question not in newer
        and newer.isdisjoint(question.observed_on)
    ]


def _only_adds(question: Question, value: object, stands: object) -> bool:
    """Whether rows say all that stood, and more."""
    if not isinstance(question, Entries) or isinstance(value, Absent):
        return False
    name = question.named_by.key
    rows = {row[name]: row for row in cast("Rows", value)}
    return all(row.items() <= rows.get(row[name], {}).items() for row in cast("Rows", stands))


def _is_newer(question: Question, value: object, case: Case) -> bool:
    stands = question.answer(case)
    return isinstance(value, date) and isinstance(stands, date) and value > stands


def _just_saved(response: Response, page: str, version: int) -> int | None:
    """The version of a page that the same person has sent already, by a double click; else None."""
    rows = answers.history(read_session(), response)
    found, by = answers.found_at(rows, version), current_staff().id
    last = (rows[one.key][-1] for one in _staff_page(page).questions if one.key in rows)
    mine = any(row.given_by == by and row is not found.get(row.question) for row in last)
    return version if mine else None


def _say_saved(page: str, *, saved: bool) -> None:
    title = _(_staff_page(page).title)
    done, nothing = (
        _("Saved: %(page)s.", page=title),
        _("Nothing was changed: %(page)s.", page=title),
    )
    flash(done if saved else nothing, "done")


def _staff_page(key: str) -> Page:
    return STAFF_PAGES.get(key) or abort(404)


def _url_of(response_id: UUID, page: str, since: int | None = None) -> str:
    return url_for("facts.page", response_id=response_id, page=page, since=since)


def _following(key: str, case: Case) -> Page | None:
    """The page of staff's own after one, of those that have anything to fill in."""
    _, *later = dropwhile(lambda page: page.key != key, STAFF_PAGES.values())
    offered = (page for page in later if any(is_offered(one, case) for one in page.questions))
    return next(offered, None)


def _not_left_blank(
    given: Mapping[Question, object], history: Mapping[str, Sequence[Row]]
) -> dict[Question, object]:
    """Without boxes that nobody ever filled: staff who pass them by have said nothing."""
    return {
        question: value
        for question, value in given.items()
        if value is not Absent.UNANSWERED or question.key in history
    }


def _facts_page(
    response: Response,
    form: FactsForm,
    page: str,
    version: int,
    crossing: Sequence[Crossed] = (),
) -> str:
    audit.seen(audit.Action.RESPONSE_SEEN, response=response)
    case, asking = answers.case_of(read_session(), response), _staff_page(page)
    stands = any(not isinstance(one.answer(case), Absent) for one in asking.questions)
    return render_template(
        "review/facts.html",
        response=response,
        form=form,
        page=asking,
        version=version,
        crossing=crossing,
        wants_reason=stands or form.reason.errors,
        moved=moved_since(read_session(), response, request.args.get("since", type=int)),
        following=_following(page, case),
        outdated=outdated_said(asking, case),
        day_wanted=day_wanted_said(asking, case),
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
