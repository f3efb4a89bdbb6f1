"""The patient's way: which page comes next or came before, and how a page's answers are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from questionnaire.responses import reopenings
from questionnaire.responses.answers import Giver, asked, case_at, case_of, never_visited
from questionnaire.responses.intake import take_in
from questionnaire.responses.wording_kept import current_edition
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session
from questionnaire.store.models import Reopening, Response, Stage
from questionnaire.web.sessions import telephone
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.logic.conditions import checks
from rules.language.questions import Question
from rules.language.questions.pages import Page, Section, page_key
from rules.questions import SECTIONS, about_you

PAGES: Mapping[str, Page] = {page.key: page for section in SECTIONS for page in section.pages}
# A question's own address leads to the page that asks it: so a page opened before questions were put
# together is still taken in.
ASKED_ON: Mapping[str, Page] = {
    page_key(question): page for page in PAGES.values() for question in page.questions
}
SECTION_OF: Mapping[str, Section] = {
    page.key: section for section in SECTIONS for page in section.pages
}
STILL_OPEN = {Stage.INVITED, Stage.IN_PROGRESS}
NO_ANSWER = (Absent.UNANSWERED, Absent.NOT_ASKED)


class AlreadySent(Exception):
    """The answers were sent, perhaps from another window: nothing is added to them here."""


@dataclass(frozen=True)
class Place:
    """Where a page stands among the parts of the questionnaire."""

    page: str
    key: str
    title: str
    number: int
    of: int


def page_or_404(key: str) -> Page:
    """The patient's page of that key, or the one that asks the question of that key."""
    return PAGES.get(key) or ASKED_ON.get(key) or abort(404)


def place_of(page: Page) -> Place:
    section = SECTION_OF[page.key]
    return Place(page.key, section.key, section.title, SECTIONS.index(section) + 1, len(SECTIONS))


def next_page(page: Page, case: Case) -> Page | None:
    """The page to ask after this one; the same where an answer on it has opened a question of it."""
    if never_visited(page, case):
        return page
    pages = list(PAGES.values())
    later = pages[pages.index(page) + 1 :]
    return next((page for page in later if asked(page, case)), None)


def page_before(page: Page, case: Case) -> Page | None:
    """The page asked before this one; None at the first."""
    pages = list(PAGES.values())
    earlier = reversed(pages[: pages.index(page)])
    return next((page for page in earlier if asked(page, case)), None)


def first_new_page(case: Case) -> Page | None:
    """Where to go on: the first page with a question that was never shown to the patient."""
    return next((page for page in PAGES.values() if never_visited(page, case)), None)


def first_opened_page(changed: Page, case: Case) -> Page | None:
    """The first page never shown that a changed answer has opened, not one still to come."""
    pages = list(PAGES.values())
    reached = max((place for place, page in enumerate(pages) if _was_seen(page, case)), default=0)
    behind = pages[:reached]
    opened = (page for page in pages if page in behind or _turns_on(page, changed))
    return next((page for page in opened if never_visited(page, case)), None)


def _was_seen(page: Page, case: Case) -> bool:
    return any(question.key in case.answers for question in page.questions)


def _turns_on(page: Page, earlier: Page) -> bool:
    """Whether an answer on an earlier page settles if this one is asked."""
    gates = [check for question in page.questions for check in checks(question.asked_if)]
    return any(term in earlier.questions for gate in gates for term in gate.term.reads())


def to_change(session: Session, response_id: UUID) -> Response:
    """The response, held against other writers. Raises AlreadySent, and Gone where it was erased."""
    response = held(session, response_id)
    if not may_change(response):
        raise AlreadySent
    return response


def held(session: Session, response_id: UUID) -> Response:
    """The same whether or not its answers may be changed."""
    query = select(Response).where(Response.id == response_id)
    response = session.scalar(query.with_for_update()) or abort(404)
    return abort(410) if response.stage is Stage.ERASED else response


def may_change(response: Response) -> bool:
    """Until it is sent, whoever answers; then who opened parts again, and a nurse by telephone.

    She can until it is passed on; they can until it is decided.
    """
    if response.stage in STILL_OPEN or reopened(response):
        return True
    return response.stage is Stage.SENT and telephone(response.id) is not None


def reopened(response: Response) -> Reopening | None:
    """What the patient opened again after sending; a nurse by telephone, who can change all, needs none."""
    if response.stage in STILL_OPEN or telephone(response.id):
        return None
    return reopenings.opened(object_session(response) or read_session(), response)


def opened_pages(reopening: Reopening, session: Session, response: Response) -> set[str]:
    """The keys of the pages that stand open again: all of its parts, and what had no answer before."""
    then, now = case_at(session, response, reopening.version), case_of(session, response)
    return {
        page.key
        for page in PAGES.values()
        if SECTION_OF[page.key].key in reopening.parts
        or any(one.answer(then) in NO_ANSWER for one in asked(page, now))
    }


def begin(session: Session, response: Response) -> None:
    """Note the start, and the wording that the questions are asked in."""
    if response.stage is Stage.INVITED:
        response.stage, response.started_at = Stage.IN_PROGRESS, clock.now()
        response.edition_id = current_edition(session).id
        audit.record(session, Action.RESPONSE_STARTED, response=response)


def keep(
    session: Session, response: Response, given: Mapping[Question, object], before: Case
) -> Case:
    """Keep a page's answers, beside those that stood before, and raise the red flags in them.

    Returns the answers as they now stand.
    """
    begin(session, response)
    news = {question.key: Given(value) for question, value in given.items()}
    giver = giver_of(response, before.answered(news))
    changed, case = take_in(session, response, given, giver, Action.ANSWERS_SAVED)
    if changed:
        reopenings.back_to_review(session, response)
    return case


def giver_of(response: Response, case: Case) -> Giver:
    """Who is answering: a nurse by telephone, the helper who said so, or the patient."""
    if nurse := telephone(response.id):
        return Giver(Origin.STAFF_PHONE, nurse.id)
    if about_you.answering.answer(case) in {"with_help", "for_patient"}:
        name = about_you.helper_name.answer(case)
        return Giver(Origin.HELPER, name=name if isinstance(name, str) else None)
    return Giver(Origin.PATIENT)
