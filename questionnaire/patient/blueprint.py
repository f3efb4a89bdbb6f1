"""What every page of the patient's way shares: after sending it is closed, and where a page leads."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from questionnaire.patient.advice import NAMED, left_blank
from questionnaire.patient.helpers_form import speak_to_who_reads
from questionnaire.patient.journey import (
    PAGES,
    STILL_OPEN,
    AlreadySent,
    first_new_page,
    first_opened_page,
    may_change,
    next_page,
    opened_pages,
    page_before,
    page_or_404,
    place_of,
    reopened,
)
from questionnaire.patient.unsaved import AGAIN, sent_page
from questionnaire.responses.answers import asked
from questionnaire.store.database import read_session
from questionnaire.store.models import Reopening, Response, Stage
from questionnaire.web.access import patient
from questionnaire.web.languages import say
from questionnaire.web.sessions import end_here, telephone
from rules.language.logic.case import Case
from rules.language.questions import Question
from rules.language.questions.pages import Page

bp = Blueprint("patient", __name__, url_prefix="/r/<uuid:response_id>")
bp.add_app_template_global(say, "say")

OPEN_AFTER_SENDING = {
    "patient.sent",
    "patient.sent_answers",
    "patient.own_copy",
    "patient.changed",
    "patient.reopen",
    "patient.feedback",
    "patient.give_feedback",
    "patient.stop",
    "patient.stopped",
}
OPEN_AGAIN = {"patient.check", "patient.declaration", "patient.send"}
"""Beside the pages of the parts, while a patient tells what changed."""
BEFORE_SENDING = {
    "patient.start",
    "patient.go_on",
    "patient.parts",
    "patient.declaration",
    "patient.send",
}
LEFT_BLANK = "urgent-left-blank"
"""Where the check of all answers names the urgent questions without an answer."""
BACK_TO_CHECK = "check"
"""Carried as `back` by the pages that a patient came to from "check your answers"."""


@bp.before_request
def what_is_sent_stays_sent() -> ResponseReturnValue | None:
    """After sending, every page leads to the one that says so; for a nurse by telephone, some."""
    if request.endpoint in OPEN_AFTER_SENDING:
        return None
    response = response_of(_response_id())
    if response.stage in STILL_OPEN:
        return None
    if reopening := reopened(response):
        return _while_reopened(response, reopening)
    if not may_change(response):
        return _to_sent()
    check = url_for("patient.check", response_id=response.id)
    return redirect(check, 303) if request.endpoint in BEFORE_SENDING else None


@bp.before_request
def birthday_was_given_twice() -> ResponseReturnValue | None:
    """By a double tap: the first one took the page in, or shows it."""
    if request.method == "POST" and AGAIN in request.form:
        return redirect(sent_page().page, 303)
    return None


def _while_reopened(response: Response, reopening: Reopening) -> ResponseReturnValue | None:
    """Of what was sent, only what is opened again can be changed; the check leads there."""
    key = (request.view_args or {}).get("page")
    pages = opened_pages(reopening, read_session(), response) if key else ()
    if (key and page_or_404(key).key in pages) or request.endpoint in OPEN_AGAIN:
        return None
    if request.method == "POST":
        return _to_sent()
    return redirect(url_for("patient.check", response_id=response.id), 303)


@bp.errorhandler(AlreadySent)
def sent_meanwhile(_: AlreadySent) -> ResponseReturnValue:
    """The answers were sent from another window at this very moment."""
    return _to_sent()


@bp.app_template_global()
def telephone_strip(response: Response | None) -> str:
    """The template that heads a page while a nurse fills it in by telephone; none for the patient."""
    by_nurse = response is not None and telephone(response.id) is not None
    return "review/_on_the_telephone.html" if by_nurse else ""


def response_of(response_id: UUID) -> Response:
    """The response that a patient was let into.

    :raise Gone: where it was erased.
    """
    response = read_session().get(Response, response_id) or abort(404)
    g.response = response  # what nobody holds is read again each time
    speak_to_who_reads(response)
    return abort(410) if response.stage is Stage.ERASED else response


@bp.get("/<page_key:page>/v<version:version>")
@bp.get("/<page_key:page>/<int:number>/<page_key:step>/v<version:version>")
@patient
def page_again(response_id: UUID, version: int, **_named: object) -> ResponseReturnValue:
    """From where a form is sent to, back to the page that it stands on.

    The version of a form is a part of its path: a browser then never lays what was chosen on an
    older page over a newer one, and brings unsent words back.
    """
    page = request.path.removesuffix(f"/v{version}")
    return redirect(f"{page}?{urlencode({'back': errand()})}" if errand() else page, 303)


def url_of(
    response_id: UUID, page: Page, view: str = "patient.page", version: int | None = None
) -> str:
    """The address of a page's view, on the same errand as this request."""
    return url_for(view, response_id=response_id, page=page.key, version=version, back=errand())


