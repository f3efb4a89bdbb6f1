"""Filling in the pages of the questionnaire with a real keyboard and finger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from rules.language.questions import Entries, Question, YesNo
from rules.language.questions.entries import WHOLE
from rules.questions import QUESTIONS
from tests.kit.filling_in import (
    LISTS,
    UNANSWERED,
    VERSION,
    Answers,
    Boxes,
    begun,
    boxes,
    pages_of,
    parts_of,
)

Look = Callable[[Page], None]


def answer_all(page: Page, answers: Answers, look: Look) -> None:
    """From the start page to "check your answers", each page looked at on the way."""
    press(page, "Start now", look)
    while (key := part_of(page)) != "check":
        if "/help-now/" in page.url or "/notice/" in page.url:
            follow(page, page.get_by_role("link", name="Continue with the questions"))
            look(page)
        elif key in LISTS:
            fill_list(page, LISTS[key], answers.get(LISTS[key].key, UNANSWERED), look)
        else:
            fill(page, QUESTIONS, answers)
            press(page, "Continue", look)


def fill_list(page: Page, question: Entries, stored: object, look: Look) -> None:
    """Add every entry, in the line that it was typed in or by its questions."""
    entries = cast("list[Answers]", stored if isinstance(stored, list) else [])
    for entry in entries:
        line = begun(question, entry)
        if question.key in line:
            press(page, "Answer question by question instead", look)
        else:
            put(page, line)
            press(page, "Continue", look)
        while part_of(page) in pages_of(question):
            fill(page, parts_of(question.steps), entry)
            is_over = entry is entries[-1] and part_of(page) == WHOLE
            press(page, "That was the last one" if is_over else "Continue", look)
    if part_of(page) in LISTS:
        put(page, {} if entries else {question.key: ["none-of-these"]})
        press(page, "Continue", look)


def fill(page: Page, questions: Mapping[str, Question], answers: Answers) -> None:
    """Answer every question that the page shows."""
    shown = page.locator("main input[name=shown]")
    keys = [shown.nth(number).input_value() for number in range(shown.count())]
    listed = [key for key in keys if page.locator(f"main input[type=checkbox][id={key}]").count()]
    ticked = [key for key in listed if isinstance(questions[key], YesNo)]
    for key in (key for key in keys if key not in ticked):
        put(page, boxes(questions[key], answers.get(key, UNANSWERED)))
    tick(page, {key: answers.get(key, UNANSWERED) for key in ticked})


def tick(page: Page, stored: Answers) -> None:
    """Tick the questions of a list that are answered by yes, or "none of these" where none is."""
    yes = [key for key, value in stored.items() if value is True]
    put(page, {key: ["yes"] for key in yes})
    if stored and not yes and False in stored.values():
        fieldset = page.locator("main fieldset", has=page.locator(f"[id={next(iter(stored))}]"))
        fieldset.locator("[value=none-of-these]").check()


def put(page: Page, given: Boxes) -> None:
    """Type and tick."""
    for name, texts in given.items():
        for text in texts:
            _put(page, name, text)


def _put(page: Page, name: str, text: str) -> None:
    first = page.locator(f'main [name="{name}"]').first
    kind = cast("str", first.evaluate("one => one.type"))
    if kind in {"radio", "checkbox"}:
        page.locator(f'main [name="{name}"][value="{text}"]').check()
    elif kind == "select-one":
        first.select_option(text)
    else:
        first.click()
        first.fill(text)


def press(page: Page, button: str, look: Look) -> None:
    """Press a button, and look at the page that it leads to."""
    follow(page, page.get_by_role("button", name=button, exact=True))
    look(page)


def follow(page: Page, way: Locator) -> None:
    """Press a link or a button, and wait until the next page is there.

    A click returns before the next page has come: who looks at once may see the last of the old one.
    """
    with page.expect_navigation():
        way.click()


def part_of(page: Page) -> str:
    """The last part of the page's address, but for the version that its form was made from."""
    return VERSION.sub("", urlsplit(page.url).path).rstrip("/").rpartition("/")[2]
