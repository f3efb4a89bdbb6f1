"""The page of a list: its entries as cards, and where it leads once one was added on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from questionnaire.fields import EntriesField, PageForm
from questionnaire.patient.journey import PAGES
from questionnaire.patient.list_entries import (
    after_name,
    list_on,
    listed_on,
    url_of_entry,
    url_of_step,
    url_to_ask,
)
from questionnaire.patient.listed import Listed
from questionnaire.patient.listed_before import again_at
from questionnaire.patient.read_as import offered
from questionnaire.web.languages import say
from rules.language.logic.case import Case
from rules.language.questions.pages import Page
from rules.questions.pain_relief import pain_medicines

OF_MEDICINES = next(page for page in PAGES.values() if pain_medicines in page.questions)


@dataclass(frozen=True)
class Card:
    """An entry on the page of its list. A step: what it is about, and where to change it."""

    title: str
    said: Sequence[str]
    steps: Sequence[tuple[str, str]]
    remove: str


def cards(response_id: UUID, page: Page, case: Case) -> Sequence[Card]:
    """The entries of the list on a page; none where it has no list."""
    if list_on(page) is None:
        return ()
    listed = listed_on(page, case)
    return [_card(response_id, page, listed, number) for number in listed.numbers]


def way_on(response_id: UUID, page: Page, form: PageForm, case: Case) -> str | None:
    """Where the page of a list leads once an entry was added on it, or is to be; None where neither."""
    question = list_on(page)
    field = form.field_of(question) if question else None
    if not isinstance(field, EntriesField):
        return None
    listed = listed_on(page, case)
    if field.added is not None:
        return after_name(response_id, page, listed, listed.last_saying(field.added))
    new = len(listed.entries) + 1
    first = listed.question.steps[0]
    return url_of_step(response_id, page, new, first) if field.is_put_off else None


def _card(response_id: UUID, page: Page, listed: Listed, number: int) -> Card:
    steps = [
        (say(step.title), url_of_step(response_id, page, number, step))
        for step in listed.steps(number)
    ]
    if listed.missing(number):
        whole = url_of_step(response_id, page, number, listed.question.whole)
        steps.insert(0, (_("What is still to be answered"), whole))
    if offered(listed.at(number)):
        steps.insert(1, (_("What we read it as"), url_to_ask(response_id, page, number)))
    if again_at(listed.question, listed.entries, number):
        asked = url_to_ask(response_id, page, number, "patient.ask_if_the_same")
        steps.append((_("If it is listed twice"), asked))
    remove = url_of_entry(response_id, page, number, "patient.ask_to_remove")
    return Card(listed.title(number), listed.lines(number), steps, remove)
