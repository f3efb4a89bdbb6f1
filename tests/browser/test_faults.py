"""What a patient sees, and keeps, while the disk of the database is full."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import look_over
from tests.browser.typing_in import press, put
from tests.kit import ailing
from tests.kit.people import Invited, PatientClient

WORDS = "It began on the stairs"


@pytest.fixture
def phone(chromium: Browser, app: Flask, address: str, invited: Invited) -> Generator[Page]:
    """A telephone on which the last question is answered and not yet sent."""
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.goto(address + invited.link)
    put(page, {"born-day": ["27"], "born-month": ["3"], "born-year": ["1948"]})
    press(page, "Continue", look_over)
    page.goto(f"{address}/r/{invited.response_id}/anything-else")
    put(page, {"anything_else": [WORDS]})
    yield page
    page.close()


def kept(app: Flask, invited: Invited) -> str:
    """What stands in the answer, as the patient sees it on another device."""
    other = PatientClient(app, invited)
    other.open_link()
    return other.get(other.at("anything-else")).main.text


def test_what_was_typed_is_kept_by_trying_again(phone: Page, app: Flask, invited: Invited) -> None:
    with ailing.read_only(app, None):
        press(phone, "Continue", look_over)
        expect(phone.locator("h1")).to_have_text("This page is not saved yet")
        press(phone, "Try again", look_over)
        expect(phone.locator("h1")).to_have_text("This page is not saved yet")

    press(phone, "Try again", look_over)
    assert WORDS in kept(app, invited)


def test_what_was_typed_is_kept_by_going_back(phone: Page, app: Flask, invited: Invited) -> None:
    with ailing.read_only(app, None):
        press(phone, "Continue", look_over)

    phone.go_back()
    expect(phone.locator("[name=anything_else]")).to_have_value(WORDS)
