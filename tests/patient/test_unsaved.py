"""What was typed and not understood waits for whoever typed it: it is kept as typed, and asked again."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire.store.database import read_session
from questionnaire.store.models import KeptPage, Response
from tests.kit.pages import values
from tests.kit.people import Invited, PatientClient, StaffClient
from tests.patient.test_patient import answer, rows, value

UNCLEAR = "about nine or so"


def in_store(app: Flask) -> int:
    with app.app_context():
        return len(read_session().scalars(select(KeptPage)).all())


@pytest.fixture
def left(patient: PatientClient) -> PatientClient:
    """Somebody who left a page on which one box is understood and another is not."""
    page = answer(patient, "days-in-bed", {"days_in_bed": UNCLEAR, "stop": "yes"})
    assert page.heading == "Your answers are saved"
    return patient


def test_save_and_come_back_later_always_lets_leave(
    left: PatientClient, app: Flask, invited: Invited
) -> None:
    assert left.get(left.at("days-in-bed"), expect=403).heading == "Open your link again"
    assert value(app, invited, "days_in_bed") is None


def test_who_returns_on_another_device_sees_it_as_typed_with_the_fault(
    left: PatientClient, app: Flask, invited: Invited
) -> None:
    tablet = PatientClient(app, invited)

    page = tablet.open_link()

    assert page.url == tablet.at("daily-life")
    assert page.by_id("days_in_bed").get("value") == UNCLEAR
    assert page.errors
    tablet.submit({"days_in_bed": "3"})
    assert value(app, invited, "days_in_bed") == 3
    assert in_store(app) == 0
    assert tablet.get(tablet.at("days-in-bed")).by_id("days_in_bed").get("value") == "3"


def test_what_was_understood_on_the_page_is_saved_at_once(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    filled = {"preferred_contact": "phone", "preferred_contact_details": "x" * 501}
    answer(patient, "last", {**filled, "stop": "yes"})

    assert value(app, invited, "preferred_contact") == "phone"
    page = PatientClient(app, invited).open_link()
    assert page.by_id("preferred_contact_details").text == "x" * 501


def test_a_step_of_a_medicine_waits_too(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    patient.get(patient.at("pain-medicines/1/medicine"))
    patient.submit({"name": "x" * 501, "stop": "yes"})

    page = PatientClient(app, invited).open_link()

    assert page.by_id("name").get("value") == "x" * 501
    assert page.errors


def test_it_waits_once_a_page_and_shows_what_was_typed_last(
    left: PatientClient, app: Flask, invited: Invited
) -> None:
    left.open_link()
    left.submit({"days_in_bed": "eleventy", "stop": "yes"})

    assert left.open_link().by_id("days_in_bed").get("value") == "eleventy"
    assert in_store(app) == 1


def test_it_is_no_answer_for_staff(
    left: PatientClient, app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    assert UNCLEAR not in nurse.get(f"/responses/{invited.response_id}").text
    assert rows(app, invited, "days_in_bed") == []
    with app.app_context():
        assert read_session().get_one(Response, invited.response_id).open_red_flags == 0


def test_back_saves_what_is_on_the_page_and_goes_back(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    patient.get(patient.at("anything-else"))

    page = patient.submit({"anything_else": "I limp", "back": "yes"})

    assert not page.url.endswith("/anything-else")
    assert value(app, invited, "anything_else") == "I limp"


def test_back_from_what_is_not_understood_goes_back_and_it_is_there_again(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    patient.get(patient.at("days-in-bed"))

    back = patient.submit({"days_in_bed": UNCLEAR, "back": "yes"})
    assert not back.url.endswith("/days-in-bed")
    page = patient.get(patient.at("days-in-bed"))

    assert page.by_id("days_in_bed").get("value") == UNCLEAR
    assert page.errors


def test_urgent_advice_comes_before_going_back(patient: PatientClient) -> None:
    patient.get(patient.at("new-weakness"))

    assert "/help-now/" in patient.submit({"new_weakness": "yes", "back": "yes"}).url


def test_urgent_advice_on_what_is_not_clear_is_shown_once_before_anybody_leaves(
    patient: PatientClient,
) -> None:
    patient.get(patient.at("cauda-equina"))
    unclear = {"cauda_equina": ["bowel", "none-of-these"], "stop": "yes"}

    told = patient.submit(unclear, expect=422)
    left = patient.submit({"stop": "yes"})

    assert "Call 999 now" in told.main.text
    assert left.heading == "Your answers are saved"


def test_the_enter_key_is_continue(patient: PatientClient) -> None:
    form = patient.get(patient.at("anything-else")).form()

    assert next(form.all("button")).text == "Continue"


def keep_draft(patient: PatientClient, **typed: str) -> int:
    """As the page's script does while somebody writes."""
    form = patient.get(patient.at("anything-else")).form()
    boxes = {**values(form), **{name: [one] for name, one in typed.items()}}
    headers = {"Referer": "http://localhost/"}
    return patient.browser.post(form.get("data-draft"), data=boxes, headers=headers).status_code


def test_what_is_still_being_written_is_there_after_a_reload_and_is_no_answer(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    assert [keep_draft(patient, anything_else=text) for text in ("I", "I limp")] == [204, 204]

    page = patient.get(patient.at("anything-else"))

    assert page.by_id("anything_else").text == "I limp"
    assert not page.errors
    assert in_store(app) == 1
    assert rows(app, invited, "anything_else") == []
    patient.submit({"anything_else": "I limp a lot"})
    assert rows(app, invited, "anything_else") == ["I limp a lot"]
    assert in_store(app) == 0


def test_who_is_not_let_in_keeps_no_draft(patient: PatientClient, app: Flask) -> None:
    patient.post(patient.at("stop"))
    patient.page = None

    to = patient.at("anything-else/v0/draft")
    sent = patient.browser.post(to, data={}, headers={"Referer": "http://localhost/"})

    assert sent.status_code == 403
    assert in_store(app) == 0


def test_a_box_is_tall_enough_to_print_all_its_words(patient: PatientClient) -> None:
    answer(patient, "anything-else", {"anything_else": "It hurts\n" * 35})

    page = patient.get(patient.at("anything-else"))

    assert int(page.by_id("anything_else").get("rows")) >= 35
