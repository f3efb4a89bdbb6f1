"""A patient of whom only the month or the year of birth is known, from the invitation to the export."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from questionnaire.exports import FORMATS
from questionnaire.responses import invitations
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in_all
from questionnaire.store.database import read_session, write_session
from questionnaire.store.encryption import Keyring
from questionnaire.store.models import Patient, Response
from rules.language.criteria.criteria import Polarity, Status
from rules.language.logic.case import Origin
from rules.language.logic.days import ApproximateDate
from rules.language.questions.question import Unreadable
from rules.questions import about_you
from tests.kit.filled import answered, summary
from tests.kit.keys import key
from tests.kit.pages import Page, PageClient
from tests.kit.people import Invited, StaffClient
from tests.kit.telling import tell
from tests.review.test_inviting import PERSON, link

YEAR, MONTH = ApproximateDate("1948"), ApproximateDate("1948-03")


def invited_by_year(nurse: StaffClient, known: str = "1948") -> Page:
    nurse.get("/invitations/new")
    return nurse.submit({**PERSON, "date_of_birth": known})


def code(page: Page) -> str:
    return page.by_id("code").get("value")


def at_the_door(app: Flask, page: Page, code: str, expect: int = 200, born: str = "1948") -> Page:
    client = PageClient(app)
    client.get(link(page))
    return client.submit({"born": born, "code": code}, expect=expect)


@pytest.mark.parametrize(
    ("known", "said"),
    [("1948", "1948 (year only)"), ("1948-03", "March 1948 (month and year only)")],
)
def test_who_is_known_by_year_or_month_is_invited_and_said_to_be(
    nurse: StaffClient, known: str, said: str
) -> None:
    page = invited_by_year(nurse, known)

    assert said in page.main.text
    submission = nurse.get(page.links["To the submission"])
    assert f"Born {said}" in submission.main.text
    assert said in nurse.get("/worklist").main.text


def test_a_day_without_its_month_is_refused(nurse: StaffClient) -> None:
    nurse.get("/invitations/new")

    page = nurse.submit({**PERSON, "date_of_birth": "1948--27"}, expect=422)

    assert page.errors == ["Add the month"]


def test_a_blank_birthday_is_asked_for(nurse: StaffClient) -> None:
    nurse.get("/invitations/new")

    page = nurse.submit({**PERSON, "date_of_birth": ""}, expect=422)

    assert page.errors == ["Write the date of birth, or what is known of it"]


@pytest.mark.parametrize("born", ["1948", "1948-3", "1948-3-27"])
def test_what_the_patient_knows_of_it_and_the_code_open_the_questions(
    app: Flask, nurse: StaffClient, born: str
) -> None:
    page = invited_by_year(nurse)

    opened = at_the_door(app, page, code(page), born=born)

    assert opened.heading == "Questions about your back pain"


def test_a_code_is_read_however_it_is_written(app: Flask, nurse: StaffClient) -> None:
    page = invited_by_year(nurse)
    told = code(page)

    opened = at_the_door(app, page, f" {told[:3]}-{told[3:]} ")

    assert opened.heading == "Questions about your back pain"


@pytest.mark.parametrize(("born", "is_right"), [("1948", False), ("1949", True)])
def test_neither_is_enough_alone_and_nobody_is_told_which_is_wrong(
    app: Flask, nurse: StaffClient, born: str, is_right: bool
) -> None:
    page = invited_by_year(nurse)
    told = code(page)
    wrong = told if is_right else f"{(int(told) + 1) % 10**6:06}"

    refused = at_the_door(app, page, wrong, 422, born)

    assert refused.errors == [
        (
            "What is the patient's date of birth? – "
            "This is not the date of birth and the code we have for P. E.: you can try 4 more times"
        )
    ]


def test_a_blank_box_is_no_try(app: Flask, nurse: StaffClient) -> None:
    page = invited_by_year(nurse)

    refused = at_the_door(app, page, "", 422)

    assert refused.errors == [
        "What is the code that the clinic told you? – Write the code that the clinic told you"
    ]


def test_who_is_known_by_the_day_is_asked_for_no_code(app: Flask, nurse: StaffClient) -> None:
    nurse.get("/invitations/new")
    page = nurse.submit(PERSON)

    assert "Code" not in page.main.text
    door = PageClient(app).get(link(page))
    assert not [box for box in door.main.all("input") if box.get("name") == "code"]


def test_a_new_link_has_a_new_code_and_the_old_code_opens_nothing(
    app: Flask, nurse: StaffClient
) -> None:
    page = invited_by_year(nurse)
    old = code(page)
    submission = nurse.get(page.links["To the submission"])

    renewed = nurse.submit(to=f"{submission.url}/invitation/reissue")

    assert code(renewed) != old
    at_the_door(app, renewed, old, 422)
    assert at_the_door(app, renewed, code(renewed)).heading == "Questions about your back pain"


def test_a_code_told_before_a_change_of_keys_still_opens(app: Flask, invited: Invited) -> None:
    with app.app_context():
        response = read_session().get_one(Response, invited.response_id)
        told = invitations.code_of(response, "a link's secret")
        app.extensions["keyring"] = Keyring.from_text(f"{key('second')},{key('first')}")

        assert invitations.is_code_of(response, "a link's secret", told)
        assert invitations.code_of(response, "another link's secret") != told


def test_the_code_is_kept_nowhere_and_not_in_the_words_to_send(
    app: Flask, nurse: StaffClient
) -> None:
    page = invited_by_year(nurse)

    assert code(page) not in page.by_id("words").text
    assert "you need a code." in page.by_id("words").text
    assert code(page) not in link(page)
    assert page.response.headers["Cache-Control"] == "no-store"


# What follows from it


def known_in_part(app: Flask, case_id: str, born: ApproximateDate) -> UUID:
    """A worked case whose patient's birthday is known in part instead."""
    response_id = answered(app, case_id)
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        response.patient.date_of_birth = born
        nurse = response.invitations[0].created_by
        take_in_all(
            session,
            response,
            [({about_you.date_of_birth: born}, Giver(Origin.RECORD, nurse))],
        )
        tell(session)
    return response_id


