"""A patient who says that the recorded name, date of birth or sex is wrong: staff must not miss it."""

from __future__ import annotations

from flask import Flask

from questionnaire.store.models import Stage
from tests.kit.filled import answered, correct
from tests.kit.pages import Page
from tests.kit.people import PatientClient, StaffClient
from tests.review.test_submission import answer, submission

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
    doubted = answered(app, "V02", name="Somebody Else", record_number="RN 2")
    correct(app, doubted, "details_right", False, "She rang")

    assert DOUBTED not in submission(nurse, patient).text
    answer(patient, "details-right", {"details_right": "yes"})
    assert DOUBTED not in submission(nurse, patient).text
    rows = [row.text for row in nurse.get("/worklist?view=all").main.all("tr")]
    assert ["Somebody Else" in row for row in rows if DOUBTED in row] == [True]
    assert any("Pat Example" in row for row in rows)


def test_the_trail_of_one_patient_is_marked_and_of_another_is_not(
    app: Flask, administrator: StaffClient, nurse: StaffClient, patient: PatientClient
) -> None:
    doubted = answered(app, "V02", name="Somebody Else", record_number="RN 2")
    correct(app, doubted, "details_right", False, "She rang")
    administrator.get("/audit")

    marked = administrator.submit({"record_number": "RN 2"}, to="/audit")
    administrator.get("/audit")
    clean = administrator.submit({"record_number": "RN 1"}, to="/audit")

    assert DOUBTED in strip(marked)
    assert "Settled? Correct the answer" not in marked.links
    assert "Pat Example" in strip(clean)
    assert DOUBTED not in clean.text


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
