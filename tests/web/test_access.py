"""Every door is shut unless it was opened, and each opens for its own people only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from werkzeug.routing import Rule

from questionnaire.responses import invitations
from questionnaire.store.database import write_session
from questionnaire.store.models import Response, Role, Staff
from questionnaire.web import access
from questionnaire.web.access import ForAnyone, ForPatient, ForStaff, door_of
from tests.kit.pages import PageClient
from tests.kit.people import PASSWORD, Invited, PatientClient, StaffClient, add_staff, invite

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
EXAMPLES = {"page": "about-you", "question": "sex", "number": 1, "step": "use", "token": "x" * 43}


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def address(app: Flask, rule: Rule) -> str:
    """An address that a rule matches, with ids that nobody has."""
    values = {name: EXAMPLES.get(name, uuid4()) for name in rule.arguments}
    values |= {"format_key": "pdf"} if "format_key" in values else {}
    values |= {"protocol_key": "red_flags"} if "protocol_key" in values else {}
    values |= {"protocol_format": "html"} if "protocol_format" in values else {}
    return app.url_map.bind("localhost").build(
        rule.endpoint, values, method=next(iter(rule.methods or ()))
    )


def method(rule: Rule) -> str:
    return "POST" if "POST" in (rule.methods or ()) else "GET"


def test_every_view_says_who_may_use_it(app: Flask) -> None:
    silent = [
        rule.endpoint for rule in rules(app) if door_of(app.view_functions[rule.endpoint]) is None
    ]

    assert not silent, f"write @anyone, @patient or @staff below the route of {silent}"


def test_every_view_for_a_patient_knows_the_response(app: Flask) -> None:
    for rule in rules(app):
        if isinstance(door_of(app.view_functions[rule.endpoint]), ForPatient):
            assert "response_id" in rule.arguments, rule.rule


def test_nobody_gets_past_a_door_without_signing_in(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False  # so that the door alone is tried
    browser = app.test_client()
    for rule in rules(app):
        door = door_of(app.view_functions[rule.endpoint])
        if isinstance(door, ForAnyone):
            continue
        answer = browser.open(address(app, rule), method=method(rule))
        if isinstance(door, ForPatient):
            assert answer.status_code == 403, rule.rule
        else:
            assert answer.status_code == 303, rule.rule
            assert answer.headers["Location"].startswith("/sign-in"), rule.rule


@pytest.mark.parametrize("role", list(Role))
def test_no_role_gets_past_the_doors_of_others(app: Flask, role: Role) -> None:
    add_staff(app, role, "somebody")
    somebody = StaffClient(app, "somebody")
    app.config["WTF_CSRF_ENABLED"] = False
    for rule in rules(app):
        door = door_of(app.view_functions[rule.endpoint])
        shut = isinstance(door, ForPatient) or (
            isinstance(door, ForStaff) and role not in door.roles
        )
        if shut:
            answer = somebody.browser.open(address(app, rule), method=method(rule))
            assert answer.status_code == 403, rule.rule


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

    assert "Open the link in your invitation again" in page.main.text
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

        assert patient.get(patient.at(""), expect=403).heading == "Open your link again"


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
