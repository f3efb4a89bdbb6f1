"""A new link, asked for at a door that is shut: it says the same to everybody, and the nurse sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import AuditEvent, Invitation, LinkRequest
from questionnaire.web import lockout
from tests.kit.keeping import erase_now
from tests.kit.pages import Page, PageClient
from tests.kit.people import Invited, StaffClient, invite, link_of

UNKNOWN = f"/i/{'x' * 43}"
TAG = "Asks for a new link"


def run_out(app: Flask, invited: Invited) -> None:
    with app.app_context(), write_session() as session:
        link_of(session, invited).expires_on = clock.today() - timedelta(days=1)


def ask(app: Flask, link: str, expect: int = 410) -> Page:
    browser = PageClient(app)
    browser.get(link, expect=expect)
    return browser.submit(to="/door/new-link")


def wishes(app: Flask) -> int:
    with app.app_context():
        return len(read_session().scalars(select(LinkRequest)).all())


@pytest.fixture
def asked(app: Flask, invited: Invited) -> Page:
    run_out(app, invited)
    return ask(app, invited.link)


def test_it_says_the_same_whether_or_not_there_is_such_a_link(app: Flask, asked: Page) -> None:
    unknown = ask(app, UNKNOWN, expect=404)

    assert unknown.text == asked.text
    assert "Pat" not in asked.text
    assert wishes(app) == 1


def test_the_worklist_and_the_submission_show_it_until_a_link_is_made(
    app: Flask, asked: Page, nurse: StaffClient, invited: Invited
) -> None:
    assert TAG in nurse.get("/worklist").main.text
    page = nurse.get(f"/responses/{invited.response_id}")
    assert "asks for a new one" in page.main.text

    nurse.submit(to=f"/responses/{invited.response_id}/invitation/reissue")

    assert TAG not in nurse.get("/worklist").main.text
    assert wishes(app) == 0


def test_it_is_in_the_trail_once_however_often_it_is_asked(
    app: Flask, asked: Page, invited: Invited
) -> None:
    ask(app, invited.link)

    with app.app_context():
        told = select(AuditEvent.actor).where(AuditEvent.action == "new link asked for")
        assert read_session().scalars(told).all() == ["visitor"]


def test_a_link_made_within_a_day_is_not_asked_for_again(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    nurse.get(f"/responses/{invited.response_id}")
    nurse.submit(to=f"/responses/{invited.response_id}/invitation/reissue")

    ask(app, invited.link)
    assert wishes(app) == 0
    with app.app_context(), write_session() as session:
        for link in session.scalars(select(Invitation)):
            link.created_at -= timedelta(days=1)
    ask(app, invited.link)
    assert wishes(app) == 1


@pytest.mark.parametrize("act", ["revoke", "close"])
def test_behind_a_link_that_the_clinic_stopped_there_is_none_to_ask_for(
    app: Flask, nurse: StaffClient, invited: Invited, act: str
) -> None:
    way = act if act == "close" else f"invitation/{act}"
    nurse.get(f"/responses/{invited.response_id}")
    nurse.submit(to=f"/responses/{invited.response_id}/{way}")
    browser = PageClient(app)
    shut = browser.get(invited.link, expect=410)
    assert not shut.forms()

    with browser.browser.session_transaction() as cookie:
        link = cookie["link"]
    browser.post("/door/new-link", {"link": link})

    assert wishes(app) == 0


def test_it_goes_with_an_erasure(app: Flask, asked: Page, invited: Invited) -> None:
    erase_now(app, invited.response_id)

    assert wishes(app) == 0


def test_one_address_asks_for_few(app: Flask) -> None:
    for _ in range(lockout.TRIES_OF_ANYTHING):
        browser = PageClient(app)
        browser.get("/sign-in")
        with browser.browser.session_transaction() as cookie:
            cookie["link"] = "00" * 32
        browser.post("/door/new-link", {"link": "00" * 32})
    late = invite(app)
    run_out(app, late)

    assert ask(app, late.link).heading == "Your request for a new link"
    assert wishes(app) == 0


def test_after_the_day_of_the_appointment_the_door_says_so(app: Flask) -> None:
    with app.app_context():
        past = clock.today() - timedelta(days=2)
    invited = invite(app, consult_on=past)
    run_out(app, invited)

    page = PageClient(app).get(invited.link, expect=410)

    assert page.heading == "The day of your appointment is over"
