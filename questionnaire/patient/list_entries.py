"""Questions answered by a list, such as pain medicines: each entry is filled in step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from questionnaire.fields import AnswerField, PageForm, form_for
from questionnaire.fields.since import Since
from questionnaire.patient.blueprint import bp, errand, leave, response_of, url_of, url_onward
from questionnaire.patient.entry_sent import EntrySent
from questionnaire.patient.journey import keep, page_or_404, place_of, to_change
from questionnaire.patient.list_since import ListSince
from questionnaire.patient.listed import Listed
from questionnaire.patient.listed_before import first_to_ask_of
from questionnaire.patient.read_as import is_asked_about
from questionnaire.patient.two_answers import NOTHING, TwoAnswers, two_answers
from questionnaire.patient.unsaved import (
    forget_here,
    form_as_typed,
    leave_unfinished,
    typed_here,
)
from questionnaire.responses.answers import case_of, count
from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response
from questionnaire.web.access import patient
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case
from rules.language.questions import Entries, Entry, Question, Step
from rules.language.questions.entries import WHOLE
from rules.language.questions.pages import Page

LAST = "last"  # the button that goes on from the last entry of a list
PUT_BACK = "put-back"  # the button that puts an entry back which was taken off elsewhere


@bp.get("/<page_key:page>/<int:number>/<page_key:step>")
@patient
def entry(response_id: UUID, page: str, number: int, step: str) -> ResponseReturnValue:
    """One step of one entry, all that is still to be asked of it, or the first step of a new one."""
    asking, response = page_or_404(page), response_of(response_id)
    found, version = _step(asking, step), count(read_session(), response)
    listed = listed_on(asking, case_of(read_session(), response))
    is_over = found.key == WHOLE and not listed.missing(number)
    if is_over or number > len(listed.entries) + 1 or not number:
        return redirect(url_of(response_id, asking), 303)
    form = form_as_typed(found, typed_here(response_id), listed.inside(number))
    return _shown(response, asking, found, form, listed, number, version)


@bp.post("/<page_key:page>/<int:number>/<page_key:step>/v<version:version>")
@patient
def save_entry(
    response_id: UUID, page: str, number: int, step: str, version: int
) -> ResponseReturnValue:
    """Keep one step of one entry; then the next step, or the list."""
    asking = page_or_404(page)
    found = _step(asking, step)
    form = form_for(found)()
    with write_session() as session:
        response = to_change(session, response_id)
        since = Since.made(session, response, version)
        lists = list_since(asking, since)
        sent = EntrySent.read(lists, form, number)
        contested = two_answers(form, since, sent.stood, lists.now.question)
        given = sent.given(contested)
        if sent.is_off and PUT_BACK in request.form:
            given, sent = sent.whole, sent.put_back(lists.now)
        listed = _kept(session, response, asking, sent, given, since.now)
        version = version if sent.is_off else count(session, response)
        if not form.errors:
            forget_here(session, response_id)
    if sent.is_off and sent.says_something:
        form.form_errors.append(_("This was taken off the list on another page. Put it back?"))
    if form.errors and "stop" in request.form:
        leave_unfinished(response_id)
        return leave(response_id)
    if form.errors:
        response = response_of(response_id)
        return _shown(
            response, asking, found, form, listed, sent.number, version, contested, off=sent.is_off
        ), 422
    if "stop" in request.form:
        return leave(response_id)
    if sent.is_off:
        return redirect(url_of(response_id, asking), 303)
    leads = after_name if listed.question.named_by in found.questions else after
    return redirect(leads(response_id, asking, listed, sent.number), 303)


def _kept(
    session: Session, response: Response, page: Page, sent: EntrySent, given: Entry, before: Case
) -> Listed:
    """The list once what was sent of an entry is kept in it."""
    if sent.is_off or not sent.says_something:
        return sent.listed
    kept: dict[Question, object] = {sent.listed.question: sent.listed.having(sent.number, given)}
    return listed_on(page, keep(session, response, kept, before))


def list_on(page: Page) -> Entries | None:
    """The list that a page asks for, if it asks for one."""
    return next((question for question in page.questions if isinstance(question, Entries)), None)


def url_of_step(
    response_id: UUID,
    page: Page,
    number: int,
    step: Step,
    view: str = "patient.entry",
    version: int | None = None,
) -> str:
    """Where one step of an entry is asked, or where what was answered is sent to."""
    return url_for(
        view,
        response_id=response_id,
        page=page.key,
        number=number,
        step=step.key,
        version=version,
        back=errand(),
    )


def url_of_entry(
    response_id: UUID, page: Page, number: int, view: str, version: int | None = None
) -> str:
    """Where something else is asked of an entry, or where what was answered is sent to."""
    return url_for(
        view,
        response_id=response_id,
        page=page.key,
        number=number,
        version=version,
        back=errand(),
    )


def changed_elsewhere(listed: Listed, number: int) -> str:
    """What to say where an answer is about an entry that is no longer what was shown."""
    return _(
        "This medicine was changed on another page, and now says: %(said)s",
        said="; ".join((listed.title(number), *listed.lines(number))),
    )


def after_name(response_id: UUID, page: Page, listed: Listed, number: int) -> str:
    """A person looks again at a name that was just given and is not clear."""
    if is_asked_about(listed.question, listed.at(number)):
        return url_to_ask(response_id, page, number)
    return after(response_id, page, listed, number)


def url_to_ask(
    response_id: UUID, page: Page, number: int, view: str = "patient.ask_what_was_meant"
) -> str:
    return url_of_entry(response_id, page, number, view)


def after(response_id: UUID, page: Page, listed: Listed, number: int) -> str:
    """What is still to be asked of an entry, and of the list then; or its place in the list."""
    if not listed.has(number):
        return url_of(response_id, page)
    if listed.missing(number):
        return url_of_step(response_id, page, number, listed.question.whole)
    if twice := first_to_ask_of(listed.question, listed.entries):
        return url_to_ask(response_id, page, twice, "patient.ask_if_the_same")
    if LAST in request.form:
        return url_onward(response_id, page, listed.case)
    return f"{url_of(response_id, page)}#entry-{number}"


def listed_on(page: Page, case: Case) -> Listed:
    """The list that a page asks for, as it stands.

    :raise NotFound: where it asks for none.
    """
    return Listed.of(list_on(page) or abort(404), case)


def list_since(page: Page, since: Since) -> ListSince:
    """The same, beside what it was when a page was made.

    :raise NotFound: where it asks for none.
    """
    return ListSince.made(list_on(page) or abort(404), since)


def _step(page: Page, key: str) -> Step:
    question = list_on(page) or abort(404)
    steps = (*question.steps, question.whole)
    return next((step for step in steps if step.key == key), None) or abort(404)


def _shown(
    response: Response,
    page: Page,
    step: Step,
    form: PageForm,
    listed: Listed,
    number: int,
    version: int,
    contested: Mapping[str, TwoAnswers] = NOTHING,
    *,
    off: bool = False,
) -> str:
    audit.seen(Action.ANSWERS_SEEN, response)
    the_list = url_of(response.id, page)
    return render_template(
        "patient/entry.html",
        response=response,
        title=say(step.title),
        of=listed.title(number),
        form=form,
        groups=_groups(step, form, listed, number),
        is_whole=step.key == WHOLE,
        read=listed.lines(number) if step.key == WHOLE else (),
        typed=listed.typed(number),
        changes=_changes(response.id, page, listed, number) if step.key == WHOLE else (),
        contested=contested,
        put_back=PUT_BACK if off else "",
        place=place_of(page),
        the_list=the_list,
        here=url_of_step(response.id, page, number, step, "patient.save_entry", version),
        back=the_list,
    )


def _changes(
    response_id: UUID, page: Page, listed: Listed, number: int
) -> Sequence[tuple[str, str]]:
    """What is known of an entry beside its name, by subject, and where to change it."""
    known = {key for key, value in listed.at(number).items() if value is not Absent.UNANSWERED}
    return [
        (say(step.title), url_of_step(response_id, page, number, step))
        for step in listed.steps(number)
        if known.intersection(
            part.key for part in step.questions if part is not listed.question.named_by
        )
    ]


def _groups(
    step: Step, form: PageForm, listed: Listed, number: int
) -> Sequence[tuple[str, Sequence[AnswerField[Question]]]]:
    """The fields of a page, headed by what they are about; of the whole, only what is missing."""
    inside, missing = listed.inside(number), listed.missing(number)
    shown = [field for field in form.answer_fields() if form.is_shown(field, inside)]
    if step.key != WHOLE:
        return [("", shown)]
    wanted = [one for one in shown if one.name in missing or one.was_shown or one.errors]
    steps = [
        (one, [each for each in wanted if each.question in one.questions])
        for one in listed.question.steps
    ]
    return [(say(one.title), fields) for one, fields in steps if fields]
