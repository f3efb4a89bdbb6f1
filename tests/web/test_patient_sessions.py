"""A patient's session: a row that ends, on every device, with the link that it came by."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from questionnaire.responses import invitations
from questionnaire.store.database import read_session, write_session
from questionnaire.store.encryption import token_hash
from questionnaire.store.models import AuditEvent, PatientSession
from questionnaire.web import sessions
from tests.kit.pages import PageClient
from tests.kit.people import BORN, Invited, PatientClient, StaffClient, invite, link_of
from tests.review.test_identity_correction import born, put_right

CLOSED = "Open your link again"
KNOWN = "Give the date of birth again"
ANOTHER_DAY = BORN - timedelta(days=1)


@pytest.fixture
def other(app: Flask, invited: Invited) -> PatientClient:
    """The same patient, or a helper, on another device."""
    client = PatientClient(app, invited)
    client.open_link()
    return client


def at_the_submission(nurse: StaffClient, invited: Invited, act: str) -> None:
    nurse.get(f"/responses/{invited.response_id}")
    nurse.submit(to=f"/responses/{invited.response_id}/{act}")


def wrong_tries(app: Flask, invited: Invited) -> None:
    """The last of so many that the link is closed for good."""
    with app.app_context(), write_session() as session:
        link_of(session, invited).failed_tries = invitations.TRIES_IN_ALL - 1
    PatientClient(app, invited).open_link(ANOTHER_DAY, expect=410)


ENDS: dict[str, Callable[[Flask, StaffClient, PatientClient, Invited], object]] = {
    "a new link": lambda _, nurse, __, it: at_the_submission(nurse, it, "invitation/reissue"),
    "taken back": lambda _, nurse, __, it: at_the_submission(nurse, it, "invitation/revoke"),
    "closed": lambda _, nurse, __, it: at_the_submission(nurse, it, "close"),
    "birthday put right": lambda _, nurse, __, it: put_right(
        nurse, it.response_id, born(ANOTHER_DAY)
    ),
    "too many wrong tries": lambda app, _, __, it: wrong_tries(app, it),
    "stopped": lambda _, __, patient, it: patient.post(f"/r/{it.response_id}/stop"),
}
SAID = {
    "a new link": "This link was replaced by a newer one",
    "taken back": "This link was taken back",
    "closed": "Your appointment was called off",
    "birthday put right": KNOWN,
    "too many wrong tries": "This link is closed",
    "stopped": KNOWN,
}


@pytest.mark.parametrize("act", ENDS)
def test_what_shuts_the_link_ends_every_session_that_came_by_it_and_no_other(
    app: Flask,
    nurse: StaffClient,
    patient: PatientClient,
    other: PatientClient,
    invited: Invited,
    act: str,
) -> None:
    second = PatientClient(app, invite(app))  # the same patient, before another consult
    second.open_link()

    ENDS[act](app, nurse, patient, invited)

    said = [device.get(device.at("answering"), expect=403).heading for device in (patient, other)]
    assert said == [CLOSED if act == "stopped" else SAID[act], SAID[act]]
    birthday = act == "birthday put right"  # it is the patient's, whatever the link
    assert second.get(second.at("answering"), expect=403 if birthday else 200)
    if birthday:
        assert second.open_link(ANOTHER_DAY).heading == "Questions about your back pain"


def test_a_birthday_put_right_shuts_out_no_other_patient(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    somebody_else = invite(app, "Other Example", "RN 2")

    put_right(nurse, somebody_else.response_id, born(ANOTHER_DAY))

    assert patient.get(patient.at("answering")).status == 200


def test_what_was_in_the_cookie_before_a_stop_opens_nothing_afterwards(
    app: Flask, patient: PatientClient
) -> None:
    kept = patient.browser.get_cookie("session")
    assert kept
    patient.post(patient.at("stop"))

    copied = PageClient(app)
    copied.browser.set_cookie("session", kept.value)

    assert copied.get(patient.at("answering"), expect=403).heading == KNOWN


def test_the_cookie_holds_a_token_and_the_row_its_hash(patient: PatientClient, app: Flask) -> None:
    with patient.browser.session_transaction() as cookie:
        [token] = cookie[sessions.PATIENT]
        others = {name for name in cookie if name not in {sessions.PATIENT, "csrf_token", "_fresh"}}

    with app.app_context():
        row = read_session().scalars(select(PatientSession)).one()
    assert row.token_hash == token_hash(token)
    assert not others


def test_twelve_hours_end_it_in_any_case(app: Flask) -> None:
    with time_machine.travel(datetime(2026, 11, 22, 6, 0, tzinfo=UTC), tick=False) as clock:
        patient = PatientClient(app, invite(app))
        patient.open_link()
        for _ in range(12):
            clock.shift(timedelta(hours=1))
            patient.get(patient.at(""))
        clock.shift(timedelta(seconds=1))

        assert patient.get(patient.at(""), expect=403).heading == KNOWN


def test_to_stop_is_in_the_trail(app: Flask, patient: PatientClient) -> None:
    patient.post(patient.at("stop"))

    with app.app_context():
        rows = read_session().scalars(select(AuditEvent))
        assert ("left", "patient") in [(row.action, row.actor) for row in rows]


# A nurse by telephone


@pytest.fixture
def by_telephone(nurse: StaffClient, invited: Invited) -> StaffClient:
    """A nurse who answers for a patient on the telephone."""
    at_the_submission(nurse, invited, "telephone")
    return nurse


def test_a_new_link_leaves_the_interview_open(by_telephone: StaffClient, invited: Invited) -> None:
    at_the_submission(by_telephone, invited, "invitation/reissue")

    by_telephone.get(f"/r/{invited.response_id}/answering")


def test_closing_ends_the_interview_and_reopening_does_not_begin_it_again(
    app: Flask, by_telephone: StaffClient, invited: Invited
) -> None:
    page = f"/r/{invited.response_id}/answering"
    colleague = StaffClient(app, "nurse")
    at_the_submission(colleague, invited, "close")
    over = by_telephone.get(page, expect=403)
    colleague.submit(to=f"/responses/{invited.response_id}/reopen")

    assert over.heading == "You are not answering for this patient now"
    by_telephone.get(page, expect=403)
    by_telephone.get(over.links["To the submission"])


def test_the_interview_is_of_one_session_of_the_nurse(
    app: Flask, by_telephone: StaffClient, invited: Invited
) -> None:
    elsewhere = StaffClient(app, "nurse")

    elsewhere.get(f"/r/{invited.response_id}/answering", expect=403)


@pytest.mark.parametrize("way", ["stop", "sign out"])
def test_what_was_in_the_nurses_cookie_opens_no_interview_that_is_over(
    app: Flask, by_telephone: StaffClient, invited: Invited, way: str
) -> None:
    kept = by_telephone.browser.get_cookie("session")
    assert kept
    to = "/sign-out" if way == "sign out" else f"/r/{invited.response_id}/stop"
    by_telephone.get(f"/r/{invited.response_id}/")
    by_telephone.post(to)

    copied = PageClient(app)
    copied.browser.set_cookie("session", kept.value)

    copied.get(f"/r/{invited.response_id}/answering", expect=403)


def test_stopping_an_interview_leaves_the_patient_in(
    by_telephone: StaffClient, patient: PatientClient
) -> None:
    by_telephone.get(patient.at(""))
    by_telephone.post(patient.at("stop"))

    assert patient.get(patient.at("answering")).status == 200


# At the door


def test_a_link_that_is_only_looked_at_changes_nothing(app: Flask, invited: Invited) -> None:
    def all_rows() -> list[object]:
        with app.app_context():
            link = link_of(read_session(), invited)
            trail = read_session().scalars(select(AuditEvent.sequence)).all()
            return [link.failed_tries, link.opened_at, link.locked_until, trail]

    before = all_rows()
    for _ in range(30):
        bot = app.test_client()
        bot.head(invited.link)
        bot.get(invited.link, follow_redirects=True)

    assert all_rows() == before


def test_the_link_answers_with_nothing_but_the_way_to_the_door(
    app: Flask, invited: Invited
) -> None:
    answer = app.test_client().get(f"{invited.link}?from=a-message")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/door"
    assert answer.get_data() == b""


BEHIND = (".", ",", ")", ">", "%20", "%20and%20more", "/", "/x", "?", "%3E", "%E2%80%9D", ".)")


@pytest.mark.parametrize("behind", BEHIND)
def test_what_a_mail_program_adds_behind_a_link_does_no_harm(
    app: Flask, invited: Invited, behind: str
) -> None:
    page = PageClient(app).get(f"{invited.link}{behind}")

    assert page.url == "/door"
    assert "P. E." in page.main.text


def test_a_link_that_was_cut_off_comes_to_the_door_too(app: Flask, invited: Invited) -> None:
    assert PageClient(app).get(invited.link[:-1], expect=404).url == "/door"


def test_a_second_link_on_the_same_device_takes_the_place_of_the_first(app: Flask) -> None:
    first, second = invite(app), invite(app, "Sam Other", "RN 2")
    browser = PageClient(app)
    browser.get(first.link)

    assert "S. O." in browser.get(second.link).main.text


def test_a_page_of_the_first_link_costs_the_second_no_try(app: Flask) -> None:
    first, second = invite(app), invite(app, "Sam Other", "RN 2", date_of_birth=ANOTHER_DAY)
    patient = PatientClient(app, first)
    of_first = patient.get(first.link)
    patient.get(second.link)
    patient.page = of_first

    page = patient.submit({"born": BORN.isoformat()})

    assert page.heading == "Open the link in your invitation"
    with app.app_context():
        assert link_of(read_session(), second).failed_tries == 0


def test_a_browser_without_cookies_is_told_what_to_do(app: Flask, invited: Invited) -> None:
    browser = PageClient(app)
    browser.browser = app.test_client(use_cookies=False)

    page = browser.get(invited.link)

    assert page.heading == "Open the link in your invitation"
    assert "this browser does not keep cookies" in page.main.text


def test_back_from_the_questions_to_the_door_leads_to_the_questions(patient: PatientClient) -> None:
    assert patient.get("/door").heading == "Questions about your back pain"


def test_after_a_stop_the_door_asks_for_the_link(patient: PatientClient) -> None:
    patient.post(patient.at("stop"))

    assert patient.get("/door").heading == "Open the link in your invitation"


def test_a_wrong_birthday_is_asked_for_again_at_the_door(app: Flask, invited: Invited) -> None:
    page = PatientClient(app, invited).open_link(ANOTHER_DAY, expect=422)

    assert page.url == "/door"
    assert "4 more times" in page.main.text


def test_the_secret_of_a_link_is_in_no_page_and_no_log(
    app: Flask, invited: Invited, caplog: pytest.LogCaptureFixture
) -> None:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=None)
    secret, patient = invited.link.rpartition("/")[2], PatientClient(app, invited)
    with caplog.at_level(logging.DEBUG):
        pages = [
            patient.open_link(ANOTHER_DAY, expect=422),
            patient.open_link(),
            patient.post(invited.link, expect=405),
            patient.get("/door"),
        ]

    assert secret not in caplog.text
    assert not [page for page in pages if secret in page.response.get_data(as_text=True)]
