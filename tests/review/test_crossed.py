"""Two people at one page: the later is shown what the other entered, and nothing is covered unseen."""

from __future__ import annotations

import pytest
from flask import Flask

from questionnaire.store.models import Role, Stage
from tests.kit.filled import answered
from tests.kit.pages import Page
from tests.kit.people import PatientClient, StaffClient, add_staff
from tests.kit.rows import earlier, said
from tests.review.test_submission import answer, submission

EXAMINATION = "examination-findings"
OWN_PAGES = (f"facts/{EXAMINATION}", "correct/pain_now", "medicines/1", "decision")


@pytest.fixture
def colleague(app: Flask) -> StaffClient:
    add_staff(app, Role.NURSE, "colleague")
    return StaffClient(app, "colleague")


def facts(staff: StaffClient, patient: PatientClient, page: str = EXAMINATION) -> Page:
    return staff.get(f"/responses/{patient.response_id}/facts/{page}")


def correction(staff: StaffClient, patient: PatientClient) -> Page:
    return staff.get(f"/responses/{patient.response_id}/correct/pain_now")


def saved_by(colleague: StaffClient, patient: PatientClient, **filled: str) -> None:
    facts(colleague, patient)
    colleague.submit(filled)


def crossed(page: Page) -> str:
    return page.by_id("crossed").text


def test_who_saves_later_is_shown_what_a_colleague_entered_and_nothing_is_saved_yet(
    nurse: StaffClient, colleague: StaffClient, patient: PatientClient
) -> None:
    facts(nurse, patient)
    saved_by(colleague, patient, tender_at_fracture="no")

    page = nurse.submit({"tender_at_fracture": "yes", "deficit_on_examination": "no"}, expect=422)

    assert "Stands now: No (staff: Colleague Example, " in crossed(page)
    assert "You entered: Yes" in crossed(page)
    seen = submission(colleague, patient)
    assert said(seen, "tender_at_fracture") == "No"
    assert said(seen, "deficit_on_examination") == "unanswered"


def test_one_press_puts_mine_in_its_place_and_the_other_stays_in_the_history(
    nurse: StaffClient, colleague: StaffClient, patient: PatientClient
) -> None:
    facts(nurse, patient)
    saved_by(colleague, patient, tender_at_fracture="no")
    nurse.submit({"tender_at_fracture": "yes"}, expect=422)

    page = nurse.submit({"reason": "Examined again"})

    assert said(page, "tender_at_fracture") == "Yes"
    assert earlier(page, "tender_at_fracture") == ["No"]


def test_one_press_keeps_what_stands_and_saves_the_rest_of_the_page(
    nurse: StaffClient, colleague: StaffClient, patient: PatientClient
) -> None:
    facts(nurse, patient)
    saved_by(colleague, patient, tender_at_fracture="no")
    nurse.submit({"tender_at_fracture": "yes", "deficit_on_examination": "no"}, expect=422)

    page = nurse.submit({"keep": "tender_at_fracture"})

    assert said(page, "tender_at_fracture") == "No"
    assert said(page, "deficit_on_examination") == "No"


def test_a_page_shown_again_carries_no_old_value_of_a_box_that_nobody_touched(
    nurse: StaffClient, colleague: StaffClient, patient: PatientClient
) -> None:
    saved_by(colleague, patient, tender_at_fracture="yes", deficit_on_examination="yes")
    facts(nurse, patient)
    changed = {"tender_at_fracture": "no", "deficit_on_examination": "no", "reason": "Misread"}
    saved_by(colleague, patient, **changed)

    nurse.submit({"tender_at_fracture": "not-sure", "reason": "Guarded"}, expect=422)
    page = nurse.submit()

    assert said(page, "deficit_on_examination") == "No"


def test_what_a_colleague_entered_alike_is_no_matter(
    nurse: StaffClient, colleague: StaffClient, patient: PatientClient
) -> None:
    facts(nurse, patient)
    saved_by(colleague, patient, tender_at_fracture="no")

    page = nurse.submit({"tender_at_fracture": "no"})

    assert "Nothing was changed: Examination." in page.text


def test_a_correction_is_made_of_the_answer_that_was_seen(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "pain-now", {"pain_now": "3"})
    correction(nurse, patient)
    answer(patient, "pain-now", {"pain_now": "9"})
    filled = {"learned": "record", "reason": "The letter says so"}

    page = nurse.submit(filled, expect=422)  # she confirms the 3 that she saw

    assert "Stands now: 9 / 10" in crossed(page)
    assert "You entered: 3 / 10" in crossed(page)
    assert "The letter says so" in page.main.text
    assert said(nurse.submit(), "pain_now") == "3 / 10"


