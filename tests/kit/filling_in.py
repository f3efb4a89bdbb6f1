"""How people fill in the forms: an answer as what is typed and ticked, page after page to the end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast
from urllib.parse import urlsplit

from rules.language.logic.days import ApproximateDate
from rules.language.questions import (
    ApproximateDay,
    Choice,
    Day,
    Entries,
    MultiChoice,
    Question,
    Step,
    Stored,
    YesNo,
)
from rules.language.questions.question import as_written
from rules.questions import QUESTIONS, SECTIONS
from tests.kit.pages import Page, PageClient, values

Answers: TypeAlias = Mapping[str, Stored]
Boxes: TypeAlias = dict[str, Sequence[str]]

UNANSWERED = {"absent": "unanswered"}
NOT_SURE = {"absent": "not sure"}
VERSION = re.compile(r"/v\d+$")
PARTS = ("year", "month", "day")
LISTS = {
    page.key: question
    for section in SECTIONS
    for page in section.pages
    for question in page.questions
    if isinstance(question, Entries)
}

TICK_LISTS = {page.ticked.key for section in SECTIONS for page in section.pages if page.ticked}


def boxes(question: Question, stored: Stored) -> Boxes:
    """What is typed or ticked to give an answer; nothing for a question passed over."""
    if stored == UNANSWERED:
        return {}
    if stored == NOT_SURE:
        one_box = isinstance(question, YesNo | Choice | MultiChoice) or _is_scale(question)
        return {question.key if one_box else f"{question.key}-not-sure": ["not-sure"]}
    match question:
        case YesNo():
            return {question.key: ["yes" if stored else "no"]}
        case MultiChoice():
            return {question.key: cast("list[str]", stored) or ["none-of-these"]}
        case Day():
            return _date_boxes(question, str(stored))
        case ApproximateDay():
            return _approximate(question, cast("Mapping[str, str]", stored))
    return {question.key: [str(stored)]}


def _is_scale(question: Question) -> bool:
    return type(question).__name__ == "Scale"


def _date_boxes(question: Question, said: str) -> Boxes:
    parts = zip(PARTS, said.split("-"), strict=False)
    return {f"{question.key}-{part}": [str(int(number))] for part, number in parts}


def _approximate(question: Question, stored: Mapping[str, str]) -> Boxes:
    """As it is written in the one box: "March 2024" or "6 weeks ago"."""
    if "on" in stored:
        return {question.key: [f"{stored['said']} ago"]}
    return {question.key: [ApproximateDate.read(stored).said_in_words(as_written)]}


def filled(page: Page, questions: Mapping[str, Question], answers: Answers) -> Boxes:
    """What to fill in on a page that was fetched: every question it shows that has an answer.

    A question of a list to tick is answered by its own yes or no, and the boxes below the list are cleared.
    """
    sent = values(page.form())
    shown = sent.get("shown", [])
    given: Boxes = {key: [] for key in TICK_LISTS & sent.keys()}
    for key in shown:
        given |= boxes(questions[key], answers.get(key, UNANSWERED))
    return given


def answer_all_pages(client: PageClient, answers: Answers, until: str = "check") -> Page:
    """Go from the start page on, page by page as one is led, and stop at the page named."""
    page = client.submit()
    while (key := last_part(page)) != until:
        if "/help-now/" in page.url or "/notice/" in page.url:
            page = client.get(page.links["Continue with the questions"])
        elif key in LISTS:
            page = fill_list(client, LISTS[key], answers.get(LISTS[key].key, UNANSWERED))
        else:
            page = client.submit(filled(page, QUESTIONS, answers))
    return page


def fill_list(client: PageClient, question: Entries, stored: Stored) -> Page:
    """Add every entry of a list, in the line that it was typed in or by its questions, and go on."""
    if stored == UNANSWERED:
        return client.submit()
    entries = cast("list[Answers]", stored)
    if not entries:
        return client.submit({question.key: "none-of-these"})
    for entry in entries:
        page = client.submit(begun(question, entry))
        while last_part(page) in pages_of(question):
            page = client.submit(filled(page, parts_of(question.steps), entry))
    return client.submit()


def begun(question: Entries, entry: Answers) -> dict[str, Sequence[str]]:
    """What is sent from the page of a list to add an entry."""
    line = cast("str", entry.get(question.typed.key, "")) if question.typed else ""
    return {f"{question.key}-line": [line]} if line else {question.key: ["add"]}


def pages_of(question: Entries) -> set[str]:
    """The pages on which an entry is filled in."""
    return {step.key for step in (*question.steps, question.whole)}


def parts_of(steps: Sequence[Step]) -> dict[str, Question]:
    return {part.key: part for step in steps for part in step.questions}


def last_part(page: Page) -> str:
    """The last part of a page's address, but for the version that its form was made from."""
    path = VERSION.sub("", urlsplit(page.url).path)
    return path.rstrip("/").rpartition("/")[2]
