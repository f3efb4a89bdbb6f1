"""The nurse's review of one submission."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire.store import clock
from questionnaire.store.database import read_session
from questionnaire.store.models import AuditEvent, Invitation, RedFlag, Response, Role, Stage
from tests.kit.marks import led_to
from tests.kit.pages import Page
from tests.kit.people import PatientClient, StaffClient, add_staff
from tests.kit.rows import given_by, said, status


def submission(client: StaffClient, patient: PatientClient) -> Page:
    return client.get(f"/responses/{patient.response_id}")


def answer(patient: PatientClient, page: str, filled: dict[str, str | list[str]]) -> None:
    patient.get(patient.at(page))
    patient.submit(filled)


def test_every_staff_page_of_a_patient_is_headed_by_name_birth_and_number(
    nurse: StaffClient, patient: PatientClient
) -> None:
    for path in ("", "/facts/examination-findings", "/correct/pain_now", "/face-sheet"):
        page = nurse.get(f"/responses/{patient.response_id}{path}")

        for words in ("Pat Example", "27 March 1948", "RN 1"):
            assert words in page.main.text, path


def test_a_red_flag_stays_open_until_a_named_person_records_what_was_done(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    page = submission(nurse, patient)
    to = next(form.get("action") for form in page.forms() if "/red-flags/" in form.get("action"))

    refused = nurse.submit({"action": ""}, to=to, expect=422)
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

    assert "It is no longer reported" in page.main.text
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

    assert nurse.page
    assert "Record what was done first" in nurse.page.main.text
    page = nurse.post(f"/responses/{patient.response_id}/ready/v0")

    assert "A red flag is still open" in page.text
    with app.app_context():
        assert read_session().get_one(Response, patient.response_id).stage is not Stage.READY


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
    answer(patient, "pain-began", {"pain_began": f"{today.day} {today.month} {today.year}"})
    answer(patient, "pain-trend", {"pain_trend": "same"})
    answer(patient, "pain-on-movement", {"pain_on_movement": "6"})
    before = status(submission(nurse, patient), "s4_persistent_pain")
    day = today + timedelta(days=30)

    moved = nurse.submit(
        {"consult_on": day.isoformat()}, to=f"/responses/{patient.response_id}/consult-day"
    )

    assert before == "cannot tell"
    assert status(moved, "s4_persistent_pain") == "met"
    assert ": 30 days ;" in moved.by_id("finding-s4_persistent_pain").text


def test_a_nurse_answers_on_the_telephone_and_the_answer_says_so(
    nurse: StaffClient, patient: PatientClient
) -> None:
    submission(nurse, patient)
    nurse.submit(to=f"/responses/{patient.response_id}/telephone")
    nurse.get(patient.at("pain-now"))
    nurse.submit({"pain_now": "0"})

    page = submission(nurse, patient)

    assert said(page, "pain_now") == "0 / 10"
    assert given_by(page, "pain_now").startswith("staff by phone: Nurse Example, ")


def test_every_view_of_a_submission_is_in_the_trail(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    submission(nurse, patient)

    with app.app_context():
        seen = read_session().query(AuditEvent).filter_by(action="response seen").all()
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


def test_what_was_written_about_a_red_flag_is_not_lost_when_it_is_too_long(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    page = submission(nurse, patient)
    to = next(form.get("action") for form in page.forms() if "/red-flags/" in form.get("action"))

    refused = nurse.submit({"action": "Rang her. " * 300}, to=to, expect=422)

    assert "Shorten it to 2,000 characters" in refused.main.text
    assert "Rang her. Rang her." in refused.main.text


def test_a_red_flag_left_without_a_word_is_asked_for_at_the_top_of_the_page(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    page = submission(nurse, patient)
    to = next(form.get("action") for form in page.forms() if "/red-flags/" in form.get("action"))

    refused = nurse.submit({"action": ""}, to=to, expect=422)

    assert refused.errors == ["Write what was done, and who was told"]
    assert refused.title.startswith("Error: ")
    box = refused.by_id(refused.links[refused.errors[0]].removeprefix("#"))
    assert (box.name, box.get("aria-invalid")) == ("textarea", "true")
    focused = [one for one in refused.root.all() if "autofocus" in one.attributes]
    assert [one.get("class") for one in focused] == ["error-summary"]


def test_the_address_that_a_refused_record_leaves_behind_leads_to_the_submission(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    page = submission(nurse, patient)
    to = next(form.get("action") for form in page.forms() if "/red-flags/" in form.get("action"))

    opened = nurse.get(to)

    assert urlsplit(opened.url).path == f"/responses/{patient.response_id}"
    assert opened.by_id(urlsplit(opened.url).fragment).get("class") == "red-flag open"
    nurse.get("/red-flags/00000000-0000-4000-8000-000000000000", expect=404)


def flag_address(page: Page | None) -> str:
    """Where the form of the only red flag sends to."""
    forms = page.forms() if page else []
    return next(form.get("action") for form in forms if "/red-flags/" in form.get("action"))


@pytest.fixture
def late(app: Flask, nurse: StaffClient, patient: PatientClient) -> StaffClient:
    """Who writes what was done about a red flag after a colleague has recorded it."""
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    add_staff(app, Role.NURSE, "late")
    late = StaffClient(app, "late")
    page = submission(late, patient)
    to = flag_address(page)
    submission(nurse, patient)
    nurse.submit({"action": "Rang her"}, to=to)
    late.submit({"action": "Rang the ward"}, to=to, expect=422)
    return late


def acted_on(app: Flask) -> tuple[str | None, str | None, int]:
    """What was done about the only red flag, by whom first, and how often the trail tells of it."""
    with app.app_context():
        flag = read_session().scalars(select(RedFlag)).one()
        told = select(AuditEvent).where(AuditEvent.action == "red flag acted on")
        by = flag.actor.name if flag.actor else None
        return flag.action, by, len(read_session().scalars(told).all())


def test_who_records_a_red_flag_later_is_shown_what_stands_and_loses_no_word(
    app: Flask, late: StaffClient
) -> None:
    assert late.page
    said = "Somebody recorded it before you. Add yours, or keep what stands"
    assert late.page.errors == [said]
    assert "Done: Rang her Nurse Example, " in late.page.main.text
    [box] = [one for one in late.page.main.all("textarea") if one.get("name") == "action"]
    assert box.text == "Rang the ward"
    assert acted_on(app) == ("Rang her", "Nurse Example", 1)


def test_one_press_adds_what_the_second_person_did_with_name_and_time(
    app: Flask, late: StaffClient
) -> None:
    to = flag_address(late.page)

    page = late.submit({"add": "yes"}, to=to)
    late.post(to, {"add": "yes", "action": "Rang the ward"})  # a double click adds it once

    action, by, told = acted_on(app)
    assert by == "Nurse Example"
    assert action
    assert action.startswith("Rang her [added by Late Example, ")
    assert action.endswith(": Rang the ward]")
    assert action.count("Rang the ward") == 1
    assert told > 1
    assert action in page.main.text


def test_one_press_keeps_what_stands_of_a_red_flag(app: Flask, late: StaffClient) -> None:
    to = flag_address(late.page)

    late.submit({"keep": "yes"}, to=to)

    assert acted_on(app) == ("Rang her", "Nurse Example", 1)


def test_what_was_done_about_a_red_flag_is_recorded_once_though_sent_twice(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "new-weakness", {"new_weakness": "yes"})
    page = submission(nurse, patient)
    to = flag_address(page)

    for _ in range(2):
        nurse.post(to, {"action": "Rang her"})

    assert acted_on(app) == ("Rang her", "Nurse Example", 1)


def test_a_nurse_sees_how_to_reach_the_patient_and_whether_the_link_works(
    nurse: StaffClient, patient: PatientClient
) -> None:
    answer(patient, "preferred-contact", {"preferred_contact": "phone"})

    text = submission(nurse, patient).main.text

    assert "To reach the patient: By phone" in text
    assert "The link works until" in text
    assert "It was first opened on" in text


def test_moving_the_consult_to_no_day_says_so(nurse: StaffClient, patient: PatientClient) -> None:
    day = (clock.now() + timedelta(days=9)).date().isoformat()
    url = f"/responses/{patient.response_id}/consult-day"
    submission(nurse, patient)
    nurse.submit({"consult_on": day}, to=url)

    same = nurse.submit({"consult_on": day}, to=url)
    none = nurse.submit({"consult_on": ""}, to=url)

    assert "That is the consult day already" in same.text
    assert "No consult day is set now" in none.text


def test_a_consult_is_not_moved_to_a_day_that_is_past(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    with app.app_context():
        today = clock.today()
    url = f"/responses/{patient.response_id}/consult-day"
    submission(nurse, patient)

    yesterday = (today - timedelta(days=1)).isoformat()
    refused = nurse.submit({"consult_on": yesterday}, to=url, expect=422)
    moved = nurse.submit({"consult_on": today.isoformat()}, to=url)

    assert refused.errors == ["The consult day is past: enter today or a later day"]
    assert led_to(refused) == ["consult_on"]
    assert "The consult day is" in moved.text
    with app.app_context():
        assert read_session().get_one(Response, patient.response_id).consult_on == today


def test_it_is_said_beforehand_what_emptying_the_consult_day_does(
    nurse: StaffClient, patient: PatientClient
) -> None:
    hint = submission(nurse, patient).by_id("hint-consult_on").text

    assert "Empty the boxes if no day is set any more" in hint
    assert "counted to the day the answers were sent" in hint


def test_a_link_lives_until_a_consult_that_was_moved(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    with app.app_context():
        day = clock.today() + timedelta(days=90)
    submission(nurse, patient)

    nurse.submit(
        {"consult_on": day.isoformat()}, to=f"/responses/{patient.response_id}/consult-day"
    )

    with app.app_context():
        (link,) = read_session().query(Invitation).filter_by(response_id=patient.response_id)
        assert link.expires_on == day


def test_a_nurse_adds_by_telephone_to_what_was_sent(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    patient.get(patient.at("declaration"))
    patient.submit()
    submission(nurse, patient)

    page = nurse.submit(to=f"/responses/{patient.response_id}/telephone")
    assert page.url.endswith("/check")
    assert "You are answering for this patient on the telephone" in page.text
    nurse.get(patient.at("pain-now"))
    nurse.submit({"pain_now": "0"})

    by = given_by(submission(nurse, patient), "pain_now")
    assert by.startswith("staff by phone: Nurse Example, ")
    with app.app_context():
        assert read_session().get_one(Response, patient.response_id).stage is Stage.SENT


def test_every_page_of_a_telephone_interview_says_whose_it_is_and_leads_back(
    nurse: StaffClient, patient: PatientClient
) -> None:
    submission(nurse, patient)
    nurse.submit(to=f"/responses/{patient.response_id}/telephone")

    for page in ("", "pain-now", "check"):
        seen = nurse.get(patient.at(page))
        for words in ("Pat Example", "27 March 1948", "RN 1", "on the telephone"):
            assert words in seen.text, page
    back = nurse.submit(to=f"/r/{patient.response_id}/stop")

    assert back.url.endswith(f"/responses/{patient.response_id}")


def test_a_patient_sees_nothing_of_the_telephone_strip(patient: PatientClient) -> None:
    assert "RN 1" not in patient.get(patient.at("pain-now")).text


def test_what_is_passed_on_is_not_answered_by_telephone(
    nurse: StaffClient, patient: PatientClient
) -> None:
    submission(nurse, patient)
    nurse.submit(to=f"/responses/{patient.response_id}/ready")

    page = nurse.post(f"/responses/{patient.response_id}/telephone")

    assert "marked ready for the clinician already" in page.text
