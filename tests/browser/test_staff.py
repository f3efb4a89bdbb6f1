"""Staff's pages in a real browser: looked over at a laptop's width, and on a narrow screen."""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from questionnaire.store.models import Role
from tests.browser.looking import SIDEWAYS, look_over, scan
from tests.browser.typing_in import Opened, follow
from tests.kit.filled import answered, case_of
from tests.kit.people import PASSWORD, add_staff

LAPTOP = {"width": 1366, "height": 768}
CASES = {"RN 1": "V02", "RN 2": "V23", "RN 3": "V21", "RN 4": "V40"}


@pytest.fixture
def laptop(opened: Opened) -> Page:
    return opened(viewport=LAPTOP, locale="en-GB")


@pytest.fixture
def responses(app: Flask) -> dict[str, UUID]:
    """Answered responses of several outcomes, by the case that each is answered as."""
    for role in Role:
        add_staff(app, role)
    made = {}
    for number, case_id in CASES.items():
        noon = datetime.combine(case_of(case_id).on, time(12), UTC)
        with time_machine.travel(noon, tick=False):
            made[case_id] = answered(app, case_id, record_number=number)
    return made


def sign_in(page: Page, address: str, role: Role) -> None:
    page.goto(f"{address}/sign-in")
    look_over(page, finger=False)
    page.get_by_label("User name").fill(role.value)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Sign in"))
    expect(page).not_to_have_url(f"{address}/sign-in")


def look_at_all(page: Page, address: str, *paths: str) -> None:
    for path in paths:
        page.goto(address + path)
        assert page.locator("h1").count() == 1, path
        look_over(page, finger=False)


@pytest.mark.parametrize(
    ("role", "path"), [(Role.NURSE, "/worklist"), (Role.ADMINISTRATOR, "/audit")]
)
def test_a_wide_table_moves_the_page_sideways_on_no_screen(
    laptop: Page, address: str, responses: dict[str, UUID], role: Role, path: str
) -> None:
    sign_in(laptop, address, role)
    laptop.goto(address + path)
    assert laptop.locator("table").count()

    for width in (660, 768, 1024, 1180):
        laptop.set_viewport_size({"width": width, "height": 768})
        assert laptop.evaluate(SIDEWAYS) == 0, width


def test_every_page_of_a_nurse(laptop: Page, address: str, responses: dict[str, UUID]) -> None:
    sign_in(laptop, address, Role.NURSE)
    one = responses["V02"]

    look_at_all(
        laptop,
        address,
        "/worklist",
        "/worklist?view=all",
        "/invitations/new",
        *(f"/responses/{response_id}" for response_id in responses.values()),
        f"/responses/{one}/facts/fracture-on-imaging",
        f"/responses/{one}/facts/blood-results",
        f"/responses/{one}/correct/pain_trend",
        f"/responses/{one}/correct/pain_began",
        f"/responses/{one}/legal-hold",
        "/password",
        "/protocols",
        "/protocols/documented_indications",
        "/protocols/red_flags",
    )


def test_a_dark_screen_is_legible_to_staff(
    laptop: Page, address: str, responses: dict[str, UUID]
) -> None:
    laptop.emulate_media(color_scheme="dark")
    sign_in(laptop, address, Role.CLINICIAN)

    for path in (
        "/worklist?view=all",
        *(f"/responses/{responses[case_id]}" for case_id in ("V21", "V23")),
        *(f"/responses/{responses[case_id]}/face-sheet" for case_id in ("V02", "V23")),
        f"/responses/{responses['V02']}/decision",
        "/protocols/documented_indications",
    ):
        laptop.goto(address + path)
        expect(laptop.locator("h1")).to_have_count(1)
        assert not scan(laptop), path


def test_what_a_nurse_does(laptop: Page, address: str, responses: dict[str, UUID]) -> None:
    sign_in(laptop, address, Role.NURSE)
    laptop.goto(f"{address}/responses/{responses['V02']}/correct/pain_trend")
    follow(laptop, laptop.get_by_role("button", name="Save the correction"))
    look_over(laptop, finger=False)
    expect(laptop.locator(".error-summary")).to_contain_text("There is a problem")

    laptop.goto(f"{address}/invitations/new")
    follow(laptop, laptop.get_by_role("button", name="Make the invitation"))
    look_over(laptop, finger=False)

    laptop.goto(f"{address}/responses/{responses['V23']}")
    laptop.get_by_label("What was done, and who was told").first.fill("Rang the patient")
    laptop.get_by_role("button", name="Record what was done").first.click()
    look_over(laptop, finger=False)
    expect(laptop.locator("main")).to_contain_text("Rang the patient")


def test_every_page_of_a_clinician(laptop: Page, address: str, responses: dict[str, UUID]) -> None:
    sign_in(laptop, address, Role.CLINICIAN)

    look_at_all(
        laptop,
        address,
        "/ready",
        *(f"/responses/{response_id}/face-sheet" for response_id in responses.values()),
        f"/responses/{responses['V02']}/decision",
        "/export",
    )
    laptop.goto(f"{address}/responses/{responses['V02']}/decision")
    laptop.get_by_role("button").last.click()
    look_over(laptop, finger=False)


@pytest.mark.parametrize("case_id", ["V02", "V23", "V40"])
def test_the_face_sheet_fits_a_laptop_screen(
    laptop: Page, address: str, responses: dict[str, UUID], case_id: str
) -> None:
    sign_in(laptop, address, Role.CLINICIAN)
    laptop.goto(f"{address}/responses/{responses[case_id]}/face-sheet")

    for words in ("S1", "S7", "NICE TA279", "LCD", "Morphine equivalent", "Intended use"):
        box = laptop.get_by_text(words).first.bounding_box()
        assert box, words
        assert box["y"] + box["height"] <= LAPTOP["height"], f"{words!r} is below the screen"


def test_every_page_of_an_administrator(
    laptop: Page, address: str, responses: dict[str, UUID]
) -> None:
    sign_in(laptop, address, Role.ADMINISTRATOR)

    look_at_all(
        laptop,
        address,
        "/staff",
        "/staff/new",
        "/clinic",
        "/clinic/protocols",
        "/clinic/figures",
        "/keeping",
        "/questions",
        "/keeping/periods",
        "/audit",
        "/protocols",
    )
