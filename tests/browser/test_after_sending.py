"""The check by part, how far one is, and what comes after sending, at a telephone's width."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.looking import look_over
from tests.browser.typing_in import Look, Opened, follow, part_of, press, put
from tests.kit.filling_in import answer_all_pages
from tests.kit.people import Invited, PatientClient, StaffClient
from tests.promises.test_journeys import SEVERE

POCKET = {"width": 375, "height": 740}
MOST_WORDS = 150
WORDS = """() => {
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  let count = 0;
  while (words.nextNode()) {
    const around = words.currentNode.parentElement;
    const folded = around.closest("details:not([open])") && !around.closest("summary");
    if (!folded && !around.closest(".visually-hidden")) {
      count += (words.currentNode.textContent.match(/\\S+/g) || []).length;
    }
  }
  return count;
}"""


@pytest.fixture
def pocket(opened: Opened) -> Page:
    """A telephone."""
    return opened(viewport=POCKET)


@pytest.fixture
def unscripted(opened: Opened) -> Page:
    """The same with scripts switched off: the eye that looks pages over is itself a script."""
    return opened(viewport=POCKET, java_script_enabled=False)


@pytest.fixture
def answered(app: Flask, invited: Invited) -> PatientClient:
    """The same patient elsewhere, who has answered all and sent nothing."""
    patient = PatientClient(app, invited)
    patient.open_link()
    answer_all_pages(patient, SEVERE)
    return patient


def pass_by(page: Page) -> None:
    expect(page.locator("h1"), page.url).to_have_count(1)


def let_in(page: Page, address: str, invited: Invited, look: Look = look_over) -> None:
    page.goto(address + invited.link)
    put(page, {"born-day": ["27"], "born-month": ["March"], "born-year": ["1948"]})
    press(page, "Continue", look)


def send(patient: PatientClient) -> None:
    patient.get(patient.at("declaration"))
    patient.submit()


def test_an_ordinary_check_is_short(
    pocket: Page, address: str, invited: Invited, answered: PatientClient
) -> None:
    let_in(pocket, address, invited)
    pocket.goto(address + answered.at("check"))
    look_over(pocket)
    assert int(pocket.evaluate(WORDS)) < MOST_WORDS


def test_a_change_comes_back_to_its_place_with_its_part_open_without_scripts(
    unscripted: Page, address: str, invited: Invited, answered: PatientClient
) -> None:
    let_in(unscripted, address, invited, pass_by)
    unscripted.goto(address + answered.at("check"))
    unscripted.locator("#part-symptoms summary").click()
    follow(unscripted, unscripted.locator("#answer-sleep a"))
    put(unscripted, {"sleep": ["woken"]})
    press(unscripted, "Continue", pass_by)

    assert part_of(unscripted) == "check"
    expect(unscripted.locator("#answer-sleep")).to_be_in_viewport()
    expect(unscripted.locator("#answer-told_of_fracture")).to_be_hidden()


def test_the_parts_are_looked_over_and_lead_on(
    pocket: Page, address: str, invited: Invited
) -> None:
    let_in(pocket, address, invited)
    press(pocket, "Start now", look_over)
    follow(pocket, pocket.get_by_role("link", name="1 of 8"))
    look_over(pocket)

    follow(pocket, pocket.get_by_role("link", name="Your scans"))

    expect(pocket.locator(".caption")).to_contain_text("5 of 8")


def test_what_changed_is_told_and_how_it_was_each_page_looked_over(
    pocket: Page, address: str, invited: Invited, answered: PatientClient, nurse: StaffClient
) -> None:
    send(answered)
    nurse.get(f"/responses/{invited.response_id}")
    let_in(pocket, address, invited)
    expect(pocket.locator("main")).to_contain_text("Read by Nurse Example")

    follow(pocket, pocket.get_by_role("link", name="Tell us that something changed"))
    look_over(pocket)
    press(pocket, "Continue", look_over)
    expect(pocket.get_by_role("alert")).to_contain_text("Choose at least one part")
    pocket.get_by_label("Your pain").check()
    press(pocket, "Continue", look_over)
    follow(pocket, pocket.locator("#answer-sleep a"))
    put(pocket, {"sleep": ["woken"]})
    press(pocket, "Continue", look_over)
    follow(pocket, pocket.get_by_role("link", name="Continue", exact=True))
    press(pocket, "Send my answers", look_over)
    expect(pocket.locator("main")).to_contain_text("You told us on")

    follow(pocket, pocket.get_by_role("link", name="3 short questions"))
    look_over(pocket)
    put(pocket, {"remark": ["long " * 300]})
    press(pocket, "Send this", look_over)
    expect(pocket.get_by_role("alert")).to_contain_text("There is a problem")
    put(pocket, {"remark": ["The list"], "ease": ["hard"]})
    press(pocket, "Send this", look_over)
    expect(pocket.locator("main")).to_contain_text("Thank you for telling us")
