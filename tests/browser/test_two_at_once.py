"""Two people in two browsers: what one entered is never covered unseen by the other, nor by "Back"."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from questionnaire.store.models import Role
from tests.browser.looking import look_over
from tests.browser.test_staff import LAPTOP, sign_in
from tests.browser.typing_in import Opened, follow
from tests.kit.filled import answered
from tests.kit.people import add_staff


@pytest.fixture
def two(opened: Opened, address: str, app: Flask) -> tuple[Page, Page]:
    """A nurse and a clinician, each signed in to a browser of their own."""
    nurse, clinician = (opened(viewport=LAPTOP, locale="en-GB") for _ in range(2))
    for page, role in ((nurse, Role.NURSE), (clinician, Role.CLINICIAN)):
        add_staff(app, role)
        sign_in(page, address, role)
    return nurse, clinician


def examination(page: Page, address: str, response: UUID) -> None:
    page.goto(f"{address}/responses/{response}/facts/examination-findings")


def tender(page: Page, said: str) -> None:
    page.locator(f"#question-tender_at_fracture input[value={said}]").check()


def save(page: Page) -> None:
    follow(page, page.get_by_role("button", name="Save", exact=True))


def answer_of(page: Page, address: str, response: UUID) -> None:
    page.goto(f"{address}/responses/{response}")


def test_the_later_of_two_is_shown_both_answers(
    two: tuple[Page, Page], address: str, app: Flask
) -> None:
    (nurse, clinician), response = two, answered(app, "V02", record_number="RN 9")
    examination(nurse, address, response)
    examination(clinician, address, response)
    tender(clinician, "no")
    clinician.get_by_label("Why is it changed?").fill("Examined")
    save(clinician)

    tender(nurse, "not-sure")
    nurse.get_by_label("Why is it changed?").fill("She could not say")
    save(nurse)

    look_over(nurse, finger=False)
    expect(nurse.locator("#crossed")).to_contain_text("Stands now: No (staff: Clinician Example")
    expect(nurse.locator("#crossed")).to_contain_text("You entered: not sure")
    expect(nurse.get_by_label("Why is it changed?")).to_have_value("She could not say")
    follow(nurse, nurse.get_by_role("button", name="Keep what stands now"))
    expect(nurse.locator("#tender_at_fracture")).to_contain_text("No")


def test_an_older_page_brought_back_by_the_browser_undoes_nothing(
    two: tuple[Page, Page], address: str, app: Flask
) -> None:
    (nurse, clinician), response = two, answered(app, "V02", record_number="RN 9")
    examination(nurse, address, response)
    tender(nurse, "no")
    nurse.get_by_label("Why is it changed?").fill("Misread")
    save(nurse)
    examination(clinician, address, response)
    tender(clinician, "yes")
    clinician.get_by_label("Why is it changed?").fill("Examined again")
    save(clinician)

    nurse.go_back()
    when = nurse.locator("#question-examination_date")
    when.get_by_label("Day").fill("1")
    when.get_by_label("Month").fill("11")
    when.get_by_label("Year").fill("2026")
    save(nurse)

    nurse.goto(f"{address}/responses/{response}")
    expect(nurse.locator("#tender_at_fracture")).to_contain_text("Examined again")
    expect(nurse.locator("#tender_at_fracture td").first).to_contain_text("Yes")
