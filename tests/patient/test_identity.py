"""Opening a link: whose birthday is wanted, wrong tries, and links that are shut."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from questionnaire.patient import identity
from questionnaire.responses import invitations
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import AuditEvent
from questionnaire.web import lockout, untold
from tests.kit.pages import PageClient, values
from tests.kit.people import Invited, PatientClient, StaffClient, invite, link_of

WRONG = date(1950, 1, 1)
NO_LINK = f"/i/{'x' * 43}"


def test_link_and_birthday_open_the_questions(app: Flask, invited: Invited) -> None:
    page = PatientClient(app, invited).open_link()

    assert page.heading == "Questions about your back pain"


def test_only_initials_are_shown_before_the_birthday(app: Flask) -> None:
    client = PatientClient(app, invite(app, "Dorothy Ann Pemberton"))

    page = client.get(client.link)

    assert "D. P." in page.text
    assert "Dorothy" not in page.text
    assert "Pemberton" not in page.text
    assert page.heading == "What is the patient's date of birth?"


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Dorothy Ann Pemberton", "D. P."),
        ("Cher", "C."),
        ("Demo Patient 01 (synthetic)", "D. P."),
        ("van der Berg", "V. B."),
        ("Ana Ana", "A. A."),
    ],
)
def test_initials_are_those_of_the_first_and_last_name(name: str, initials: str) -> None:
    assert identity.initials(name) == initials


def test_wrong_birthday_says_whose_is_wanted(app: Flask, invited: Invited) -> None:
    page = PatientClient(app, invited).open_link(WRONG, expect=422)

    assert page.errors == [
        "This is not the date of birth we have for P. E.: you can try 4 more times"
    ]


def test_no_birthday_and_an_unclear_one_cost_no_try(app: Flask, invited: Invited) -> None:
    client = PatientClient(app, invited)
    client.get(client.link)

    blank = client.submit(expect=422)
    unclear = client.submit({"born-day": "111970"}, expect=422)

    assert blank.errors == ["Write the patient's date of birth"]
    assert unclear.errors == ["Write the day as a number from 1 to 31"]
    with app.app_context():
        assert link_of(read_session(), invited).failed_tries == 0


def test_five_wrong_birthdays_close_the_link_for_15_minutes(app: Flask, invited: Invited) -> None:
    client = PatientClient(app, invited)
    start = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as traveller:
        with app.app_context(), write_session() as session:
            link_of(session, invited).expires_on = date(2026, 11, 30)
        for _ in range(4):
            client.open_link(WRONG, expect=422)
        asked = client.get(client.link)
        [link] = values(asked.form())["link"]
        page = client.submit({"born-day": "1", "born-month": "1", "born-year": "1950"})

        assert page.heading == "This link is closed for 15 minutes"
        assert client.get(client.link).heading == "This link is closed for 15 minutes"
        right = {"born-day": "27", "born-month": "3", "born-year": "1948", "link": link}
        assert client.post("/door", right).heading == "This link is closed for 15 minutes"

        traveller.move_to(start + timedelta(minutes=15, seconds=1))
        assert client.open_link().heading == "Questions about your back pain"


def test_link_works_again_and_on_another_device(app: Flask, invited: Invited) -> None:
    PatientClient(app, invited).open_link()

    assert PatientClient(app, invited).open_link().heading == "Questions about your back pain"


def test_link_still_works_after_sending(
    patient: PatientClient, app: Flask, invited: Invited
) -> None:
    patient.get(patient.at("declaration"))
    patient.submit()

    page = PatientClient(app, invited).open_link()

    assert page.heading == "Your answers are sent"


def test_link_that_has_run_out_names_the_clinic(app: Flask, invited: Invited) -> None:
    with app.app_context(), write_session() as session:
        link_of(session, invited).expires_on = clock.today() - timedelta(days=1)
    client = PatientClient(app, invited)

    page = client.get(client.link, expect=410)

    assert page.heading == "This link has run out"
    assert "You can ask for a new link here, or call the clinic" in page.text


def test_unknown_link_is_not_found(app: Flask, invited: Invited) -> None:
    client = PatientClient(app, invited)

    page = client.get(f"{client.link[:-3]}xyz", expect=404)

    assert page.heading == "We do not know this link"


def test_every_step_is_in_the_trail(app: Flask, invited: Invited) -> None:
    client = PatientClient(app, invited)
    client.open_link(WRONG, expect=422)
    client.open_link()

    with app.app_context():
        rows = select(AuditEvent).where(AuditEvent.response_id == invited.response_id)
        trail = [(row.action, row.actor) for row in read_session().scalars(rows)]
    assert ("identity check failed", "patient") in trail
    assert ("invitation opened", "patient") in trail


def test_twenty_wrong_birthdays_close_the_link_for_good(app: Flask, invited: Invited) -> None:
    client = PatientClient(app, invited)
    start = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as traveller:
        with app.app_context(), write_session() as session:
            link_of(session, invited).expires_on = date(2026, 11, 30)
        for tries in range(1, 20):
            client.open_link(WRONG, expect=422 if tries % 5 else 200)
            if tries % 5 == 0:
                traveller.shift(timedelta(minutes=16))
        page = client.open_link(WRONG, expect=410)

        assert page.heading == "This link is closed"
        assert "Ask for a new link here, or call the clinic" in page.main.text
        traveller.shift(timedelta(days=1))
        assert client.get(client.link, expect=410).heading == "This link is closed"


def test_the_nurse_is_told_that_a_link_was_closed(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    with app.app_context(), write_session() as session:
        link_of(session, invited).failed_tries = invitations.TRIES_IN_ALL

    page = nurse.get(f"/responses/{invited.response_id}")

    assert "Too many wrong dates of birth have closed the link" in page.main.text
    assert "Make a new link" in page.main.text


def test_the_right_birthday_takes_earlier_wrong_ones_back(app: Flask, invited: Invited) -> None:
    client = PatientClient(app, invited)
    for _ in range(4):
        client.open_link(WRONG, expect=422)

    client.open_link()

    with app.app_context():
        assert link_of(read_session(), invited).failed_tries == 0


def test_many_unknown_links_from_one_address_are_stopped_and_told_and_stop_no_patient(
    app: Flask, invited: Invited
) -> None:
    stranger = PageClient(app)
    for _ in range(lockout.TRIES_OF_ANYTHING):
        stranger.get(NO_LINK, expect=404)

    page = stranger.get(NO_LINK, expect=429)

    assert page.heading == "Too many tries just now"
    assert page.response.headers["Retry-After"] == "900"
    assert PatientClient(app, invited).open_link().status == 200
    with app.test_request_context(), write_session() as session:
        untold.tell(session)
    with app.app_context():
        told = select(AuditEvent.detail).where(AuditEvent.action == "unknown link tried")
        details = read_session().scalars(told).all()
    assert sum(int(str(one.get("tries", 1))) for one in details) == lockout.TRIES_OF_ANYTHING + 1
    assert len(details) <= 3


def test_many_wrong_birthdays_from_one_address_are_stopped_whichever_links_they_are_for(
    app: Flask,
) -> None:
    links = [invite(app, record_number=f"RN {number}", another=True) for number in range(11)]
    for link in links[:10]:
        for _ in range(lockout.TRIES_OF_ANYTHING // 10):
            PatientClient(app, link).open_link(WRONG, expect=422)

    here, elsewhere = (PatientClient(app, links[-1]) for _ in range(2))
    elsewhere.browser.environ_base["REMOTE_ADDR"] = "203.0.113.9"

    assert here.open_link(expect=429).heading == "Too many tries just now"
    assert elsewhere.open_link().heading == "Questions about your back pain"
