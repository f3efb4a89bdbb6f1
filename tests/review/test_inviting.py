"""Staff invite a patient: the link is shown once, made anew, taken back."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask

from questionnaire.store import clock
from questionnaire.store.models import Role
from tests.kit.pages import Page, PageClient
from tests.kit.people import Invited, StaffClient, add_staff

PERSON = {
    "name": "Pat Example",
    "date_of_birth": "1948-03-27",
    "sex": "female",
    "record_number": "RN 7",
}


CONSULT = clock.now().date() + timedelta(days=30)
CONSULT_SAID = f"{CONSULT.day} {CONSULT:%B %Y}"


def invite(nurse: StaffClient, expect: int = 200, **changed: str) -> Page:
    nurse.get("/invitations/new")
    return nurse.submit({**PERSON, **changed}, expect=expect)


def link(page: Page) -> str:
    """The path of the link shown."""
    return urlsplit(page.by_id("link").get("value")).path


def test_a_link_shown_once_opens_for_the_patient(app: Flask, nurse: StaffClient) -> None:
    page = invite(nurse)

    opened = PageClient(app).get(link(page))

    assert "P. E." in opened.main.text
    assert page.response.headers["Cache-Control"] == "no-store"


def test_an_invitation_names_a_clinician_and_a_day(app: Flask, nurse: StaffClient) -> None:
    someone = add_staff(app, Role.CLINICIAN)

    invite(nurse, clinician=str(someone), consult_on=CONSULT.isoformat())

    listed = nurse.get("/worklist").main.text
    assert CONSULT_SAID in listed
    assert "Clinician Example" in listed


def test_what_is_missing_is_asked_for_and_nothing_is_made(nurse: StaffClient) -> None:
    page = invite(nurse, 422, name="", date_of_birth="2999-01-01")

    assert page.errors == [
        "Write the patient's full name",
        "Check the year: 2999 is too far away",
    ]
    assert "Nobody is in this list" in nurse.get("/worklist").main.text


def test_nobody_is_invited_to_a_consult_that_is_past(nurse: StaffClient) -> None:
    page = invite(nurse, 422, consult_on=(CONSULT - timedelta(days=60)).isoformat())

    assert page.errors == ["The consult day is past: enter today or a later day"]


@pytest.mark.parametrize(
    "other", [{"name": "Other Person"}, {"date_of_birth": "1951-03-10"}, {"sex": "male"}]
)
def test_a_record_number_of_somebody_else_is_refused(
    nurse: StaffClient, other: dict[str, str]
) -> None:
    invite(nurse)

    page = invite(nurse, 422, **other)

    assert "belongs to a patient with another name, date of birth or sex" in page.errors[0]


def test_a_new_link_stops_the_old_one(app: Flask, nurse: StaffClient) -> None:
    old = link(invite(nurse))
    nurse.get("/worklist")
    submission = nurse.get(nurse.page.links["Pat Example"] if nurse.page else "")

    new = link(nurse.submit(to=f"{submission.url}/invitation/reissue"))

    PageClient(app).get(new)
    assert "replaced by a newer one" in PageClient(app).get(old, expect=410).main.text


def test_a_link_taken_back_lets_nobody_in(app: Flask, nurse: StaffClient, invited: Invited) -> None:
    nurse.get(f"/responses/{invited.response_id}")

    nurse.submit(to=f"/responses/{invited.response_id}/invitation/revoke")

    PageClient(app).get(invited.link, expect=410)


def test_clinicians_do_not_invite(clinician: StaffClient) -> None:
    clinician.get("/invitations/new", expect=403)


def test_no_sex_is_chosen_beforehand(nurse: StaffClient) -> None:
    page = invite(nurse, 422, sex="")

    assert page.errors == ["Choose the sex as recorded"]


def test_the_words_to_send_say_which_appointment_and_with_whom(
    app: Flask, nurse: StaffClient
) -> None:
    someone = add_staff(app, Role.CLINICIAN)

    page = invite(nurse, clinician=str(someone), consult_on=CONSULT.isoformat())

    words = page.by_id("words").text
    assert CONSULT_SAID in words
    assert "Clinician Example" in words
    assert link(page) in words


def test_staff_see_what_has_become_of_a_link(nurse: StaffClient, invited: Invited) -> None:
    submission = f"/responses/{invited.response_id}"
    assert "It has not been opened yet." in nurse.get(submission).main.text

    page = nurse.submit(to=f"{submission}/invitation/revoke")

    assert "The link was taken back on" in page.main.text
    assert not [form for form in page.forms() if form.get("action").endswith("/revoke")]
