"""An entry taken off its list, once the patient has made sure."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from questionnaire.fields.since import Since
from questionnaire.patient.blueprint import bp, response_of, url_of
from questionnaire.patient.journey import keep, page_or_404, to_change
from questionnaire.patient.list_entries import list_since, listed_on, url_of_entry
from questionnaire.patient.listed import Listed
from questionnaire.responses.answers import case_of, count
from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response
from questionnaire.web.access import patient
from rules.language.questions.pages import Page


@bp.get("/<page_key:page>/<int:number>/remove")
@patient
def ask_to_remove(response_id: UUID, page: str, number: int) -> ResponseReturnValue:
    """Make sure before an entry goes."""
    asking, response = page_or_404(page), response_of(response_id)
    version = count(read_session(), response)
    listed = listed_on(asking, case_of(read_session(), response))
    if not listed.has(number):
        return redirect(url_of(response_id, asking), 303)
    return _removal(response, asking, listed, number, version)


@bp.post("/<page_key:page>/<int:number>/remove/v<version:version>")
@patient
def remove(response_id: UUID, page: str, number: int, version: int) -> ResponseReturnValue:
    """Take the entry that was shown off the list. Sent twice, it takes no other.

    One that was changed meanwhile is shown again first.
    """
    asking = page_or_404(page)
    with write_session() as session:
        response = to_change(session, response_id)
        since = Since.made(session, response, version)
        lists = list_since(asking, since)
        gone, is_as_shown = lists.place(number), lists.stands(number)
        if gone and is_as_shown:
            keep(session, response, {lists.now.question: lists.now.without(gone)}, since.now)
        version = count(session, response)
    if gone and not is_as_shown:
        response = response_of(response_id)
        return _removal(response, asking, lists.now, gone, version, changed=True), 422
    return redirect(url_of(response_id, asking), 303)


def _removal(
    response: Response,
    page: Page,
    listed: Listed,
    number: int,
    version: int,
    *,
    changed: bool = False,
) -> str:
    audit.seen(Action.ANSWERS_SEEN, response)
    return render_template(
        "patient/remove.html",
        response=response,
        title=listed.title(number),
        said=listed.lines(number) if changed else (),
        here=url_of_entry(response.id, page, number, "patient.remove", version),
        back=url_of(response.id, page),
    )
