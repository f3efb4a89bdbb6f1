"""Questions answered by a list, such as pain medicines: each entry is filled in step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from questionnaire.fields import PageForm, form_for
from questionnaire.fields.since import Since
from questionnaire.patient.blueprint import bp, errand, leave, response_of, url_of
from questionnaire.patient.entry_sent import EntrySent
from questionnaire.patient.journey import keep, page_or_404, place_of, to_change
from questionnaire.patient.list_since import ListSince
from questionnaire.patient.listed import Listed
from questionnaire.patient.listed_before import again_at, first_to_ask_of
from questionnaire.patient.read_as import is_asked_about, offered
from questionnaire.patient.two_answers import NOTHING, TwoAnswers, two_answers
from questionnaire.patient.unsaved import forget_here, leave_unfinished, typed_here
from questionnaire.responses.answers import case_of, count
from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response
from questionnaire.web.access import patient
from questionnaire.web.languages import say
from rules.language.logic.case import Case
from rules.language.questions import Entries, Entry, Question, Step
from rules.language.questions.pages import Page

PUT_BACK = "again"  # the button that puts an entry back which was taken off elsewhere


@dataclass(frozen=True)
class Card:
    """An entry on the page of its list. A step: what it is about, and where to change it."""

    title: str
    said: Sequence[str]
    steps: Sequence[tuple[str, str]]
    remove: str


@bp.get("/<page_key:page>/<int:number>/<page_key:step>")
@patient
def entry(response_id: UUID, page: str, number: int, step: str) -> ResponseReturnValue:
    """One step of one entry, or the first step of a new one."""
    asking, response = page_or_404(page), response_of(response_id)
    found, version = _step(asking, step), count(read_session(), response)
    listed = listed_on(asking, case_of(read_session(), response))
    if not listed.has(number) and number != len(listed.entries) + 1:
        return redirect(url_of(response_id, asking), 303)
    typed = typed_here(response_id)
    form = form_for(found).typed_before(typed.boxes) if typed else form_for(found)(formdata=None)
    form.load(listed.inside(number))
    if typed:
        form.validate()
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
    if _is_to_ask(listed, found, sent.number):
        return redirect(_url_to_ask(response_id, asking, sent.number), 303)
    return redirect(after(response_id, asking, listed, sent.number), 303)


def _kept(
    session: Session, response: Response, page: Page, sent: EntrySent, given: Entry, before: Case
) -> Listed:
    """The list once what was sent of an entry is kept in it."""
    if sent.is_off or not sent.says_something:
        return sent.listed
    kept: dict[Question, object] = {sent.listed.question: sent.listed.having(sent.number, given)}
    return listed_on(page, keep(session, response, kept, before))


def url_of_new(response_id: UUID, page: Page, case: Case) -> str:
    """Where a new entry of the list on a page is begun."""
    listed = listed_on(page, case)
    return url_of_step(response_id, page, len(listed.entries) + 1, listed.question.steps[0])


def cards(response_id: UUID, page: Page, case: Case) -> Sequence[Card]:
    """The entries of the list on a page; none where it has no list."""
    if list_on(page) is None:
        return ()
    listed = listed_on(page, case)
    return [_card(response_id, page, listed, number) for number in listed.numbers]


def list_on(page: Page) -> Entries | None:
    """The list that a page asks for, if it asks for one."""
    return next((question for question in page.questions if isinstance(question, Entries)), None)


def _card(response_id: UUID, page: Page, listed: Listed, number: int) -> Card:
    steps = [
        (say(step.title), url_of_step(response_id, page, number, step))
        for step in listed.steps(number)
    ]
    if offered(listed.at(number)):
        steps.insert(1, (_("What we read it as"), _url_to_ask(response_id, page, number)))
    if again_at(listed.question, listed.entries, number):
        asked = _url_to_ask(response_id, page, number, "patient.ask_if_the_same")
        steps.append((_("If it is listed twice"), asked))
    remove = url_of_entry(response_id, page, number, "patient.ask_to_remove")
    return Card(listed.title(number), listed.lines(number), steps, remove)


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


def _is_to_ask(listed: Listed, step: Step, number: int) -> bool:
    """Whether a name was just given that a person should look at again."""
    asked = listed.question.parts[0] in step.questions
    return asked and is_asked_about(listed.question, listed.at(number))


def _url_to_ask(
    response_id: UUID, page: Page, number: int, view: str = "patient.ask_what_was_meant"
) -> str:
    return url_of_entry(response_id, page, number, view)


def after(response_id: UUID, page: Page, listed: Listed, number: int) -> str:
    """The entry's next step, what is to be asked of the list then, or its place in the list."""
    if not listed.has(number):
        return url_of(response_id, page)
    step = listed.next_step(number)
    if step:
        return url_of_step(response_id, page, number, step)
    if twice := first_to_ask_of(listed.question, listed.entries):
        return _url_to_ask(response_id, page, twice, "patient.ask_if_the_same")
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
    return next((step for step in question.steps if step.key == key), None) or abort(404)


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
    inside, earlier = listed.inside(number), listed.step_before(number, step)
    the_list = url_of(response.id, page)
    return render_template(
        "patient/entry.html",
        response=response,
        title=say(step.title),
        of=listed.title(number),
        form=form,
        fields=[field for field in form.answer_fields() if form.is_shown(field, inside)],
        contested=contested,
        put_back=PUT_BACK if off else "",
        place=place_of(page),
        the_list=the_list,
        here=url_of_step(response.id, page, number, step, "patient.save_entry", version),
        back=url_of_step(response.id, page, number, earlier) if earlier else the_list,
    )
