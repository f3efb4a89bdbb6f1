"""The nurse's review of one submission."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from questionnaire import clock
from questionnaire.database import reading
from questionnaire.models import AuditEvent, Response, Stage
from tests.pages import Page
from tests.people import PatientClient, StaffClient


def submission(client: StaffClient, patient: PatientClient) -> Page:
    return client.get(f"/responses/{patient.response_id}")


def answer(patient: PatientClient, page: str, filled: dict[str, str | list[str]]) -> None:
    patient.get(patient.at(page))
    patient.submit(filled)


def row(page: Page, key: str) -> str:
    """What the answers' table says of one question."""
    return page.by_id(key).text


def test_every_staff_page_of_a_patient_is_headed_by_name_birth_and_number(
    nurse: StaffClient, patient: PatientClient
) -> None:
    for path in ("", "/facts/examination-findings", "/correct/pain_now", "/face-sheet"):
        page = nurse.get(f"/responses/{patient.response_id}{path}")

        for said in ("Pat Example", "27 March 1948", "RN 1"):
            assert said in page.main.text, path


def test_a_red_flag_stays_open_until_a_named_person_records_what_was_done(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    page = submission(nurse, patient)
    to = next(form.get("action") for form in page.forms() if "/red-flags/" in form.get("action"))

    refused = nurse.submit({"action": ""}, to=to)
    done = nurse.submit({"action": "Rang her; ambulance called"}, to=to)

    assert "Write what was done" in refused.text
    assert "Rang her; ambulance called Nurse Example" in done.main.text
    assert "Red flag:" not in nurse.get("/worklist").main.text


def test_a_red_flag_that_the_patient_takes_back_is_still_for_a_person(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    answer(patient, "new-weakness", {"new_weakness": "no"})

    page = submission(nurse, patient)

    assert "The answers no longer report it" in page.main.text
    assert "Red flag: 1 open" in nurse.get("/worklist").main.text


def test_a_red_flag_reported_again_after_someone_acted_is_opened_again(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "cauda-equina", {"cauda_equina": ["passing_urine"]})
    page = submission(nurse, patient)
    to = next(form.get("action") for form in page.forms() if "/red-flags/" in form.get("action"))
    nurse.submit({"action": "Seen today"}, to=to)

    answer(patient, "cauda-equina", {"cauda_equina": ["passing_urine", "saddle_numbness"]})

    assert "Red flag: 1 open" in nurse.get("/worklist").main.text


def test_unanswered_red_flags_are_never_shown_as_clear(
    nurse: StaffClient, patient: PatientClient
) -> None:
    page = submission(nurse, patient)

    assert "Unanswered or not sure, not clear:" in page.main.text
    assert "Possible cauda equina syndrome" in page.main.text


def test_an_open_red_flag_is_settled_before_a_response_is_passed_on(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    submission(nurse, patient)

    page = nurse.submit(to=f"/responses/{patient.response_id}/ready")

    assert "A red flag is still open" in page.text
    with app.app_context():
        assert reading().get_one(Response, patient.response_id).stage is not Stage.READY


def test_a_response_goes_to_the_clinician_and_can_be_taken_back(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    submission(nurse, patient)
    ready = nurse.submit(to=f"/responses/{patient.response_id}/ready")
    back = nurse.submit(to=f"/responses/{patient.response_id}/back-to-review")

    assert "Marked ready" in ready.text
    assert "Back in review" in back.text


def test_moving_the_consult_counts_everything_to_the_new_day(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    with app.app_context():
        today = clock.today()
    boxes = (("day", today.day), ("month", today.month), ("year", today.year))
    answer(patient, "pain-began", {f"pain_began-{box}": str(value) for box, value in boxes})
    answer(patient, "pain-trend", {"pain_trend": "same"})
    before = submission(nurse, patient).by_id("finding-s4_persistent_pain").text
    day = today + timedelta(days=30)

    moved = nurse.submit(
        {"consult_on": day.isoformat()}, to=f"/responses/{patient.response_id}/consult-day"
    )

    assert "cannot tell" in before
    assert "30 days" in moved.by_id("finding-s4_persistent_pain").text


def test_a_nurse_answers_on_the_telephone_and_the_answer_says_so(
    nurse: StaffClient, patient: PatientClient
) -> None:
    submission(nurse, patient)
    nurse.submit(to=f"/responses/{patient.response_id}/telephone")
    nurse.get(patient.at("pain-now"))
    nurse.submit({"pain_now": "0"})

    said = row(submission(nurse, patient), "pain_now")

    assert "0 / 10" in said
    assert "staff by phone: Nurse Example" in said


def test_every_view_of_a_submission_is_in_the_trail(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    submission(nurse, patient)

    with app.app_context():
        seen = reading().query(AuditEvent).filter_by(action="response seen").all()
        by_staff = [event for event in seen if event.actor.startswith("staff:")]
        assert [event.response_id for event in by_staff] == [patient.response_id]


@pytest.mark.parametrize("path", ["ready", "consult-day", "telephone", "back-to-review"])
def test_what_changes_a_response_needs_one_that_exists(nurse: StaffClient, path: str) -> None:
    nowhere = "00000000-0000-4000-8000-000000000000"
    nurse.get(f"/responses/{nowhere}", expect=404)

    nurse.post(f"/responses/{nowhere}/{path}", expect=404)


def test_a_clinician_cannot_answer_for_a_patient(
    clinician: StaffClient, patient: PatientClient
) -> None:
    submission(clinician, patient)

    clinician.post(f"/responses/{patient.response_id}/telephone", expect=403)
