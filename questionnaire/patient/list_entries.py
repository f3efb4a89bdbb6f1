"""Questions answered by a list, such as pain medicines: each entry is filled in step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from questionnaire.fields import PageForm, form_for
from questionnaire.patient.blueprint import bp, errand, leave, response_of, url_of
from questionnaire.patient.journey import keep, page_or_404, place_of, to_change
from questionnaire.patient.listed import Listed
from questionnaire.patient.listed_before import again_at, first_to_ask_of
from questionnaire.patient.read_as import is_asked_about, offered
from questionnaire.responses.answers import case_of
from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response
from questionnaire.web.access import patient
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case
from rules.language.questions import Entries, Question, Step
from rules.language.questions.pages import Page

SEEN = "seen"  # hidden: the mark of the entry as it was shown


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
    found = _step(asking, step)
    listed = listed_on(asking, case_of(read_session(), response))
    if not listed.has(number) and number != len(listed.entries) + 1:
        return redirect(url_of(response_id, asking), 303)
    form = form_for(found)(formdata=None)
    form.load(listed.inside(number))
    return _shown(response, asking, found, form, listed, number)


@bp.post("/<page_key:page>/<int:number>/<page_key:step>")
@patient
def save_entry(response_id: UUID, page: str, number: int, step: str) -> ResponseReturnValue:
    """Keep one step of one entry; then the next step, or the list."""
    asking = page_or_404(page)
    found = _step(asking, step)
    form = form_for(found)()
    with write_session() as session:
        response = to_change(session, response_id)
        before = case_of(session, response)
        listed = listed_on(asking, before)
        form.load(listed.inside(number))
        understood = form.validate()
        given = {part.key: value for part, value in form.values(listed.inside(number)).items()}
        meant = listed.number_of(number, request.form.get(SEEN, ""), given)
        if meant and (listed.has(meant) or _says_something(given)):
            kept: dict[Question, object] = {listed.question: listed.having(meant, given)}
            listed = listed_on(asking, keep(session, response, kept, before))
    if meant is None:
        form.form_errors.append(changed_elsewhere())
    if not understood or meant is None:
        return _shown(response_of(response_id), asking, found, form, listed, meant or number), 422
    if "stop" in request.form:
        return leave(response_id)
    if _is_to_ask(listed, found, meant):
        return redirect(_url_to_ask(response_id, asking, meant), 303)
    return redirect(after(response_id, asking, listed, meant), 303)


@bp.get("/<page_key:page>/<int:number>/remove")
@patient
def ask_to_remove(response_id: UUID, page: str, number: int) -> ResponseReturnValue:
    """Make sure before an entry goes."""
    asking, response = page_or_404(page), response_of(response_id)
    listed = listed_on(asking, case_of(read_session(), response))
    back = url_of(response_id, asking)
    if not listed.has(number):
        return redirect(back, 303)
    audit.seen(Action.ANSWERS_SEEN, response)
    title, seen = listed.title(number), listed.mark(number)
    return render_template(
        "patient/remove.html", response=response, title=title, seen=seen, back=back
    )


@bp.post("/<page_key:page>/<int:number>/remove")
@patient
def remove(response_id: UUID, page: str, number: int) -> ResponseReturnValue:
    """Take the entry that was shown off the list. Sent twice, it takes no other."""
    asking = page_or_404(page)
    with write_session() as session:
        response = to_change(session, response_id)
        before = case_of(session, response)
        listed = listed_on(asking, before)
        seen = request.form.get(SEEN, "")
        gone = number if listed.mark(number) == seen else listed.marked(seen)
        if gone and listed.has(gone):
            keep(session, response, {listed.question: listed.without(gone)}, before)
    return redirect(url_of(response_id, asking), 303)


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
    remove = url_for(
        "patient.ask_to_remove",
        response_id=response_id,
        page=page.key,
        number=number,
        back=errand(),
    )
    return Card(listed.title(number), listed.lines(number), steps, remove)


def url_of_step(response_id: UUID, page: Page, number: int, step: Step) -> str:
    """Where one step of an entry is asked."""
    return url_for(
        "patient.entry",
        response_id=response_id,
        page=page.key,
        number=number,
        step=step.key,
        back=errand(),
    )


def changed_elsewhere() -> str:
    """What to say where an answer is about an entry that is no longer what was shown."""
    return _("This list was changed in another window. Check this page, then choose Continue")


def _is_to_ask(listed: Listed, step: Step, number: int) -> bool:
    """Whether a name was just given that a person should look at again."""
    asked = listed.question.parts[0] in step.questions
    return asked and is_asked_about(listed.question, listed.at(number))


def _url_to_ask(
    response_id: UUID, page: Page, number: int, view: str = "patient.ask_what_was_meant"
) -> str:
    return url_for(view, response_id=response_id, page=page.key, number=number, back=errand())


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


def _step(page: Page, key: str) -> Step:
    question = list_on(page) or abort(404)
    return next((step for step in question.steps if step.key == key), None) or abort(404)


def _says_something(given: dict[str, object]) -> bool:
    return any(value is not Absent.UNANSWERED for value in given.values())


def _shown(
    response: Response, page: Page, step: Step, form: PageForm, listed: Listed, number: int
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
        place=place_of(page),
        seen=listed.mark(number),
        here=url_of_step(response.id, page, number, step),
        back=url_of_step(response.id, page, number, earlier) if earlier else the_list,
    )
