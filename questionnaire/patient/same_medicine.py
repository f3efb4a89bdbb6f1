"""One page about a medicine that is like one listed before it: is it the same, listed twice?"""

from __future__ import annotations

from collections.abc import Sequence
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
)
from questionnaire.patient.list_since import ListSince
from questionnaire.patient.listed import Listed
from questionnaire.patient.listed_before import again_at
from questionnaire.responses.answers import case_of, count
from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response
from questionnaire.web.access import patient
from questionnaire.web.languages import say
from rules.language.logic.case import Absent
from rules.language.questions import Entry, Question
from rules.language.questions.pages import Page
from rules.medicines.listed_twice import Again
from rules.questions.pain_medicine import medicine_listed_again

SAID = {"same": Again.SAME.value, "different": Again.DIFFERENT.value, "not-sure": Absent.NOT_SURE}


class SameForm(FlaskForm):
    """Whether it is the same. Nothing is chosen beforehand, and nothing has to be."""

    same = RadioField("", validate_choice=False)


@bp.get("/<page_key:page>/<int:number>/listed-before")
@patient
def ask_if_the_same(response_id: UUID, page: str, number: int) -> ResponseReturnValue:
    """The medicine beside the one before it that has the same in it."""
    asking, response = page_or_404(page), response_of(response_id)
    version = count(read_session(), response)
    listed = listed_on(asking, case_of(read_session(), response))
    if again_at(listed.question, listed.entries, number) is None:
        return redirect(url_of(response_id, asking), 303)
    return _shown(response, asking, listed, number, SameForm(formdata=None), version)


@bp.post("/<page_key:page>/<int:number>/listed-before/v<version:version>")
@patient
def save_if_the_same(
    response_id: UUID, page: str, number: int, version: int
) -> ResponseReturnValue:
    """Keep what the patient says. Passed over, nobody has said, and the total stays open."""
    asking, form = page_or_404(page), SameForm()
    understood = form.validate() and (not form.same.data or form.same.data in SAID)
    given = _given(form.same.data) if understood else {}
    with write_session() as session:
        response = to_change(session, response_id)
        since = Since.made(session, response, version)
        lists = list_since(asking, since)
        place, listed = lists.place(number), lists.now
        if not place or again_at(listed.question, listed.entries, place) is None:
            return redirect(url_of(response_id, asking), 303)
        refused = not understood or (given and not _can_be_kept(lists, number, given))
        if given and not refused:
            kept: dict[Question, object] = {listed.question: listed.having(place, given)}
            listed = listed_on(asking, keep(session, response, kept, since.now))
        version = count(session, response)
    if refused:
        form.form_errors.append(changed_elsewhere(listed, place))
        return _shown(response_of(response_id), asking, listed, place, form, version), 422
    if "stop" in request.form:
        return leave(response_id)
    the_list = f"{url_of(response_id, asking)}#entry-{place}"
    return redirect(after(response_id, asking, listed, place) if given else the_list, 303)


def _can_be_kept(lists: ListSince, number: int, given: Entry) -> bool:
    """Whether both medicines are as they were shown; what stands already was sent twice."""
    place = lists.place(number) or number
    as_shown = _both(lists.then, number) == _both(lists.now, place)
    return lists.can_take(number, given) and as_shown


def _given(chosen: str | None) -> Entry:
    return {medicine_listed_again.key: SAID[chosen]} if chosen else {}


def _both(listed: Listed, number: int) -> Sequence[tuple[str, str]]:
    """The earlier medicine and this one, each with what was answered of it."""
    again = again_at(listed.question, listed.entries, number)
    numbers = (again.of + 1, number) if again else ()
    return [(listed.title(one), ", ".join(listed.answers(one))) for one in numbers]


def _shown(
    response: Response, page: Page, listed: Listed, number: int, form: SameForm, version: int
) -> str:
    audit.seen(Action.ANSWERS_SEEN, response)
    again = again_at(listed.question, listed.entries, number)
    form.same.choices = [
        ("same", _("Yes, I listed it twice")),
        ("different", say("No, I take both")),
        ("not-sure", _("I'm not sure")),
    ]
    return render_template(
        "patient/same_medicine.html",
        response=response,
        form=form,
        before=again.name if again else "",
        this=listed.title(number),
        both=_both(listed, number),
        place=place_of(page),
        here=url_of_entry(response.id, page, number, "patient.save_if_the_same", version),
        back=url_of(response.id, page),
    )