def test_a_correction_can_be_let_go_for_what_stands(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "pain-now", {"pain_now": "3"})
    correction(nurse, patient)
    answer(patient, "pain-now", {"pain_now": "9"})
    nurse.submit({"learned": "record", "reason": "The letter says so"}, expect=422)

    page = nurse.submit({"keep": "pain_now"})

    assert said(page, "pain_now") == "9 / 10"


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        *((path, f"/{path}") for path in OWN_PAGES),
        *((path, "") for path in ("consult-day", "ready", "back-to-review", "close", "reopen")),
    ],
)
def test_the_address_that_a_form_was_sent_to_leads_back_to_its_page(
    app: Flask, clinician: StaffClient, path: str, leads_to: str
) -> None:
    response = f"/responses/{answered(app, 'V02')}"

    page = clinician.get(f"{response}/{path}/v1")

    assert page.url == f"{response}{leads_to}"


def test_of_two_clinicians_the_later_is_told_of_the_earlier_decision(
    app: Flask, clinician: StaffClient
) -> None:
    add_staff(app, Role.CLINICIAN, "other")
    other, response_id = StaffClient(app, "other"), answered(app, "V02")
    clinician.get(f"/responses/{response_id}/decision")
    other.get(f"/responses/{response_id}/decision")
    other.submit({"choice": "no_offer", "note": "Better already"})

    page = clinician.submit({"choice": "more_needed", "note": "Scan first"}, expect=422)

    assert page.errors[0].startswith(
        "Changed while your page was open: decision recorded (Other Example, "
    )
    assert "Better already" in page.main.text
    assert "Scan first" in page.main.text
    assert "Better already" in clinician.submit().main.text
    assert "Scan first" in clinician.get(f"/responses/{response_id}/decision").main.text


