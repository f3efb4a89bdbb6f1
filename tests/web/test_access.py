"""Every door is shut unless it was opened, and each opens for its own people only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from questionnaire.responses import invitations
from questionnaire.store.database import write_session
from questionnaire.store.models import Response, Staff
from questionnaire.web import access
from questionnaire.web.access import ForPatient, door_of
from tests.kit.pages import PageClient
from tests.kit.people import PASSWORD, Invited, PatientClient, StaffClient, invite

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_every_view_for_a_patient_knows_the_response(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if isinstance(door_of(app.view_functions[rule.endpoint]), ForPatient):
            assert "response_id" in rule.arguments, rule.rule


def test_a_view_that_nobody_opened_is_shut(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secrets")

    assert PageClient(app).get("/forgotten", expect=403).heading == "You may not see this page"


def test_a_view_has_one_door() -> None:
    def view() -> str:
        return ""

    access.anyone(view)

    with pytest.raises(ValueError, match="two doors"):
        access.staff()(view)


def test_a_patient_reads_only_their_own_questions(app: Flask, patient: PatientClient) -> None:
    other = invite(app, "Other Example", "RN 2")

    assert patient.get(patient.at("")).status == 200
    assert patient.get(f"/r/{other.response_id}/", expect=403).heading == "Open your link again"


def test_a_shared_telephone_forgets_the_patient_before(app: Flask, patient: PatientClient) -> None:
    other = PatientClient(app, invite(app, "Other Example", "RN 2"))
    other.browser = patient.browser

    other.open_link()

    patient.get(patient.at(""), expect=403)


def test_two_hours_without_use_close_a_patients_pages(app: Flask) -> None:
    invited = invite(app)
    with time_machine.travel(NOW, tick=False) as clock:
        patient = PatientClient(app, invited)
        patient.open_link()
        clock.shift(timedelta(minutes=119))
        patient.get(patient.at(""))
        clock.shift(timedelta(minutes=119))
        patient.get(patient.at(""))
        clock.shift(timedelta(minutes=121))

        page = patient.get(patient.at(""), expect=403)

    assert page.heading == "Give the date of birth again"
    assert "open the link in your invitation again" in page.main.text
    assert "All the pages you saved are kept" in page.main.text


def test_a_link_taken_back_shuts_out_who_came_by_it(app: Flask, patient: PatientClient) -> None:
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, patient.response_id)
        nurse = session.query(Staff).first()
        assert nurse
        invitations.revoke(session, response, revoked_by=nurse.id)

    patient.get(patient.at(""), expect=403)


def test_a_forged_entry_opens_nothing(app: Flask, invited: Invited) -> None:
    stranger = PageClient(app)
    stranger.browser.set_cookie(
        "session", "eyJwYXRpZW50Ijoie30ifQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"
    )

    stranger.get(f"/r/{invited.response_id}/", expect=403)


def test_a_nurse_answers_by_telephone_only_what_she_opened(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    other = invite(app, "Other Example", "RN 2")
    nurse.get(f"/responses/{invited.response_id}")

    nurse.submit(to=f"/responses/{invited.response_id}/telephone")

    assert nurse.get(f"/r/{invited.response_id}/").status == 200
    nurse.get(f"/r/{other.response_id}/", expect=403)


def test_a_telephone_interview_ends_with_the_nurses_session(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    nurse.get(f"/responses/{invited.response_id}")
    nurse.submit(to=f"/responses/{invited.response_id}/telephone")
    nurse.get("/worklist")

    nurse.submit(to="/sign-out")

    nurse.get(f"/r/{invited.response_id}/", expect=403)


def test_current_staff_is_never_nobody(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(RuntimeError, match="nobody is signed in"):
        access.current_staff()


def test_twelve_hours_close_even_pages_in_use(app: Flask) -> None:
    invited = invite(app)
    with time_machine.travel(NOW, tick=False) as clock:
        patient = PatientClient(app, invited)
        patient.open_link()
        for _ in range(7):
            clock.shift(timedelta(minutes=100))
            patient.get(patient.at(""))
        clock.shift(timedelta(minutes=100))

        assert patient.get(patient.at(""), expect=403).heading == "Give the date of birth again"


def test_who_sends_a_page_after_being_signed_out_is_told_and_led_back(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    page = f"/responses/{invited.response_id}/facts/examination-findings"
    with time_machine.travel(NOW, tick=False) as clock:
        nurse.sign_in()
        nurse.get(page)
        clock.shift(timedelta(minutes=31))

        told = nurse.submit()
        led = nurse.submit({"username": "nurse", "password": PASSWORD})

    assert told.heading == "Staff sign in"
    assert "What you sent last was not saved" in told.text
    assert led.url.endswith(page)
