"""A patient who says that the recorded name, date of birth or sex is wrong: staff must not miss it."""

from __future__ import annotations

from flask import Flask

from questionnaire.models import Stage
from tests.filled import answered, correct
from tests.pages import Page
from tests.people import PatientClient, StaffClient
from tests.test_review import answer, submission

DOUBTED = "Possibly the wrong patient"


def strip(page: Page) -> str:
    """What heads a page of a patient."""
    sections = page.root.all("section")
    return next(one.text for one in sections if one.get("class") == "patient-strip")


def test_whoever_says_that_the_details_are_wrong_is_marked_where_staff_look(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "details-right", {"details_right": "no"})

    worklist = nurse.get("/worklist")
    page = submission(nurse, patient)

    assert DOUBTED in worklist.main.text
    assert DOUBTED in strip(page)
    assert "this name, date of birth or sex is not right" in strip(page)


def test_nobody_else_is_marked(app: Flask, nurse: StaffClient, patient: PatientClient) -> None:
    answered(app, "V02", name="Somebody Else", record_number="RN 2")

    assert DOUBTED not in submission(nurse, patient).text
    answer(patient, "details-right", {"details_right": "yes"})
    assert DOUBTED not in submission(nurse, patient).text
    assert DOUBTED not in nurse.get("/worklist?view=all").text


def test_it_stands_beside_the_decision_and_on_the_face_sheet(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02", Stage.READY)
    correct(app, response_id, "details_right", False, "She rang")

    for page in ("face-sheet", "decision", "facts/blood-results", "correct/pain_now"):
        assert DOUBTED in strip(clinician.get(f"/responses/{response_id}/{page}")), page
    assert DOUBTED in clinician.get("/ready").main.text


def test_it_goes_once_staff_have_settled_it_and_corrected_the_answer(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "details-right", {"details_right": "no"})
    nurse.get(submission(nurse, patient).links["Settled? Correct the answer"])

    page = nurse.submit(
        {"details_right": "yes", "learned": "staff by phone", "reason": "A slip: it is she"}
    )

    assert DOUBTED not in page.text
    assert DOUBTED not in nurse.get("/worklist").text
