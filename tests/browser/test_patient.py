"""The patient's way in a real browser, at the width of a telephone."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from questionnaire.responses.answers import history
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from tests.browser.looking import look_over
from tests.browser.typing_in import Opened, answer_all, follow, part_of, press, put
from tests.kit.cases import cases_of
from tests.kit.filling_in import Boxes
from tests.kit.people import Invited

PHONE = {"width": 360, "height": 740}
CASE = next(case for case in cases_of("documented_indications") if case.id == "V02")
# Branches that the case leaves closed, and an answer that calls for help.
ANSWERS = {
    **CASE.answers,
    "answering": "with_help",
    "helper_name": "Ruth Example",
    "helper_relation": "Daughter",
    "patient_agrees": True,
    "new_weakness": True,
    "cancer": "before",
    "cancer_when": {"said": "2019"},
    "blood_thinner": True,
    "blood_thinner_which": ["aspirin"],
    "reactions": ["antibiotics"],
    "infection_now": True,
    "infection_site": "urine",
    "xray": "done",
    "xray_date": {"said": "2026-10"},
}


WRONG: dict[str, Boxes] = {
    "pain-began": {
        "pain_began": ["31 2 2026"],
    },
    "cauda-equina": {"cauda_equina": ["bowel", "none-of-these"]},
    "days-in-bed": {"days_in_bed": ["9"]},
}


URGENT: dict[str, Boxes] = {
    "cauda-equina": {"cauda_equina": ["not-sure"]},
    "new-weakness": {"new_weakness": ["yes"]},
}


@pytest.fixture
def phone(opened: Opened) -> Page:
    """A browser of a telephone's size."""
    return opened(viewport=PHONE, has_touch=True, locale="en-GB")


@pytest.fixture
def without_scripts(opened: Opened) -> Page:
    """The same telephone with JavaScript switched off."""
    return opened(viewport=PHONE, java_script_enabled=False)


def open_link(page: Page, address: str, invited: Invited) -> None:
    page.goto(address + invited.link)
    put(page, {"born-day": ["27"], "born-month": ["March"], "born-year": ["1948"]})


