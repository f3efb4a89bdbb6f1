"""A medicine in one line, with a real keyboard and finger: how many pages and taps, and by keyboard alone."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.looking import look_over
from tests.browser.test_patient import open_link
from tests.browser.typing_in import Opened, press, put
from tests.kit.filling_in import Boxes
from tests.kit.people import Invited

NARROW = {"width": 375, "height": 740}
LINE = "co-codamol 30/500 2 tablets four times a day"
REST: Boxes = {
    "still_taken": ["yes"],
    "pattern": ["when_needed"],
    "since": ["5 weeks ago"],
    "relief": ["a_little"],
    "side_effects": ["drowsy"],
}


@pytest.fixture
def narrow(opened: Opened) -> Page:
    return opened(viewport=NARROW, has_touch=True, locale="en-GB")


def open_list(page: Page, address: str, invited: Invited) -> None:
    open_link(page, address, invited)
    press(page, "Continue", look_over)
    page.goto(f"{address}/r/{invited.response_id}/pain-medicines")


def test_one_ordinary_medicine_takes_two_pages_and_eight_taps(
    narrow: Page, address: str, app: Flask, invited: Invited
) -> None:
    open_list(narrow, address, invited)
    look_over(narrow)
    put(narrow, {"pain_medicines-line": [LINE]})
    press(narrow, "Continue", look_over)
    put(narrow, REST)
    press(narrow, "Continue", look_over)

    assert 1 + 1 + len(REST) + 1 == 8
    expect(narrow.locator("#entry-1")).to_contain_text("2 tablets, four times a day, when needed")
    press(narrow, "Continue", look_over)
    assert narrow.url.endswith("/relief")


def test_by_keyboard_alone_enter_adds_the_line(
    narrow: Page, address: str, app: Flask, invited: Invited
) -> None:
    open_list(narrow, address, invited)
    narrow.locator("#pain_medicines").focus()
    narrow.keyboard.type("zopiclone")
    with narrow.expect_navigation():
        narrow.keyboard.press("Enter")
    look_over(narrow)

    expect(narrow.get_by_role("heading", level=1)).to_have_text("More about zopiclone")


def test_a_line_that_can_be_two_numbers_leads_to_its_box(
    narrow: Page, address: str, app: Flask, invited: Invited
) -> None:
    open_list(narrow, address, invited)
    put(narrow, {"pain_medicines-line": ["paracetamol 1,000 mg"]})
    press(narrow, "Continue", look_over)
    narrow.locator(".error-summary").get_by_role("link").first.click()

    assert narrow.evaluate("document.activeElement.id") == "pain_medicines"
    expect(narrow.locator("#pain_medicines")).to_have_value("paracetamol 1,000 mg")