@pytest.mark.parametrize(("year", "status"), [("1975", Status.MET), ("1976", Status.NOT_MET)])
def test_an_age_that_straddles_a_limit_counts_for_a_red_flag(
    app: Flask, year: str, status: Status
) -> None:
    # F18: new pain over 50, with night pain that nothing eases; consult on 16 November 2026.
    response_id = known_in_part(app, "F18", ApproximateDate(year))

    with app.app_context():
        flags = summary(response_id).results.of(Polarity.RED_FLAG, status)
    assert "possible_cancer" in {one.criterion.key for one in flags}


def test_the_face_sheet_and_every_export_say_what_is_known(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = known_in_part(app, "F18", YEAR)

    sheet = clinician.get(f"/responses/{response_id}/face-sheet").text
    with app.app_context():
        told = summary(response_id)
        files = {file.key: file.export(told) for file in FORMATS.values()}

    assert "77 to 78 years" in sheet
    assert "1948 (year only)" in sheet
    assert json.loads(files["json"])["patient"]["date_of_birth"] == "1948"


def test_who_is_known_in_part_is_found_by_every_day_that_it_can_be(app: Flask) -> None:
    known_in_part(app, "F18", MONTH)

    def how_many(day: date | ApproximateDate) -> int | None:
        rows = select(func.count()).select_from(Patient).where(Patient.is_born_on(day))
        return read_session().scalar(rows)

    with app.app_context():
        assert how_many(date(1948, 3, 27)) == how_many(YEAR) == how_many(MONTH) == 1
        assert how_many(date(1948, 4, 1)) == how_many(ApproximateDate("1947")) == 0


def test_a_near_name_of_a_birthday_known_in_part_is_asked_about(nurse: StaffClient) -> None:
    invited_by_year(nurse)
    nurse.get("/invitations/new")

    page = nurse.submit({**PERSON, "record_number": "RN 8"}, expect=422)

    assert "1948 (year only)" in page.main.text
    assert page.errors == ["Somebody here may be the same person: say whether it is"]


@pytest.mark.parametrize("stored", ["1948-03-27", {"said": "1948-03"}, {"said": "1948"}])
def test_a_birthday_is_read_as_it_was_stored(stored: object) -> None:
    born = about_you.date_of_birth

    assert born.stored(born.read(stored)) == stored


@pytest.mark.parametrize("stored", ["1948", {"said": "3 weeks"}, {"on": "1948"}, {"said": 1948}])
def test_what_is_no_birthday_is_not_read(stored: object) -> None:
    with pytest.raises(Unreadable, match="takes a date such as"):
        about_you.date_of_birth.read(stored)
