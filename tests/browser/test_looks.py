"""How a patient's pages look: large letters, a dark screen, what is seen first, and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from questionnaire.clinic import settings
from questionnaire.store.database import write_session
from rules.language.questions import YesNo
from rules.questions import SECTIONS
from tests.browser.looking import look_over, scan
from tests.browser.test_patient import answered_with, open_link
from tests.browser.typing_in import Opened, part_of, press, put
from tests.kit.people import Invited

PHONE = {"width": 375, "height": 667}
USUAL_LETTERS = 16
USUAL_CLINIC = {"name": "Example Hospital, Radiology", "phone": "020 7946 0000"}
LARGE_LETTERS = Path(__file__).with_name("large_letters.js").read_text(encoding="utf-8")
HARDEST = (
    "",
    "who",
    "cauda-equina",
    "infection-signs",
    "pain-place",
    "pain-began",
    "pain-scores",
    "weak-bones",
    "pain-medicines",
    "illnesses",
    "check",
    "declaration",
)
CONTINUE_ENDS = """() => [...document.querySelectorAll("main button")]
  .find(one => one.textContent.trim() === "Continue").getBoundingClientRect().bottom"""
OF_ONE_YES_OR_NO = [
    page.key
    for section in SECTIONS
    for page in section.pages
    if len(page.questions) == 1 and isinstance(page.questions[0], YesNo)
]


@pytest.fixture
def phone(opened: Opened) -> Page:
    """A telephone of a usual size."""
    return opened(viewport=PHONE, has_touch=True, locale="en-GB")


def let_in(page: Page, address: str, invited: Invited) -> str:
    """Open the link, and tell the address that all of the patient's pages begin with."""
    open_link(page, address, invited)
    press(page, "Continue", lambda _: None)
    return f"{address}/r/{invited.response_id}"


def enlarge(page: Page, times: int) -> None:
    """Set the browser's own size of letters."""
    size = USUAL_LETTERS * times
    sizes = {"fontSizes": {"standard": size, "fixed": size}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", sizes)


def test_letters_twice_as_large_break_no_word_and_cover_nothing(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    site = let_in(phone, address, invited)
    enlarge(phone, 2)

    for part in HARDEST:
        phone.goto(f"{site}/{part}")
        letters = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        assert phone.evaluate(letters) == USUAL_LETTERS * 2
        faults = cast("list[str]", phone.evaluate(LARGE_LETTERS))
        assert not faults, (part, faults)


def test_the_way_past_the_head_is_seen_only_when_the_keyboard_is_on_it(
    phone: Page, address: str
) -> None:
    for times in (1, 2, 4):
        enlarge(phone, times)
        phone.goto(address)
        skip = phone.locator(".skip")
        assert skip.evaluate("one => one.getBoundingClientRect().width") <= 1

        phone.keyboard.press("Tab")
        expect(skip).to_be_focused()
        assert skip.evaluate("one => one.getBoundingClientRect().width") > USUAL_LETTERS * times


def test_a_dark_screen_is_dark_and_legible_and_paper_stays_light(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    site = let_in(phone, address, invited)
    phone.emulate_media(color_scheme="dark")
    paper = "getComputedStyle(document.documentElement).backgroundColor"

    for part in HARDEST:
        phone.goto(f"{site}/{part}")
        assert not scan(phone)
    assert phone.evaluate(paper) != "rgb(255, 255, 255)"
    phone.goto(f"{site}/cauda-equina")
    put(phone, {"cauda_equina": ["bowel", "none-of-these"]})
    press(phone, "Continue", look_over)
    put(phone, {"cauda_equina": ["bowel"]})
    phone.locator("[value=none-of-these]").uncheck()
    press(phone, "Continue", look_over)

    phone.emulate_media(media="print", color_scheme="dark")
    assert phone.evaluate(paper) == "rgb(255, 255, 255)"
    assert not scan(phone)


def test_continue_is_in_sight_on_a_page_of_one_yes_or_no_question(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    with app.app_context(), write_session() as session:
        settings.change(session, USUAL_CLINIC, None)
    site = let_in(phone, address, invited)

    ends: dict[str, float] = {}
    for part in OF_ONE_YES_OR_NO:
        phone.goto(f"{site}/{part}")
        if part_of(phone) == part:  # the others wait for an answer
            ends[part] = cast("float", phone.evaluate(CONTINUE_ENDS))
    assert {"new-weakness", "told-of-fracture"} <= set(ends)
    assert max(ends.values()) <= PHONE["height"], ends


def test_a_page_on_paper_shows_all_that_was_typed(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    phone.goto(f"{let_in(phone, address, invited)}/last")
    put(phone, {"anything_else": ["It began on the stairs.\n" * 40]})

    phone.emulate_media(media="print")

    box = phone.locator("[name=anything_else]")
    assert box.evaluate("one => one.scrollHeight - one.clientHeight") <= 1
    assert box.evaluate("one => one.clientHeight") > PHONE["height"]


def test_the_drawing_of_a_back_ticks_the_list_and_shows_what_is_ticked(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    phone.goto(f"{let_in(phone, address, invited)}/pain-place")
    filled = "one => getComputedStyle(one).fill"
    strip, band = phone.locator(".strip[for=pain_place-waist]"), phone.locator(".band.waist")
    empty = band.evaluate(filled)
    box = strip.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 43.5

    strip.click()
    expect(phone.locator("[value=waist]")).to_be_checked()
    assert band.evaluate(filled) != empty
    put(phone, {"pain_place": ["neck"]})
    press(phone, "Continue", look_over)

    assert answered_with(app, invited, "pain_place") == [["neck", "waist"]]
