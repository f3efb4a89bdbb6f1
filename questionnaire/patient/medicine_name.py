"""One page about a medicine's name: what we read it as, and whether that is right."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField

from questionnaire.fields.since import Since
from questionnaire.patient.blueprint import bp, leave, response_of, url_of
from questionnaire.patient.journey import keep, page_or_404, place_of, to_change
from questionnaire.patient.list_entries import (
    after,
    changed_elsewhere,
    list_since,
    listed_on,
    url_of_entry,
    url_of_step,
)
from questionnaire.patient.listed import Listed
from questionnaire.patient.read_as import offered, said_candidate
from questionnaire.responses.answers import case_of, count
from questionnaire.responses.medicine_names import reading as read_as
from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response
from questionnaire.web.access import patient
from rules.language.questions import Entry, Question
from rules.language.questions.pages import Page
from rules.medicines import How, reading_of

ANOTHER = "another"
NOT_SURE = "not-sure"


class ReadAsForm(FlaskForm):
    """Which medicine was meant. Nothing is chosen beforehand, and nothing has to be."""

    meant = RadioField("", validate_choice=False)


@bp.get("/<page_key:page>/<int:number>/read-as")
@patient
def ask_what_was_meant(response_id: UUID, page: str, number: int) -> ResponseReturnValue:
    """What the name was read as, beside the nearest few names."""
    asking, response = page_or_404(page), response_of(response_id)
    version = count(read_session(), response)
    listed = listed_on(asking, case_of(read_session(), response))
    if not offered(listed.at(number)):
        return redirect(url_of(response_id, asking), 303)
    return _shown(response, asking, listed, number, ReadAsForm(formdata=None), version)


@bp.post("/<page_key:page>/<int:number>/read-as/v<version:version>")
@patient
def save_what_was_meant(
    response_id: UUID, page: str, number: int, version: int
) -> ResponseReturnValue:
    """Keep what the patient says of the reading. Passed over, it stays one that nobody confirmed."""
    asking, form = page_or_404(page), ReadAsForm()
    understood = form.validate()
    with write_session() as session:
        response = to_change(session, response_id)
        since = Since.made(session, response, version)
        lists = list_since(asking, since)
        place, listed = lists.place(number), lists.now
        if not place:
            return redirect(url_of(response_id, asking), 303)
        given = _given(listed.at(place), form.meant.data) if understood else {}
        strange = bool(form.meant.data) and not given
        refused = not understood or strange or (given and not lists.can_take(number, given))
        if given and not refused:
            kept: dict[Question, object] = {listed.question: listed.having(place, given)}
            listed = listed_on(asking, keep(session, response, kept, since.now))
        version = count(session, response)
    if refused:
        form.form_errors.append(changed_elsewhere(listed, place))
        return _shown(response_of(response_id), asking, listed, place, form, version), 422
    if "stop" in request.form:
        return leave(response_id)
    return redirect(after(response_id, asking, listed, place), 303)


def _given(entry: Entry, chosen: object) -> Entry:
    """What is noted for a choice; nothing for none, or for one that was not offered."""
    if chosen == ANOTHER:
        return read_as((), How.PATIENT)
    if chosen == NOT_SURE:
        return read_as(reading_of(entry).ingredients, How.PATIENT_NOT_SURE)
    found = {"+".join(each.keys): each for each in offered(entry)}
    return read_as(found[chosen].ingredients, How.PATIENT) if chosen in found else {}


def _choices(entry: Entry) -> Iterator[tuple[str, str]]:
    now = reading_of(entry).ingredients
    for each in offered(entry):
        said = said_candidate(each)
        label = _("Yes, %(name)s", name=said) if set(each.ingredients) == set(now) else said
        yield "+".join(each.keys), label
    yield ANOTHER, _("Another medicine")
    yield NOT_SURE, _("I'm not sure")


def _shown(
    response: Response, page: Page, listed: Listed, number: int, form: ReadAsForm, version: int
) -> str:
    audit.seen(Action.ANSWERS_SEEN, response)
    entry = listed.at(number)
    form.meant.choices = [*_choices(entry)]
    read = reading_of(entry)
    return render_template(
        "patient/medicine_name.html",
        response=response,
        form=form,
        written=listed.title(number),
        read_as=said_candidate(offered(entry)[0]) if read.ingredients else "",
        is_another=read.how is How.PATIENT,
        place=place_of(page),
        here=url_of_entry(response.id, page, number, "patient.save_what_was_meant", version),
        the_list=url_of(response.id, page),
        back=url_of_step(response.id, page, number, listed.question.steps[0]),
    )