def test_a_decision_sent_twice_by_a_double_click_is_made_once(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02")
    page = clinician.get(f"/responses/{response_id}/decision")
    to = page.form().get("action")

    for _ in range(2):
        clinician.post(to, {"choice": "more_needed", "note": "Scan first"})

    decided = clinician.get(f"/responses/{response_id}/decision").main.text
    assert decided.count("Scan first") == 1


def test_a_later_change_of_a_fact_wants_a_reason(
    nurse: StaffClient, patient: PatientClient
) -> None:
    saved_by(nurse, patient, tender_at_fracture="yes")
    facts(nurse, patient)

    refused = nurse.submit({"tender_at_fracture": "no"}, expect=422)
    page = nurse.submit({"reason": "Examined the wrong level"})

    assert refused.errors == ["Write why this is changed: Tender at the fracture level"]
    assert said(page, "tender_at_fracture") == "No"
    assert "Why: Examined the wrong level" in page.by_id("tender_at_fracture").text


def test_what_is_filled_in_beside_it_wants_none(nurse: StaffClient, patient: PatientClient) -> None:
    saved_by(nurse, patient, tender_at_fracture="yes")
    facts(nurse, patient)

    page = nurse.submit({"deficit_on_examination": "no"})

    assert said(page, "deficit_on_examination") == "No"


def test_a_newer_result_with_its_newer_day_is_no_change_and_an_older_day_is_one(
    nurse: StaffClient, patient: PatientClient
) -> None:
    def day(number: int) -> dict[str, str]:
        said = {"day": number, "month": 11, "year": 2026}
        return {f"blood_date-{part}": str(value) for part, value in said.items()}

    facts(nurse, patient, "blood-results")
    nurse.submit({"inr": "1.4", **day(10)})
    facts(nurse, patient, "blood-results")

    page = nurse.submit({"inr": "1.1", **day(12)})
    assert said(page, "inr").startswith("1.1")
    facts(nurse, patient, "blood-results")
    nurse.submit({"inr": "1.2", **day(11)}, expect=422)


def test_a_save_says_what_it_moved_in_the_findings(
    nurse: StaffClient, patient: PatientClient
) -> None:
    facts(nurse, patient, "fracture-on-imaging")
    page = nurse.submit({"fracture_seen": "yes"})
    moved = page.by_id("moved").text

    assert "What changed in the findings" in moved
    assert "Fracture on imaging: cannot tell → met" in moved


def test_a_save_that_moves_nothing_says_so(nurse: StaffClient, patient: PatientClient) -> None:
    facts(nurse, patient, "function-and-bone-health")

    page = nurse.submit({"rmdq": "0"})

    assert page.by_id("moved").text.startswith("What changed in the findings Nothing.")


@pytest.mark.parametrize("since", ["-60", "x", "999999999999"])
def test_a_save_that_never_was_moved_nothing(
    nurse: StaffClient, patient: PatientClient, since: str
) -> None:
    page = nurse.get(f"/responses/{patient.response_id}?since={since}")

    assert "What changed in the findings" not in page.main.text.replace(
        "What changed in the findings Nothing.", ""
    )


def test_a_version_beyond_all_counting_is_no_address(
    nurse: StaffClient, patient: PatientClient
) -> None:
    nurse.get(f"/responses/{patient.response_id}/facts/{EXAMINATION}/v{10**30}", expect=404)


def test_a_decision_is_not_made_of_a_patient_put_right_meanwhile(
    app: Flask, nurse: StaffClient, clinician: StaffClient
) -> None:
    response = f"/responses/{answered(app, 'V02')}"
    clinician.get(f"{response}/decision")
    nurse.get(f"{response}/identity")
    nurse.submit({"record_number": "RN 99", "reason": "Misread"})

    page = clinician.submit({"choice": "no_offer"}, expect=422)

    assert "identity corrected" in page.errors[0]


def test_whoever_moves_the_consult_day_later_is_shown_that_it_was_moved(
    app: Flask, nurse: StaffClient, colleague: StaffClient, patient: PatientClient
) -> None:
    response, to = f"/responses/{patient.response_id}", "consult-day"
    for who in (nurse, colleague):
        who.get(response)
    colleague.submit({"consult_on": "2027-01-04"}, to=f"{response}/{to}")

    page = nurse.submit({"consult_on": "2027-01-11"}, to=f"{response}/{to}", expect=422)

    assert "consult day moved (Colleague Example, " in page.errors[0]
    assert "11 January 2027" in nurse.submit().main.text


def test_nobody_marks_ready_or_closes_what_was_changed_meanwhile(
    app: Flask, nurse: StaffClient, colleague: StaffClient
) -> None:
    response = f"/responses/{answered(app, 'V02', Stage.SENT)}"
    for to, score in (("ready", "3"), ("close", "7")):
        nurse.get(response)
        colleague.get(f"{response}/facts/function-and-bone-health")
        colleague.submit({"rmdq": score, "reason": "Counted again"})

        page = nurse.submit(to=f"{response}/{to}", expect=422 if to == "ready" else 200)

        assert "Changed while your page was open: facts added (Colleague Example, " in page.text
        assert "Sent, to review" in page.main.text


def test_a_correction_sent_twice_by_a_double_click_is_no_failure(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "pain-now", {"pain_now": "3"})
    page = correction(nurse, patient)
    to, filled = page.form().get("action"), {"learned": "record", "reason": "The letter says so"}

    for _ in range(2):
        page = nurse.post(to, {**filled, "pain_now": "4"})

    assert said(page, "pain_now") == "4 / 10"


def test_facts_sent_twice_by_a_double_click_are_said_to_be_saved(
    nurse: StaffClient, patient: PatientClient
) -> None:
    to = facts(nurse, patient, "fracture-on-imaging").form().get("action")

    for _ in range(2):
        page = nurse.post(to, {"fracture_seen": "yes"})

    assert "Saved: " in page.text
    assert "Fracture on imaging: cannot tell → met" in page.by_id("moved").text


def test_two_nurses_on_two_levels_keep_both(
    nurse: StaffClient, colleague: StaffClient, patient: PatientClient
) -> None:
    facts(nurse, patient, "fracture-on-imaging")
    nurse.submit({"fracture_seen": "yes", "fracture_levels": ["t12", "l2"]})
    facts(nurse, patient, "level-by-level")
    facts(colleague, patient, "level-by-level")
    colleague.submit({"level_findings-t12-tender": "yes"})

    page = nurse.submit({"level_findings-l2-tender": "yes"})

    assert said(page, "level_findings") == "T12, Tender: Yes L2, Tender: Yes"


@pytest.mark.parametrize("path", [f"facts/{EXAMINATION}", "correct/pain_now"])
def test_a_version_that_never_was_is_no_address(
    nurse: StaffClient, patient: PatientClient, path: str
) -> None:
    nurse.get(f"/responses/{patient.response_id}/{path}")
    filled = {"learned": "record", "reason": "Why", "pain_now": "4", "tender_at_fracture": "yes"}

    nurse.post(f"/responses/{patient.response_id}/{path}/v99999", filled, expect=404)

    assert said(submission(nurse, patient), "tender_at_fracture") == "unanswered"
