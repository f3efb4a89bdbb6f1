"""A page sent after the session ended: the birthday is asked on it, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from questionnaire.responses import invitations, kept_pages
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import KeptPage, Response
from questionnaire.web import lockout
from questionnaire.web.sessions import PATIENT_IDLE
from tests.kit.keeping import erase_now
from tests.kit.pages import Page, PageClient
from tests.kit.people import BORN, Invited, PatientClient, StaffClient, a_nurse, invite, link_of
from tests.patient.test_patient import answer, rows, value

AGAIN = "Give the date of birth again"
NOT_LET_IN = "We cannot let you in with this date. Open your link"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WORDS = "My back hurts when I climb the stairs. ½ « d'accord » " * 40
RIGHT = {"born-day": "27", "born-month": "3", "born-year": "1948"}
WRONG = {"born-day": "1", "born-month": "1", "born-year": "1950"}


@pytest.fixture
def clock() -> Generator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def writing(client: PatientClient) -> Page:
    return client.get(client.at("anything-else"))


def lose_cookies(client: PageClient) -> None:
    client.browser = client.app.test_client()


def in_store(app: Flask) -> int:
    with app.app_context():
        return len(read_session().scalars(select(KeptPage)).all())


def test_after_two_hours_the_birthday_is_asked_on_the_page_and_what_was_typed_is_saved(
    app: Flask, clock: time_machine.Traveller
) -> None:
    invited = invite(app)
    patient = PatientClient(app, invited)
    patient.open_link()
    writing(patient)
    clock.shift(PATIENT_IDLE + timedelta(minutes=1))

    asked = patient.submit({"anything_else": WORDS}, expect=403)
    assert asked.heading == AGAIN
    assert "P. E." in asked.main.text
    assert "after 2 hours without use" in asked.main.text
    assert "stairs" not in asked.text
    wrong = patient.submit(WRONG, expect=403)
    assert wrong.errors == [
        "This is not the date of birth we have for P. E.: you can try 4 more times"
    ]
    patient.submit(RIGHT)

    assert rows(app, invited, "anything_else") == [WORDS.strip()]
    assert patient.open_link().heading == "Questions about your back pain"


def test_the_birthday_given_by_a_double_tap_is_given_once(
    app: Flask, patient: PatientClient, invited: Invited
) -> None:
    writing(patient)
    lose_cookies(patient)
    patient.submit({"anything_else": WORDS}, expect=403)
    asked, before = patient.page, patient.browser.get_cookie("session")
    patient.submit(RIGHT)
    after = patient.browser.get_cookie("session")
    assert before
    assert after

    for cookie in (before, after):  # sent before the first was answered, and after it
        patient.browser.set_cookie("session", cookie.value)
        patient.page = asked
        patient.submit(RIGHT)

    assert rows(app, invited, "anything_else") == [WORDS.strip()]


def test_who_left_has_shut_the_way_by_the_address_too(app: Flask, patient: PatientClient) -> None:
    page = writing(patient)
    patient.post(patient.at("stop"))
    lose_cookies(patient)
    patient.page = page

    patient.submit({"anything_else": WORDS}, expect=403)

    assert patient.submit(RIGHT, expect=403).errors == [NOT_LET_IN]
    assert in_store(app) == 0


@pytest.fixture
def lost(patient: PatientClient) -> PatientClient:
    """Somebody whose browser forgot all, and who has just sent a page."""
    writing(patient)
    lose_cookies(patient)
    patient.submit({"anything_else": WORDS}, expect=403)
    return patient


def test_without_a_cookie_the_pages_own_path_names_the_entry(
    lost: PatientClient, app: Flask, invited: Invited
) -> None:
    assert lost.page
    assert "P. E." not in lost.page.text
    assert value(app, invited, "anything_else") is None

    lost.submit(RIGHT)

    assert value(app, invited, "anything_else") == WORDS.strip()


def test_what_was_typed_is_on_its_page_where_the_link_is_opened_again_instead(
    lost: PatientClient, app: Flask, invited: Invited
) -> None:
    page = lost.open_link()

    assert page.url.endswith("/last")
    assert WORDS.strip() in page.by_id("anything_else").text
    lost.submit()
    assert rows(app, invited, "anything_else") == [WORDS.strip()]
    assert in_store(app) == 0
    assert lost.open_link().heading == "Questions about your back pain"


def test_another_browser_is_not_shown_what_a_stranger_may_have_sent(
    lost: PatientClient, app: Flask, invited: Invited
) -> None:
    assert PatientClient(app, invited).open_link().heading == "Questions about your back pain"


def test_another_persons_link_in_the_same_browser_asks_for_the_birthday_of_each(
    app: Flask, patient: PatientClient, invited: Invited
) -> None:
    born = date(1950, 5, 1)
    other = PatientClient(app, invite(app, "Sam Other", "RN 2", date_of_birth=born))
    mine = writing(patient)
    other.browser = patient.browser
    other.open_link(born)

    patient.page = mine
    asked = patient.submit({"anything_else": WORDS}, expect=403)
    assert "opens another person's link here" in asked.main.text
    patient.submit({"born-day": "1", "born-month": "5", "born-year": "1950"}, expect=403)
    patient.submit(RIGHT)

    assert value(app, invited, "anything_else") == WORDS.strip()
    assert other.get(other.at("walking"), expect=403).heading == AGAIN
    back = other.submit({"born-day": "1", "born-month": "5", "born-year": "1950"})
    assert back.url == other.at("walking")


def test_what_was_answered_elsewhere_meanwhile_is_asked_about(
    app: Flask, patient: PatientClient, invited: Invited
) -> None:
    older = patient.get(patient.at("pain-now"))
    other = PatientClient(app, invited)
    other.open_link()
    answer(other, "pain-now", {"pain_now": "9"})
    lose_cookies(patient)
    patient.page = older
    patient.submit({"pain_now": "5"}, expect=403)

    page = patient.submit(RIGHT, expect=422)

    assert page.errors == [
        "How bad is the pain right now? – This was also answered on another page. Choose which is right"
    ]
    assert rows(app, invited, "pain_now") == [9]


def send_by_hand(app: Flask, response_id: UUID, **boxes: str) -> Page:
    """As anybody may who never saw a page of the response."""
    stranger = PageClient(app)
    stranger.get("/sign-in")
    return stranger.post(
        f"/r/{response_id}/anything-else/v0", {"anything_else": "x", **boxes}, expect=403
    )


def words_of(page: Page, response_id: UUID) -> str:
    return page.text.replace(str(response_id), "")


def test_who_sends_a_page_of_no_response_meets_the_same_as_of_one(
    app: Flask, patient: PatientClient, invited: Invited
) -> None:
    unopened, nobody = invite(app, record_number="RN 2", another=True).response_id, uuid4()
    told = []
    for one in (invited.response_id, unopened, nobody):
        stranger = PageClient(app)
        stranger.get("/sign-in")
        asked = stranger.post(f"/r/{one}/anything-else/v0", {"anything_else": "x"}, expect=403)
        wrong = stranger.submit(WRONG, expect=403)
        blank = stranger.submit({"born-day": "", "born-month": "", "born-year": ""}, expect=403)
        told.append([words_of(page, one) for page in (asked, wrong, blank)])
        assert wrong.errors == [NOT_LET_IN]

    assert told[0] == told[1] == told[2]
    assert in_store(app) == 1


def test_wrong_birthdays_count_against_the_link_as_at_the_door(
    lost: PatientClient, app: Flask, invited: Invited
) -> None:
    for _ in range(5):
        lost.submit(WRONG, expect=403)

    refused = lost.submit(RIGHT, expect=403)

    assert refused.errors == [NOT_LET_IN]
    with app.app_context():
        assert link_of(read_session(), invited).failed_tries == 5
    closed = PatientClient(app, invited)
    assert closed.get(closed.link).heading == "This link is closed for 15 minutes"


def test_birthdays_of_no_response_are_stopped_as_any(app: Flask) -> None:
    stranger = PageClient(app)
    stranger.get("/sign-in")
    stranger.post(f"/r/{uuid4()}/anything-else/v0", {"anything_else": "x"}, expect=403)
    for _ in range(lockout.TRIES_OF_ANYTHING):
        stranger.submit(WRONG, expect=403)

    stranger.submit(WRONG, expect=429)


@pytest.mark.parametrize("act", ["reissue", "revoke", "close"])
def test_where_the_link_is_shut_nothing_is_kept_and_nobody_is_let_in(
    app: Flask, nurse: StaffClient, patient: PatientClient, act: str
) -> None:
    page = writing(patient)
    nurse.get(f"/responses/{patient.response_id}")
    way = act if act == "close" else f"invitation/{act}"
    nurse.submit(to=f"/responses/{patient.response_id}/{way}")

    known = patient.submit({"anything_else": WORDS}, expect=403)
    assert known.heading.startswith("This link was") or "called off" in known.heading
    lose_cookies(patient)
    patient.page = page
    patient.submit({"anything_else": WORDS}, expect=403)
    assert patient.submit(RIGHT, expect=403).errors == [NOT_LET_IN]

    assert in_store(app) == 0


def test_an_address_alone_lets_nobody_in_where_nobody_was_in_lately(
    app: Flask, clock: time_machine.Traveller
) -> None:
    patient = PatientClient(app, invite(app))
    patient.open_link()
    writing(patient)
    lose_cookies(patient)
    clock.shift(timedelta(days=1, minutes=1))

    patient.submit({"anything_else": WORDS}, expect=403)

    assert patient.submit(RIGHT, expect=403).errors == [NOT_LET_IN]
    assert in_store(app) == 0


def test_after_an_hour_it_is_gone_and_said_to_be(app: Flask, clock: time_machine.Traveller) -> None:
    patient = PatientClient(app, invite(app))
    patient.open_link()
    writing(patient)
    lose_cookies(patient)
    patient.submit({"anything_else": WORDS}, expect=403)
    clock.shift(kept_pages.KEPT_FOR + timedelta(seconds=1))

    assert patient.submit(RIGHT).heading == "Fill in one page again"
    assert in_store(app) == 0


def test_a_stranger_fills_no_store(app: Flask, patient: PatientClient) -> None:
    for _ in range(lockout.TRIES_OF_ANYTHING):
        send_by_hand(app, patient.response_id)
    assert "could not be saved" in send_by_hand(app, patient.response_id).main.text
    send_by_hand(app, patient.response_id, more="x" * kept_pages.LONGEST)

    assert in_store(app) == kept_pages.AT_ONCE


def test_a_page_of_another_site_is_not_kept(app: Flask, patient: PatientClient) -> None:
    sent = app.test_client().post(
        patient.at("anything-else/v0"),
        data={"anything_else": "x"},
        headers={"Origin": "https://elsewhere.example"},
    )

    assert sent.status_code == 403
    assert "Open your link again" in sent.text
    assert in_store(app) == 0


def test_what_is_kept_is_sealed_and_goes_with_an_erasure(
    lost: PatientClient, app: Flask, invited: Invited
) -> None:
    with app.app_context():
        row = read_session().scalars(select(KeptPage)).one()
        assert b"stairs" not in row.sent_sealed

    erase_now(app, invited.response_id)

    assert in_store(app) == 0


def test_a_form_that_forges_another_key_takes_in_nothing(
    lost: PatientClient, app: Flask, invited: Invited
) -> None:
    page = lost.submit({**RIGHT, "again": uuid4().hex})

    assert page.heading == "Fill in one page again"
    assert value(app, invited, "anything_else") is None


def test_sessions_opened_by_an_old_link_end_when_a_new_one_is_made(
    app: Flask, patient: PatientClient
) -> None:
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, patient.response_id)
        invitations.reissue(session, response, created_by=a_nurse(session).id)

    page = patient.get(patient.at("answering"), expect=403)

    assert page.heading == "This link was replaced by a newer one"


def test_stopping_one_of_two_leaves_the_other_to_its_birthday(
    app: Flask, patient: PatientClient
) -> None:
    second = PatientClient(app, invite(app))  # the same patient, before another consult
    second.browser = patient.browser
    second.open_link()
    assert patient.get(patient.at("walking")).status == 200

    second.get(second.at("walking"))
    second.submit({"stop": "yes"})

    assert second.get(second.at("walking"), expect=403).heading == "Open your link again"
    assert patient.get(patient.at("walking")).status == 200


def test_a_browser_goes_on_knowing_a_few_responses(app: Flask) -> None:
    browser = app.test_client()
    patients = [
        PatientClient(app, invite(app, record_number=f"RN {n}", another=True)) for n in range(7)
    ]
    for patient in patients:
        patient.browser = browser
        patient.open_link(BORN)

    headings = [one.get(one.at(""), expect=403).heading for one in patients[:-1]]

    assert headings == ["Open your link again"] * 2 + [AGAIN] * 4
    assert patients[-1].get(patients[-1].at("")).status == 200


def test_a_page_of_before_the_link_was_opened_again_is_sent_once_more(
    app: Flask, patient: PatientClient, invited: Invited
) -> None:
    older = writing(patient)
    lose_cookies(patient)
    patient.open_link()
    patient.page = older

    page = patient.submit({"anything_else": WORDS}, expect=400)
    assert page.heading == "This page is not saved yet"
    patient.submit()

    assert value(app, invited, "anything_else") == WORDS.strip()


def test_a_form_sent_from_another_site_is_not_offered_to_be_sent_once_more(
    app: Flask, patient: PatientClient
) -> None:
    sent = patient.browser.post(
        patient.at("anything-else/v0"),
        data={"anything_else": "planted"},
        headers={"Origin": "https://elsewhere.example"},
    )

    assert sent.status_code == 400
    assert "planted" not in sent.text


def test_blocked_cookies_are_said_to_be_blocked(app: Flask, invited: Invited) -> None:
    browser = PageClient(app)
    browser.browser = app.test_client(use_cookies=False)

    page = browser.send("/door", {"born-day": ["27"]}, expect=400)

    assert page.heading == "This browser does not keep cookies"
    assert "answer by telephone" in page.main.text