def test_the_whole_way_every_page_looked_over(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    open_link(phone, address, invited)
    look_over(phone)
    press(phone, "Continue", look_over)

    answer_all(phone, ANSWERS, look_over)
    follow(phone, phone.get_by_role("link", name="Continue", exact=True))
    look_over(phone)
    press(phone, "Send my answers", look_over)

    expect(phone.get_by_role("heading", level=1)).to_have_text("Your answers are sent")
    follow(phone, phone.get_by_role("link", name="See or print the answers you sent"))
    look_over(phone)


def test_it_works_with_scripts_switched_off(
    without_scripts: Page, address: str, app: Flask, invited: Invited
) -> None:
    open_link(without_scripts, address, invited)
    press(without_scripts, "Continue", _only_pass)

    answer_all_unscripted(without_scripts)
    follow(without_scripts, without_scripts.get_by_role("link", name="Continue", exact=True))
    press(without_scripts, "Send my answers", _only_pass)

    expect(without_scripts.get_by_role("heading", level=1)).to_have_text("Your answers are sent")


def _only_pass(page: Page) -> None:
    expect(page.locator("h1"), page.url).to_have_count(1)


def answer_all_unscripted(page: Page) -> None:
    """Pass every question over: nothing is typed, because nothing may ask for a script."""
    press(page, "Start now", _only_pass)
    while part_of(page) != "check":
        press(page, "Continue", _only_pass)


def test_errors_are_said_and_led_to(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    open_link(phone, address, invited)
    press(phone, "Continue", look_over)
    press(phone, "Start now", look_over)
    for part, given in WRONG.items():
        phone.goto(f"{address}/r/{invited.response_id}/{part}")
        put(phone, given)
        press(phone, "Continue", look_over)

        assert phone.title().startswith("Error: "), phone.title()
        summary = phone.locator(".error-summary")
        expect(summary).to_contain_text("There is a problem")
        expect(summary).to_be_focused()
        link = summary.get_by_role("link").first
        target = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        assert phone.evaluate("document.activeElement.id") == target
        assert "sorry" not in summary.inner_text().casefold()


def test_the_keyboard_alone_is_enough(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    open_link(phone, address, invited)
    press(phone, "Continue", look_over)
    press(phone, "Start now", look_over)
    phone.goto(f"{address}/r/{invited.response_id}/pain-trend")

    for _ in range(30):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.type") == "radio":
            break
    phone.keyboard.press("Space")
    phone.keyboard.press("ArrowDown")
    chosen = phone.evaluate("document.activeElement.value")
    phone.keyboard.press("Enter")
    phone.wait_for_url(lambda url: not url.endswith("pain-trend"))

    phone.goto(f"{address}/r/{invited.response_id}/pain-trend")
    expect(phone.locator(f"input[value={chosen}]")).to_be_checked()


def test_urgent_answers_and_blanks_are_met_by_keyboard_before_sending(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    open_link(phone, address, invited)
    press(phone, "Continue", look_over)
    press(phone, "Start now", look_over)
    for part, given in URGENT.items():
        phone.goto(f"{address}/r/{invited.response_id}/{part}")
        put(phone, given)
        press(phone, "Continue", look_over)
    for part in ("", "declaration", "check"):
        phone.goto(f"{address}/r/{invited.response_id}/{part}")
        look_over(phone)
    expect(phone.get_by_role("heading", level=2).first).to_contain_text("Call 999 now")
    expect(phone.get_by_role("alert")).to_have_count(0)

    first = phone.get_by_role("region", name="urgent questions").get_by_role("link").first
    first.focus()
    with phone.expect_navigation():
        phone.keyboard.press("Enter")

    assert part_of(phone) == "chest-or-tearing"


def test_back_lays_no_old_choice_over_a_newer_answer(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    open_link(phone, address, invited)
    press(phone, "Continue", look_over)
    other = phone.context.new_page()
    for page, score in ((phone, "3"), (other, "9")):
        page.goto(f"{address}/r/{invited.response_id}/pain-now")
        put(page, {"pain_now": [score]})
        press(page, "Continue", look_over)

    phone.go_back()
    expect(phone.locator("[name=pain_now]:checked")).to_have_value("9")
    press(phone, "Continue", look_over)

    assert answered_with(app, invited, "pain_now") == [3, 9]


def test_unsent_words_survive_back_and_forward(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    open_link(phone, address, invited)
    press(phone, "Continue", look_over)
    phone.goto(f"{address}/r/{invited.response_id}/anything-else")
    put(phone, {"anything_else": ["It began on the stairs"]})

    press(phone, "Back", look_over)
    phone.go_back()

    expect(phone.locator("[name=anything_else]")).to_have_value("It began on the stairs")
    assert answered_with(app, invited, "anything_else") == ["It began on the stairs"]


def test_two_thousand_letters_come_back_on_reload_back_and_forward_and_in_another_tab(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    words = "It began on the stairs. ½ « d'accord » ".ljust(2000, "x")
    page = f"{address}/r/{invited.response_id}/anything-else"
    open_link(phone, address, invited)
    press(phone, "Continue", look_over)
    phone.goto(page)
    with phone.expect_response("**/draft"):
        put(phone, {"anything_else": [words]})
    box = "[name=anything_else]"

    phone.reload()
    expect(phone.locator(box)).to_have_value(words)
    phone.go_back()
    phone.go_forward()
    expect(phone.locator(box)).to_have_value(words)
    other = phone.context.new_page()
    other.goto(page)
    expect(other.locator(box)).to_have_value(words)
    press(other, "Continue", look_over)

    assert answered_with(app, invited, "anything_else") == [words]


def test_both_answers_and_what_changed_before_sending_are_looked_over(
    phone: Page, address: str, app: Flask, invited: Invited
) -> None:
    open_link(phone, address, invited)
    press(phone, "Continue", look_over)
    other = phone.context.new_page()
    phone.goto(f"{address}/r/{invited.response_id}/pain-now")
    other.goto(f"{address}/r/{invited.response_id}/pain-now")
    put(other, {"pain_now": ["9"]})
    press(other, "Continue", look_over)
    put(phone, {"pain_now": ["5"]})
    press(phone, "Continue", look_over)
    press(phone, "Keep the other answer", look_over)

    phone.goto(f"{address}/r/{invited.response_id}/declaration")
    other.goto(f"{address}/r/{invited.response_id}/pain-now")
    put(other, {"pain_now": ["7"]})
    press(other, "Continue", look_over)
    press(phone, "Send my answers", look_over)

    expect(phone.get_by_role("alert")).to_contain_text("Nothing is sent yet")
    assert answered_with(app, invited, "pain_now") == [9, 7]


def answered_with(app: Flask, invited: Invited, key: str) -> list[object]:
    """Every answer ever given to a question, as stored."""
    with app.app_context():
        response = read_session().get_one(Response, invited.response_id)
        return [row.value for row in history(read_session(), response)[key]]


def test_a_dead_link_is_one_full_page(phone: Page, address: str) -> None:
    phone.goto(f"{address}/i/{'x' * 43}")
    look_over(phone)
    phone.goto(f"{address}/nowhere")
    look_over(phone)
    phone.goto(address)
    look_over(phone)
