"""Staff invite a patient: the link is shown once, made anew, taken back."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import AuditEvent, Patient, Response, Role, Stage
from tests.kit.pages import Page, PageClient, values
from tests.kit.people import Invited, StaffClient, add_staff
from tests.kit.people import invite as invite_directly
from tests.responses.test_doubted_details import strip

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


@pytest.mark.parametrize("signs", ["-", "#/", "…", "?", "- —"])
def test_signs_alone_are_no_name_and_no_record_number(nurse: StaffClient, signs: str) -> None:
    page = invite(nurse, 422, name=signs, record_number=signs)

    assert page.errors == [
        "Write the patient's full name: it has letters",
        "Write the hospital record number: it has figures or letters",
    ]


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


@pytest.mark.parametrize("way", ["reissue", "revoke"])
def test_a_link_that_a_colleague_has_just_given_out_is_not_stopped_unseen(
    app: Flask, nurse: StaffClient, invited: Invited, way: str
) -> None:
    add_staff(app, Role.NURSE, "colleague")
    colleague, submission = StaffClient(app, "colleague"), f"/responses/{invited.response_id}"
    nurse.get(submission)
    colleague.get(submission)
    given_out = link(colleague.submit(to=f"{submission}/invitation/reissue"))

    page = nurse.submit(to=f"{submission}/invitation/{way}")

    assert page.url == submission
    assert "invitation reissued (Colleague Example, " in page.main.text
    PageClient(app).get(given_out)
    nurse.submit(to=f"{submission}/invitation/{way}")  # she has seen it, and means it
    PageClient(app).get(given_out, expect=410)


def test_the_address_of_a_link_shown_once_leads_back_to_its_response(
    nurse: StaffClient, invited: Invited
) -> None:
    submission = f"/responses/{invited.response_id}"

    for way in ("reissue", "revoke"):
        assert nurse.get(f"{submission}/invitation/{way}/v1").url == submission


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


# Who the clinic may have already

UNDER_RN_7 = "Pat Example, born 27 March 1948, under record number RN 7"


def choose(nurse: StaffClient, page: Page, words: str, expect: int = 200, **changed: str) -> Page:
    """Answer "Is this the same person?" with the choice that begins so, the form as it stood."""
    label = next(one for one in page.main.all("label") if one.text.strip().startswith(words))
    value = page.by_id(label.get("for")).get("value")
    return nurse.submit({"same_person": value, **changed}, expect=expect)


def patients(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        rows = read_session().scalars(select(Patient).order_by(Patient.created_at))
        return [(row.name, row.record_number) for row in rows]


def responses(app: Flask) -> list[str]:
    with app.app_context():
        rows = read_session().scalars(select(Response).order_by(Response.created_at))
        return [row.patient.record_number for row in rows]


NEAR = [
    "PAT EXAMPLE",
    "Pat  Éxample",
    "Example, Pat",
    "P. Example",
    "Pat Exampel",
    "Pat Married-Example",
    "P. E.",
]


@pytest.mark.parametrize("near", NEAR)
def test_a_near_name_of_the_same_birthday_is_asked_about(
    app: Flask, nurse: StaffClient, near: str
) -> None:
    invite(nurse)

    page = invite(nurse, 422, name=near, record_number="RN 8")

    assert page.errors == ["Somebody here may be the same person: say whether it is"]
    assert "born 27 March 1948 , record number RN 7, has the same birthday" in page.main.text
    assert patients(app) == [("Pat Example", "RN 7")]


@pytest.mark.parametrize(
    "other", [{"name": "Dorothy Ash"}, {"name": "P. E.", "date_of_birth": "1948-03-28"}]
)
def test_who_is_not_like_anybody_is_invited_at_once(
    nurse: StaffClient, other: dict[str, str]
) -> None:
    invite(nurse)

    nurse.get("/invitations/new")

    page = nurse.submit({**PERSON, **other, "record_number": "RN 8"})

    assert page.heading == "Invitation link"


def test_the_same_person_is_invited_under_the_number_that_they_have(
    app: Flask, nurse: StaffClient
) -> None:
    invite(nurse)
    page = invite(nurse, 422, name="Pat Exampel", record_number="RN 8")

    choose(nurse, page, f"Yes. Make one more response for {UNDER_RN_7}")

    assert patients(app) == [("Pat Example", "RN 7")]
    assert responses(app) == ["RN 7", "RN 7"]


@pytest.mark.parametrize(
    "like", [{"name": "Pat Exampel", "record_number": "RN 8"}, {"name": "Other Person"}]
)
def test_an_open_response_is_said_whatever_it_is_that_is_alike(
    app: Flask, nurse: StaffClient, like: dict[str, str]
) -> None:
    invite(nurse)
    open_one = f"The open response, made on {day_said(clock_today(app))} , stands at ○ Invited"

    page = invite(nurse, 422, **like)

    assert open_one in page.main.text
    assert f"Yes. Make one more response for {UNDER_RN_7}" in page.main.text
    with app.app_context(), write_session() as session:
        session.scalars(select(Response)).one().stage = Stage.CLOSED
    page = invite(nurse, 422, **like)
    assert "open response" not in page.main.text
    choose(nurse, page, f"Yes. Invite {UNDER_RN_7}")
    assert responses(app) == ["RN 7", "RN 7"]


def test_a_response_that_a_colleague_has_opened_meanwhile_is_asked_about_anew(
    app: Flask, nurse: StaffClient
) -> None:
    invite(nurse)
    with app.app_context(), write_session() as session:
        session.scalars(select(Response)).one().stage = Stage.CLOSED
    page = invite(nurse, 422, name="Pat Exampel", record_number="RN 8")
    invite_directly(app, "Pat Example", "RN 7", date_of_birth=date(1948, 3, 27))

    again = choose(nurse, page, f"Yes. Invite {UNDER_RN_7}", expect=422)

    assert responses(app) == ["RN 7", "RN 7"]
    choose(nurse, again, f"Yes. Make one more response for {UNDER_RN_7}")
    assert responses(app) == ["RN 7", "RN 7", "RN 7"]


def clock_today(app: Flask) -> date:
    with app.app_context():
        return clock.today()


def day_said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def test_another_person_of_a_near_name_is_invited_all_the_same(
    app: Flask, nurse: StaffClient
) -> None:
    invite(nurse)
    page = invite(nurse, 422, name="Pam Example", record_number="RN 8")

    choose(nurse, page, "No, another person")

    assert patients(app) == [("Pat Example", "RN 7"), ("Pam Example", "RN 8")]


def test_an_open_response_of_the_same_patient_is_said_with_the_way_to_it(
    app: Flask, nurse: StaffClient
) -> None:
    invite(nurse)

    page = invite(nurse, 422, name="pat example", record_number="rn-7")

    assert "This patient has an open response already" in page.errors[0]
    assert page.links["To the response of Pat Example"].startswith("/responses/")
    assert not [one for one in page.main.all("label") if one.text.startswith("No, another")]
    choose(nurse, page, "Yes. Make one more response for Pat Example")
    assert responses(app) == ["RN 7", "RN 7"]


def test_a_closed_response_is_nothing_to_ask_about(app: Flask, nurse: StaffClient) -> None:
    invite(nurse)
    with app.app_context(), write_session() as session:
        session.scalars(select(Response)).one().stage = Stage.CLOSED

    assert invite(nurse).heading == "Invitation link"
    assert responses(app) == ["RN 7", "RN 7"]


def test_a_record_number_of_somebody_else_is_no_dead_end(app: Flask, nurse: StaffClient) -> None:
    invite(nurse)
    page = invite(nurse, 422, name="Other Person")

    assert page.links["To the response of Pat Example"].startswith("/responses/")
    choose(nurse, page, f"Yes. Make one more response for {UNDER_RN_7}")
    assert patients(app) == [("Pat Example", "RN 7")]

    invite(nurse, 422, name="Other Person")
    assert nurse.submit({"record_number": "RN 8"}).heading == "Invitation link"
    assert patients(app) == [("Pat Example", "RN 7"), ("Other Person", "RN 8")]


def test_a_number_that_only_looks_the_same_may_be_another_patients(
    app: Flask, nurse: StaffClient
) -> None:
    invite(nurse, record_number="RN 1/2")
    page = invite(nurse, 422, name="Dorothy Ash", record_number="RN 12")
    assert "has a record number that looks the same" in page.main.text

    choose(nurse, page, "No, another person")

    assert patients(app) == [("Pat Example", "RN 1/2"), ("Dorothy Ash", "RN 12")]
    page = invite(nurse, 422, name="Third Person", record_number="RN-12")
    assert "Dorothy Ash" in page.main.text
    assert "Pat Example" in page.main.text


def test_who_came_meanwhile_is_asked_about_anew(app: Flask, nurse: StaffClient) -> None:
    invite(nurse)
    page = invite(nurse, 422, name="Pam Example", record_number="RN 8")
    invite_directly(app, "Pat Exampel", "RN 9", date_of_birth=date(1948, 3, 27))

    again = choose(nurse, page, "No, another person", expect=422)

    assert "record number RN 9" in again.main.text
    choose(nurse, again, "No, another person")
    assert ("Pam Example", "RN 8") in patients(app)


def test_a_choice_that_was_not_offered_is_asked_again(app: Flask, nurse: StaffClient) -> None:
    invite(nurse)
    invite(nurse, 422, name="Other Person")

    for made_up in ("another", str(uuid4()), ""):
        page = nurse.submit({"same_person": made_up}, expect=422)
        assert "Check all four" in page.errors[0]

    assert patients(app) == [("Pat Example", "RN 7")]


def test_a_double_click_on_yes_makes_one_response(app: Flask, nurse: StaffClient) -> None:
    invite(nurse)
    page = invite(nurse, 422, name="Pat Exampel", record_number="RN 8")
    label = next(one for one in page.main.all("label") if one.text.strip().startswith("Yes."))
    chosen = [page.by_id(label.get("for")).get("value")]
    sent = {**values(page.form("")), "same_person": chosen}

    for _click in range(2):
        nurse.send("/invitations/new", {name: value for name, value in sent.items() if any(value)})

    assert responses(app) == ["RN 7", "RN 7"]


def test_both_submissions_say_afterwards_who_is_alike(app: Flask, nurse: StaffClient) -> None:
    one = invite_directly(app, "Pat Example", "RN 7")
    other = invite_directly(app, "Pat Exampel", "RN 8")
    apart = invite_directly(app, "Dorothy Ash", "RN 9")

    first = nurse.get(f"/responses/{one.response_id}").main.text
    second = nurse.get(f"/responses/{other.response_id}")

    assert "Pat Exampel , born 27 March 1948 , record number RN 8, has the same birthday" in first
    assert (
        "Pat Example , born 27 March 1948 , record number RN 7, has the same birthday"
        in second.main.text
    )
    assert second.links["To the response of Pat Example"] == f"/responses/{one.response_id}"
    assert "same person" not in nurse.get(f"/responses/{apart.response_id}").main.text


def test_both_open_responses_of_a_patient_lead_to_each_other(
    app: Flask, nurse: StaffClient
) -> None:
    one, other = (invite_directly(app, "Pat Example", "RN 7") for _ in range(2))

    page = nurse.get(f"/responses/{one.response_id}")

    assert "has another open response" in page.main.text
    assert page.links["To the response of Pat Example"] == f"/responses/{other.response_id}"


def test_the_trail_tells_of_whom_a_page_named(app: Flask, nurse: StaffClient) -> None:
    one = invite_directly(app, "Pat Example", "RN 7")
    invite(nurse, 422, name="Pam Example", record_number="RN 8")

    with app.app_context():
        row = (
            read_session().scalars(select(AuditEvent).order_by(AuditEvent.sequence.desc())).first()
        )
        patient = read_session().get_one(Response, one.response_id).patient_id
    assert row
    assert (row.action, row.detail) == ("asked if the same person", {"patients": [str(patient)]})


def test_a_search_finds_whose_number_looks_the_same_and_names_the_other(
    app: Flask, nurse: StaffClient
) -> None:
    invite(nurse, record_number="RN 1/2")
    page = invite(nurse, 422, name="Dorothy Ash", record_number="RN 12")
    choose(nurse, page, "No, another person")
    found = search(nurse, "rn 12")

    assert found.heading.startswith("Submission")
    assert found.links["To the response of Pat Example"].startswith("/responses/")
    assert "record number RN 1/2, has a record number that looks the same" in found.main.text


def search(nurse: StaffClient, number: str) -> Page:
    nurse.get("/worklist")
    return nurse.submit({"record_number": number}, to="/worklist/find")


@pytest.mark.parametrize(
    ("number", "name"), [("RN 1/2", "Pat Example"), ("RN 12", "Dorothy Ash"), ("rn1/2", "Pat Exam")]
)
def test_a_search_opens_whose_number_is_exact_however_many_look_alike(
    app: Flask, nurse: StaffClient, number: str, name: str
) -> None:
    twins(app, nurse)

    found = search(nurse, number)

    assert found.heading.startswith("Submission")
    assert strip(found).startswith(name)


def test_a_search_asks_which_where_several_look_alike_and_none_is_exact(
    app: Flask, nurse: StaffClient
) -> None:
    pat, dorothy = twins(app, nurse)

    page = search(nurse, "rn-1-2")

    assert page.heading == "Which patient?"
    assert "Pat Example , born 27 March 1948 , record number RN 1/2" in page.main.text
    assert page.links["To the response of Pat Example"] == f"/responses/{pat}"
    assert page.links["To the response of Dorothy Ash"] == f"/responses/{dorothy}"
    with app.app_context():
        rows = select(AuditEvent).order_by(AuditEvent.sequence.desc())
        row = read_session().scalars(rows).first()
        assert row
        assert row.detail == {"responses": [str(pat), str(dorothy)]}


def twins(app: Flask, nurse: StaffClient) -> tuple[UUID, UUID]:
    """Two patients whose numbers only look the same, and their responses; the later one's is later."""
    invite(nurse, record_number="RN 1/2")
    page = invite(nurse, 422, name="Dorothy Ash", record_number="RN 12")
    choose(nurse, page, "No, another person")
    with app.app_context():
        one, other = read_session().scalars(select(Response.id).order_by(Response.created_at))
        return one, other
