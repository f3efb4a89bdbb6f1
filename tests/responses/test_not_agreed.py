"""A helper whose patient has not agreed: staff see it wherever the patient is named."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from questionnaire.exports import FORMATS
from questionnaire.store.models import Stage
from tests.exports.test_export import rows_of
from tests.kit.filled import answered, correct, summary
from tests.kit.people import PatientClient, StaffClient
from tests.responses.test_doubted_details import strip
from tests.review.test_submission import answer, submission

NOT_AGREED = "The patient has not agreed to the helper"


@pytest.fixture
def helped(patient: PatientClient) -> PatientClient:
    """A helper who says that the patient does not agree."""
    answer(patient, "answering", {"answering": "for_patient"})
    answer(patient, "helper", {"helper_name": "Ann Example", "patient_agrees": "no"})
    return patient


def sent(client: PatientClient) -> None:
    client.get(client.at("declaration"))
    client.submit()


def test_the_declaration_does_not_say_that_the_patient_agrees(helped: PatientClient) -> None:
    page = helped.get(helped.at("declaration"))

    assert "the patient agrees" not in page.main.text
    assert "You told us that the patient has not agreed to a helper" in page.main.text
    assert helped.submit().heading == "Your answers are sent"


def test_without_a_word_against_it_the_declaration_asks_for_the_agreement(
    patient: PatientClient,
) -> None:
    answer(patient, "answering", {"answering": "for_patient"})
    answer(patient, "helper", {"helper_name": "Ann Example", "patient_agrees": "yes"})

    assert "the patient agrees to this" in patient.get(patient.at("declaration")).main.text


def test_staff_see_it_at_the_head_of_every_page_and_in_the_lists(
    helped: PatientClient, nurse: StaffClient, clinician: StaffClient, administrator: StaffClient
) -> None:
    sent(helped)
    administrator.get("/audit")

    assert NOT_AGREED in nurse.get("/worklist").main.text
    assert NOT_AGREED in strip(submission(nurse, helped))
    for page in ("face-sheet", "decision", "facts/blood-results", "correct/pain_now"):
        assert NOT_AGREED in strip(clinician.get(f"/responses/{helped.response_id}/{page}")), page
    assert NOT_AGREED in strip(administrator.submit({"record_number": "RN 1"}, to="/audit"))


@pytest.mark.parametrize("agrees", [True, False])
def test_the_files_say_it_too(app: Flask, agrees: bool) -> None:
    response_id = answered(app, "V02")
    correct(app, response_id, "answering", "with_help", "She rang")
    correct(app, response_id, "patient_agrees", agrees, "She rang")

    with app.app_context():
        made = summary(response_id)
        record = json.loads(FORMATS["json"].export(made))
        rows = {row["key"]: row for row in rows_of(FORMATS["csv"].export(made))}

    assert record["patient"]["helper_not_agreed"] is not agrees
    assert rows["helper_not_agreed"]["value"] == ("no" if agrees else "yes")


def test_of_a_patient_who_answers_alone_nothing_is_said(
    helped: PatientClient, nurse: StaffClient
) -> None:
    answer(helped, "answering", {"answering": "myself"})

    assert NOT_AGREED not in submission(nurse, helped).text
    assert NOT_AGREED not in nurse.get("/worklist?view=all").text


def test_it_goes_once_the_patient_has_agreed(helped: PatientClient, nurse: StaffClient) -> None:
    nurse.get(submission(nurse, helped).links["The patient agrees? Correct the answer"])

    page = nurse.submit(
        {"patient_agrees": "yes", "learned": "staff by phone", "reason": "Rang her"}
    )

    assert NOT_AGREED not in page.text


def test_to_pass_it_on_wants_a_note(helped: PatientClient, nurse: StaffClient, app: Flask) -> None:
    sent(helped)
    ready = f"/responses/{helped.response_id}/ready"
    submission(nurse, helped)

    refused = nurse.submit({"note": " "}, to=ready, expect=422)
    assert refused.errors == [
        "Write why it is passed on although the patient has not agreed to the helper"
    ]
    assert nurse.get(f"{ready}/v1").url.endswith(f"/responses/{helped.response_id}")
    page = nurse.submit({"note": "Cannot speak since a stroke; her son has the power"}, to=ready)

    said = "Cannot speak since a stroke; her son has the power"
    assert said in page.main.text
    with app.app_context():
        made = summary(helped.response_id)
        record = json.loads(FORMATS["json"].export(made))
        rows = {row["key"]: row for row in rows_of(FORMATS["csv"].export(made))}
    assert made.stage is Stage.READY
    assert [one["note"] for one in record["response"]["ready_notes"]] == [said]
    assert (rows["ready_note"]["value"], rows["ready_note"]["by"]) == (said, "Nurse Example")


def test_a_note_outlives_being_taken_back(helped: PatientClient, nurse: StaffClient) -> None:
    sent(helped)
    submission(nurse, helped)
    nurse.submit({"note": "Asked her son"}, to=f"/responses/{helped.response_id}/ready")

    page = nurse.submit(to=f"/responses/{helped.response_id}/back-to-review")

    assert "Asked her son" in page.main.text


def test_nobody_else_is_asked_for_a_note(nurse: StaffClient, patient: PatientClient) -> None:
    sent(patient)
    submission(nurse, patient)

    page = nurse.submit(to=f"/responses/{patient.response_id}/ready")

    assert "Marked ready for the clinician." in page.text
