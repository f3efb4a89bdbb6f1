"""Whole ways through the app, as each audience walks them: patient, helper, nurse, clinician."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from io import BytesIO, StringIO
from urllib.parse import urlsplit

import pikepdf
import pytest
from flask import Flask

from questionnaire.store import clock
from questionnaire.store.models import Role
from tests.kit.cases import plainest
from tests.kit.filling_in import answer_all_pages, last_part
from tests.kit.pages import Page, PageClient
from tests.kit.people import StaffClient, add_staff
from tests.kit.rows import earlier, given_by, said, status

BORN = {"born-day": "27", "born-month": "March", "born-year": "1948"}
TODAY = clock.now().date()
CONSULT = (TODAY + timedelta(days=54)).isoformat()
PLAIN = plainest()
SEVERE: dict[str, object] = {
    **PLAIN,
    "pain_place": ["middle_of_back"],
    "pain_side": "middle",
    "pain_began": {"said": "2026-09"},
    "pain_on_movement": 8,
    "pain_worst": 9,
    "pain_worse_with": ["moving"],
    "pain_eased_by": ["lying_down"],
    "pain_trend": "worse",
    "pain_medicines": [],
    "cauda_equina": [],
    "told_of_fracture": False,
    "cancer": "never",
    "mri_status": "not_done",
    "blood_thinner": False,
    "bleeding_disorder": False,
    "infection_now": False,
    "lie_face_down": True,
    "severe_heart_or_lung": False,
    "reactions": [],
    "in_hospital": False,
}


def invite(nurse: StaffClient, number: str = "RN 7", **more: str) -> tuple[str, str]:
    """The nurse invites a patient: the path of the link, and the address of the submission."""
    nurse.get("/invitations/new")
    person = {
        "name": "Pat Example",
        "date_of_birth": "1948-03-27",
        "sex": "female",
        "record_number": number,
        "consult_on": CONSULT,
    }
    page = nurse.submit({**person, **more})
    return urlsplit(page.by_id("link").get("value")).path, page.links["To the submission"]


def opened(app: Flask, link: str) -> PageClient:
    """A browser in which the link was opened and the date of birth given."""
    browser = PageClient(app)
    browser.get(link)
    browser.submit(BORN)
    return browser


def send(patient: PageClient) -> Page:
    """From "check your answers" through the declaration to the end."""
    assert patient.page is not None
    patient.get(patient.page.links["Continue"])
    return patient.submit()


def test_a_patient_stops_on_one_device_and_goes_on_at_another(
    app: Flask, nurse: StaffClient
) -> None:
    # Given a patient who has answered up to the symptoms, on a borrowed phone
    link, submission = invite(nurse)
    phone = opened(app, link)
    page = answer_all_pages(phone, SEVERE, until="pain-place")
    stopped = phone.submit({"stop": "yes"})
    assert stopped.heading == "Your answers are saved"

    # When they open the same link on a tablet
    tablet = opened(app, link)
    welcome = tablet.page
    assert welcome is not None
    assert "Welcome back" in welcome.text
    page = answer_all_pages(tablet, SEVERE)

    # Then nothing is asked twice, everything is there, and it can be sent
    assert "8 / 10" in page.text
    assert send(tablet).heading == "Your answers are sent"
    assert said(nurse.get(submission), "pain_on_movement") == "8 / 10"
    # and the borrowed phone shows nothing any more
    assert phone.browser.get(page.url).status_code == 403


def test_a_helper_answers_and_every_answer_says_so(app: Flask, nurse: StaffClient) -> None:
    # Given a daughter who answers for her mother
    link, submission = invite(nurse)
    helped = {
        **SEVERE,
        "answering": "for_patient",
        "helper_name": "Ruth Example",
        "helper_relation": "Daughter",
        "patient_agrees": True,
    }

    # When she fills everything in and sends it
    browser = opened(app, link)
    answer_all_pages(browser, helped)
    declaration = browser.get(browser.page.links["Continue"] if browser.page else "")
    assert "the patient agrees" in declaration.text
    browser.submit()

    # Then the nurse sees her name at the answers, and so does every export
    assert given_by(nurse.get(submission), "pain_trend").startswith("helper: Ruth Example, ")
    told = json.loads(nurse.download(f"{submission}/summary.json").data)
    answers = {one["question"]: one for one in told["answers"]}
    assert answers["pain_trend"]["origin"] == "helper"
    assert answers["pain_trend"]["by"] == "Ruth Example"


def test_a_nurse_answers_with_the_patient_on_the_telephone(app: Flask, nurse: StaffClient) -> None:
    # Given a patient who cannot use a screen
    _, submission = invite(nurse)

    # When the nurse opens the questions and asks them on the telephone
    nurse.get(submission)
    nurse.post(f"{submission}/telephone")
    answer_all_pages(nurse, SEVERE)
    page = send(nurse)

    # Then she is back at the submission, and the answers are by phone, by her
    assert page.url == submission
    assert given_by(page, "pain_trend").startswith("staff by phone: Nurse Example, ")
    assert page.heading == "Submission ◑ Sent, to review"


def test_a_correction_keeps_the_original_everywhere(app: Flask, nurse: StaffClient) -> None:
    # Given sent answers
    link, submission = invite(nurse)
    patient = opened(app, link)
    answer_all_pages(patient, SEVERE)
    send(patient)
    assert status(nurse.get(submission), "s3_severe_pain") == "met"

    # When the nurse corrects one with a reason
    nurse.get(f"{submission}/correct/pain_on_movement")
    page = nurse.submit(
        {"pain_on_movement": "2", "learned": "staff by phone", "reason": "Misread the scale"}
    )

    # Then the new answer counts, and the original, who and why stand beside it
    assert said(page, "pain_on_movement") == "2 / 10"
    assert earlier(page, "pain_on_movement") == ["8 / 10"]
    assert given_by(page, "pain_on_movement").endswith(" Why: Misread the scale")
    assert status(page, "s3_severe_pain") == "cannot tell"
    told = json.loads(nurse.download(f"{submission}/summary.json").data)
    (pain,) = (one for one in told["answers"] if one["question"] == "pain_on_movement")
    assert pain["value"] == 2
    assert [one["value"] for one in pain["earlier"]] == [8]
    assert pain["reason"] == "Misread the scale"
    # and the patient's own copy stays what they sent or was agreed: the standing answer
    assert "2 / 10" in patient.get(patient_address(patient, "sent/answers")).text


def patient_address(patient: PageClient, part: str) -> str:
    assert patient.page is not None
    root = "/".join(urlsplit(patient.page.url).path.split("/")[:3])
    return f"{root}/{part}"


def test_a_red_flag_is_seen_before_sending_and_stays_until_somebody_acts(
    app: Flask, nurse: StaffClient, clinician: StaffClient
) -> None:
    # Given a patient who reports numbness between the legs, and goes no further
    link, submission = invite(nurse)
    patient = opened(app, link)
    answer_all_pages(patient, SEVERE, until="cauda-equina")
    advice = patient.submit({"cauda_equina": ["saddle_numbness"]})
    assert advice.heading == "Get help now"

    # When the nurse looks at the worklist
    worklist = nurse.get("/worklist")
    assert "Pat Example" in worklist.main.text
    assert "Red flag: 1 open" in worklist.main.text

    # Then it cannot be passed on before a named person says what was done
    page = nurse.get(submission)
    flag = next(
        urlsplit(form.get("action")).path
        for form in page.forms()
        if "/red-flags/" in form.get("action")
    )
    refused = nurse.post(f"{submission}/ready/v0")
    assert "red flag is still open" in refused.text
    nurse.get(submission)
    nurse.submit({"action": "Rang her; ambulance called at 9.40"}, to=flag)
    page = clinician.get(submission)
    assert "Done: Rang her; ambulance called at 9.40 Nurse Example, " in page.text
    # and the patient can go on all the same
    assert patient.get(advice.links["Continue with the questions"]).status == 200


def test_a_lost_link_is_made_anew_and_a_wrong_one_taken_back(
    app: Flask, nurse: StaffClient
) -> None:
    # Given a link that went astray after some answers
    link, submission = invite(nurse)
    answer_all_pages(opened(app, link), SEVERE, until="pain-place")

    # When the nurse makes a new one
    nurse.get(submission)
    page = nurse.submit(to=f"{submission}/invitation/reissue")
    new_link = urlsplit(page.by_id("link").get("value")).path

    # Then the old one says so with the clinic's name, and the new one goes on where it stopped
    old = PageClient(app).get(link, expect=410)
    assert "The clinic" in old.text
    browser = opened(app, new_link)
    assert last_part(browser.submit()) == "pain-place"

    # and when it is taken back, nobody gets in, and the answers are still there
    nurse.get(submission)
    nurse.submit(to=f"{submission}/invitation/revoke")
    PageClient(app).get(new_link, expect=410)
    assert browser.browser.get(patient_address(browser, "check")).status_code == 403
    assert said(nurse.get(submission), "new_weakness") == "No"


def test_from_invitation_to_decision_and_every_file(
    app: Flask, nurse: StaffClient, clinician: StaffClient
) -> None:
    # Given answers that a patient has sent, and the nurse's facts
    link, submission = invite(nurse)
    patient = opened(app, link)
    answer_all_pages(patient, SEVERE)
    send(patient)
    nurse.get(f"{submission}/facts/fracture-on-imaging")
    nurse.submit({"fracture_seen": "yes", "cause_judged": "osteoporosis"})

    # When she passes it on, and the clinician decides on the face sheet
    nurse.get(submission)
    page = nurse.submit(to=f"{submission}/ready")
    assert page.heading == "Submission ◕ Ready for the clinician"
    assert "Pat Example" in clinician.get("/ready").main.text
    sheet = clinician.get(f"{submission}/face-sheet")
    assert "RN 7" in sheet.text
    clinician.get(f"{submission}/decision")
    decided = clinician.submit({"choice": "more_needed", "note": "MRI first"})

    # Then the decision stands with the findings, and every file tells the same
    assert "MRI first" in decided.text
    told = json.loads(clinician.download(f"{submission}/summary.json").data)
    assert told["decisions"][0]["note"] == "MRI first"
    assert told["criteria"]["s1_fracture_on_imaging"] == "met"
    table = clinician.download(f"{submission}/summary.csv").get_data(as_text=True)
    assert "MRI first" in table
    with pikepdf.open(BytesIO(clinician.download(f"{submission}/summary.pdf").data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
    days = clinician.download(f"/export/responses.csv?first={CONSULT}&last={CONSULT}")
    rows = list(csv.DictReader(StringIO(days.data.decode("utf-8-sig"))))
    assert [row["record_number"] for row in rows] == ["RN 7"]


def test_moving_the_consult_counts_days_anew(app: Flask, nurse: StaffClient) -> None:
    # Given pain that began on a day known exactly, and a consult 10 days later
    began = TODAY - timedelta(days=5)
    link, submission = invite(nurse, consult_on=(began + timedelta(days=10)).isoformat())
    patient = opened(app, link)
    answer_all_pages(patient, {**SEVERE, "pain_began": {"said": began.isoformat()}})
    send(patient)
    assert status(nurse.get(submission), "s4_persistent_pain") == "cannot tell"

    # When the consult is moved to the 21st day
    later = (began + timedelta(days=21)).isoformat()
    page = nurse.submit({"consult_on": later}, to=f"{submission}/consult-day")

    # Then the pain is persistent on that day
    assert status(page, "s4_persistent_pain") == "met"


@pytest.mark.parametrize("skips", [True, False], ids=["nothing answered", "all not sure"])
def test_whoever_answers_nothing_can_still_send_and_nothing_reads_as_clear(
    app: Flask, nurse: StaffClient, skips: bool
) -> None:
    # Given a patient who passes every question over, or is sure of nothing
    link, submission = invite(nurse)
    patient = opened(app, link)
    given = {} if skips else {key: {"absent": "not sure"} for key in unsure_keys()}
    page = answer_all_pages(patient, given)
    assert "Not answered" in page.text

    # When it is sent all the same
    assert send(patient).heading == "Your answers are sent"

    # Then the nurse reads that it cannot be told, and never that it is clear
    page = nurse.get(submission)
    assert page.by_id("overall-documented_indications").text == "cannot be told yet"
    assert "Unanswered or not sure, not clear" in page.text
    assert "None is known to be present so far." in page.text
    assert status(page, "l9_no_exclusion") == "cannot tell"


def unsure_keys() -> list[str]:
    """The questions whose "not sure" opens no other question, and that offer it."""
    return ["cauda_equina", "new_weakness", "pain_on_movement", "pain_began", "relief", "cancer"]


def test_an_administrator_runs_the_clinic_and_sees_no_patient(
    app: Flask, administrator: StaffClient, nurse: StaffClient
) -> None:
    # Given a new nurse's account, with a password shown once
    administrator.get("/staff/new")
    page = administrator.submit({"name": "Joy Okafor", "username": "joy", "role": "nurse"})
    secret = next(one.text for one in page.main.all("code", "strong", "kbd") if "-" in one.text)

    # When she signs in, a password of her own is wanted before anything else
    joy = PageClient(app)
    joy.get("/sign-in")
    page = joy.submit({"username": "joy", "password": secret}, to="/sign-in")
    assert page.heading == "Choose a new password"
    page = joy.submit(
        {"current": secret, "new": "seven green bottles", "again": "seven green bottles"}
    )
    assert last_part(page) == "worklist"

    # Then the administrator still sees no patient
    _, submission = invite(nurse)
    assert administrator.browser.get(submission).status_code == 403


def test_clinicians_and_nurses_see_who_else_is_there(app: Flask, nurse: StaffClient) -> None:
    # Given a clinician, the nurse can name her on an invitation
    add_staff(app, Role.CLINICIAN)
    nurse.get("/invitations/new")
    assert nurse.page is not None
    named = [one.text for one in nurse.page.form().all("option")]

    assert "Clinician Example" in named
