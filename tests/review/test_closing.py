"""A response that comes to nothing."""

from __future__ import annotations

from flask import Flask

from tests.kit.pages import PageClient
from tests.kit.people import Invited, PatientClient, StaffClient
from tests.kit.rows import said
from tests.review.test_submission import answer


def test_a_closed_response_leaves_the_list_and_its_link_stops(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    nurse.get(f"/responses/{invited.response_id}")

    nurse.submit(to=f"/responses/{invited.response_id}/close")

    assert "Nobody is in this list" in nurse.get("/worklist").main.text
    assert "Pat Example" in nurse.get("/worklist?view=closed").main.text
    PageClient(app).get(invited.link, expect=410)


def test_a_closed_response_is_opened_again_where_it_stood(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "pain-now", {"pain_now": "4"})
    nurse.get(f"/responses/{patient.response_id}")
    nurse.submit(to=f"/responses/{patient.response_id}/close")

    page = nurse.submit(to=f"/responses/{patient.response_id}/reopen")

    assert "Being answered" in page.main.text
    assert said(page, "pain_now") == "4 / 10"


def test_a_response_with_an_open_red_flag_is_not_closed(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    nurse.get(f"/responses/{patient.response_id}")

    page = nurse.submit(to=f"/responses/{patient.response_id}/close")

    assert "A red flag is still open" in page.text
    assert "Pat Example" in nurse.get("/worklist").main.text


def test_clinicians_do_not_close(clinician: StaffClient, patient: PatientClient) -> None:
    clinician.get(f"/responses/{patient.response_id}")

    clinician.post(f"/responses/{patient.response_id}/close/v0", expect=403)
