"""Filling in the pages of the questionnaire in Chromium, with a real keyboard and finger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from playwright.sync_api import Locator, Page

from tests.browser import hand
from tests.kit.filling_in import Answers, Boxes

Look = Callable[[Page], None]
Opened = Callable[..., Page]
"""Opens a page in a browser of its own."""


@dataclass(frozen=True)
class ChromiumHand(hand.Hand):
    """Each page that it comes to is looked at."""

    page: Page
    look: Look

    @property
    def url(self) -> str:
        return self.page.url

    def press(self, words: str) -> None:
        button = self.page.get_by_role("button", name=words, exact=True)
        follow(self.page, button.or_(self.page.get_by_role("link", name=words, exact=True)))
        self.look(self.page)

    def shown(self) -> Sequence[str]:
        shown = self.page.locator("main input[name=shown]")
        return [shown.nth(number).input_value() for number in range(shown.count())]

    def is_ticked(self, key: str) -> bool:
        return self.page.locator(f"main input[type=checkbox][id={key}]").count() > 0

    def tick_none(self, key: str) -> None:
        of_it = self.page.locator(f"[id={key}]")
        self.page.locator("main fieldset", has=of_it).locator("[value=none-of-these]").check()

    def put_in(self, name: str, text: str) -> None:
        first = self.page.locator(f'main [name="{name}"]').first
        kind = cast("str", first.evaluate("one => one.type"))
        if kind in {"radio", "checkbox"}:
            self.page.locator(f'main [name="{name}"][value="{text}"]').check()
        elif kind == "select-one":
            first.select_option(text)
        else:
            first.click()
            first.fill(text)


def answer_all(page: Page, answers: Answers, look: Look) -> None:
    """From the start page to "check your answers", each page looked at on the way."""
    ChromiumHand(page, look).answer_all(answers)


def put(page: Page, given: Boxes) -> None:
    """Type and tick."""
    ChromiumHand(page, lambda _: None).put(given)


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
    return hand.part_of(page.url)