def errand() -> str | None:
    """What the address must go on carrying: that the patient came to change one answer."""
    return BACK_TO_CHECK if request.args.get("back") == BACK_TO_CHECK else None


def url_onward(
    response_id: UUID, page: Page, case: Case, changed: Collection[Question] = ()
) -> str:
    """Where the patient goes after a page: to new questions first, then where they came from.

    `changed`: the questions of the page whose answers they have just changed, in order.
    """
    if errand():
        return _url_after_errand(response_id, page, case, changed or asked(page, case))
    return url_of_page_or_check(response_id, next_page(page, case) or first_new_page(case))


def url_of_page_or_check(response_id: UUID, page: Page | None) -> str:
    """A page, or the check of all answers where no page is left."""
    return url_of(response_id, page) if page else url_for("patient.check", response_id=response_id)


def _url_after_errand(
    response_id: UUID, page: Page, case: Case, changed: Collection[Question]
) -> str:
    """The check again, at the answer just changed, once no change has opened a new page.

    From an urgent question it is at those of them that are still blank.
    """
    if opened := first_opened_page(page, case):
        return url_of(response_id, opened)
    if not NAMED.isdisjoint(changed) and left_blank(case):
        return url_for("patient.check", response_id=response_id, _anchor=LEFT_BLANK)
    return _url_at_answer(response_id, page, changed)


def _url_at_answer(response_id: UUID, page: Page, answered: Collection[Question]) -> str:
    """The check at the first of some answers, its part open: without scripts nothing folded is gone to."""
    anchor = next((f"answer-{one.key}" for one in answered), None)
    part = place_of(page).key
    return url_for("patient.check", response_id=response_id, part=part, _anchor=anchor)


def url_back(response_id: UUID, page: Page, case: Case, changed: Collection[Question] = ()) -> str:
    """Where "Back" leads from a page."""
    if errand():
        return _url_at_answer(response_id, page, changed or asked(page, case))
    earlier = page_before(page, case)
    if earlier is None:
        return url_for("patient.start", response_id=response_id)
    return url_of(response_id, earlier)


def url_of_last(response_id: UUID, case: Case) -> str:
    """The last page that is asked."""
    last = next(page for page in reversed(list(PAGES.values())) if asked(page, case))
    return url_of(response_id, last)


def leave(response_id: UUID) -> ResponseReturnValue:
    """Forget who is here, so that nobody who picks up a device reads the answers."""
    nurse = telephone(response_id)
    end_here(response_of(response_id))
    view = "submission.submission" if nurse else "patient.stopped"
    return redirect(url_for(view, response_id=response_id), 303)


def _to_sent() -> ResponseReturnValue:
    """An answer that came too late is said to be so; sending twice is no mistake."""
    came_late = request.method == "POST" and request.endpoint not in {
        "patient.send",
        "patient.go_on",
    }
    late = "yes" if came_late else None
    return redirect(url_for("patient.sent", response_id=_response_id(), late=late), 303)


def _response_id() -> UUID:
    return (request.view_args or {})["response_id"]
