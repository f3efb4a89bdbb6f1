"""Staff's own facts, and corrections with a reason."""

from __future__ import annotations

from flask import Flask

from questionnaire.clinic import settings
from questionnaire.store.database import write_session
from tests.kit.pages import Filled, Page
from tests.kit.people import PatientClient, StaffClient
from tests.kit.rows import earlier, given_by, said, status
from tests.review.test_submission import answer, submission


def add_facts(
    nurse: StaffClient,
    patient: PatientClient,
    page: str,
    filled: Filled,
    expect: int = 200,
) -> Page:
    """Save a page of facts, with a reason where it is one that was filled in before."""
    shown = nurse.get(f"/responses/{patient.response_id}/facts/{page}")
    reason = {"reason": "Looked at again"} if "Why is it changed?" in shown.main.text else {}
    return nurse.submit({**reason, **filled}, expect=expect)


def test_a_fact_that_staff_add_settles_a_criterion_and_names_them(
    nurse: StaffClient, patient: PatientClient
) -> None:
    page = add_facts(nurse, patient, "fracture-on-imaging", {"fracture_seen": "yes"})

    assert status(page, "s1_fracture_on_imaging") == "met"
    finding = page.by_id("finding-s1_fracture_on_imaging").text
    assert "Vertebral fracture on imaging: Yes (staff: Nurse Example, " in finding


def test_what_the_patient_was_told_stands_beside_and_settles_nothing(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "told-of-fracture", {"told_of_fracture": "yes"})

    page = submission(nurse, patient)

    assert status(page, "s1_fracture_on_imaging") == "cannot tell"
    finding = page.by_id("finding-s1_fracture_on_imaging").text
    assert "Reported, not counted: Told of a spinal fracture: Yes (patient, " in finding


def test_a_result_out_of_bounds_is_refused_and_nothing_is_kept(
    nurse: StaffClient, patient: PatientClient
) -> None:
    wrong = {"inr": "1.8", "platelets": "9999"}
    page = add_facts(nurse, patient, "blood-results", wrong, expect=422)

    assert page.errors
    assert said(submission(nurse, patient), "inr") == "unanswered"


def test_zero_is_a_result(nurse: StaffClient, patient: PatientClient) -> None:
    add_facts(nurse, patient, "function-and-bone-health", {"rmdq": "0"})

    assert said(submission(nurse, patient), "rmdq") == "0 of 24"


def test_a_correction_needs_a_reason(nurse: StaffClient, patient: PatientClient) -> None:
    answer(patient, "pain-now", {"pain_now": "9"})
    nurse.get(f"/responses/{patient.response_id}/correct/pain_now")

    page = nurse.submit({"pain_now": "4", "learned": "staff by phone"}, expect=422)

    assert page.errors == ["Write why the answer is corrected or confirmed"]


def test_a_correction_keeps_the_original_and_shows_both(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "pain-now", {"pain_now": "9"})
    nurse.get(f"/responses/{patient.response_id}/correct/pain_now")

    nurse.submit({"pain_now": "4", "learned": "staff by phone", "reason": "She meant 4"})

    page = submission(nurse, patient)
    assert said(page, "pain_now") == "4 / 10"
    assert earlier(page, "pain_now") == ["9 / 10"]
    assert given_by(page, "pain_now").startswith("staff by phone: Nurse Example, ")
    assert given_by(page, "pain_now").endswith(" Why: She meant 4")


def test_staffs_own_facts_and_lists_are_not_corrected_here(
    nurse: StaffClient, patient: PatientClient
) -> None:
    nurse.get(f"/responses/{patient.response_id}/correct/fracture_seen", expect=404)
    nurse.get(f"/responses/{patient.response_id}/correct/pain_medicines", expect=404)
    nurse.get(f"/responses/{patient.response_id}/facts/pain-now", expect=404)


def test_a_correction_that_changes_nothing_is_said_to_be_none(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "pain-now", {"pain_now": "4"})
    nurse.get(f"/responses/{patient.response_id}/correct/pain_now")

    page = nurse.submit(
        {"pain_now": "4", "learned": "staff by phone", "reason": "Asked again"}, expect=422
    )

    assert page.errors == ["This answer stands already. Change it, or go back"]
    assert "Asked again" in page.main.text


def test_staff_go_through_their_pages_one_after_the_other(
    nurse: StaffClient, patient: PatientClient
) -> None:
    page = add_facts(
        nurse, patient, "examination-findings", {"tender_at_fracture": "yes", "go_on": "yes"}
    )

    assert page.heading == "Blood results"
    assert "Saved: Examination." in page.text


def test_where_results_count_for_a_time_it_is_said_what_a_missing_day_means(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    address = f"/responses/{patient.response_id}/facts/blood-results"
    with app.app_context(), write_session() as session:
        settings.change(session, {settings.FIGURE + "blood_days": "90"}, by=None)

    intro = nurse.get(address).by_id("intro-blood_date").text

    assert intro.startswith("Without this day nobody can check whether these still count")
    assert intro.endswith(
        "INR (counts 90 days, on warfarin 7, a working figure); Platelets (counts 90 days, a working figure)"
    )


def test_a_box_passed_by_is_nobodys_answer(nurse: StaffClient, patient: PatientClient) -> None:
    page = add_facts(nurse, patient, "blood-results", {"inr": "1.1"})

    assert given_by(page, "inr").startswith("staff: Nurse Example, ")
    assert given_by(page, "platelets") == ""
    assert not page.errors


def warfarin_and_back(patient: PatientClient) -> None:
    answer(patient, "blood-thinner", {"blood_thinner": "yes"})
    answer(patient, "blood-thinner-which", {"blood_thinner_which": ["warfarin"]})
    answer(patient, "blood-thinner", {"blood_thinner": "no"})


def test_a_blood_thinner_taken_back_is_shown_until_a_nurse_confirms(
    nurse: StaffClient, patient: PatientClient
) -> None:
    warfarin_and_back(patient)

    page = submission(nurse, patient)
    asked = nurse.get(f"/responses/{patient.response_id}/correct/blood_thinner")
    filled = {"blood_thinner": "no", "learned": "staff by phone", "reason": "Stopped in spring"}
    settled = nurse.submit(filled)

    assert "Warfarin" in page.by_id("withdrawn-antithrombotic_warfarin").text
    assert "(patient, " in page.by_id("withdrawn-antithrombotic_warfarin").text
    assert "Warfarin" in page.by_id("disagree-thinner_taken_back").text
    assert "Blood thinners: Warfarin" in asked.main.text
    assert given_by(settled, "blood_thinner").endswith("Why: Stopped in spring")
    assert "Reported earlier, no longer" not in settled.main.text
    assert "Answers that disagree" not in settled.main.text


def test_an_answer_confirmed_once_stands_already(
    nurse: StaffClient, patient: PatientClient
) -> None:
    warfarin_and_back(patient)
    filled = {"blood_thinner": "no", "learned": "staff by phone", "reason": "Stopped in spring"}
    nurse.get(f"/responses/{patient.response_id}/correct/blood_thinner")
    nurse.submit(filled)
    nurse.get(f"/responses/{patient.response_id}/correct/blood_thinner")

    page = nurse.submit(filled, expect=422)

    assert page.errors == ["This answer stands already. Change it, or go back"]
