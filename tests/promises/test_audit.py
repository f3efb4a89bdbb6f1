"""Whoever sees or changes something of a patient is in the audit trail."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import AuditEvent, Response, Role
from questionnaire.web import access
from questionnaire.web.access import ForStaff, door_of
from tests.kit.pages import PageClient
from tests.kit.people import Invited, PatientClient, StaffClient, add_staff
from tests.kit.verified import faults_of
from tests.promises.addresses import Known, address, known_of
from tests.promises.routes import method, rules_of

OF_A_PATIENT = {"response_id", "patient_id", "flag_id", "token"}
NAME = b"Pat Example"
# What has the address of a patient and shows nothing of them: how to come back, and who is asked for
# a date of birth, by initials alone.
SHOWS_NOBODY = {"patient.stopped", "door.ask"}


def rows_about(app: Flask, known: Known) -> int:
    """How many rows of the trail name a patient or a response, by itself or in a list."""
    ids = {str(known[name]) for name in ("response_id", "patient_id", "ready")}
    with app.app_context():
        rows = read_session().scalars(select(AuditEvent)).all()
        named = [f"{row.response_id} {row.patient_id} {row.detail}" for row in rows]
        return sum(any(one in row for one in ids) for row in named)


def look(app: Flask, visitor: PageClient, rule: Rule, known: Known) -> None:
    """Fetch one page. Fails where it shows something of the patient and no row says so."""
    url, before = address(app, rule, known), rows_about(app, known)
    answer = visitor.browser.get(url, base_url=visitor.base_url)
    assert answer.status_code in {200, 303}, f"{url}: {answer.status}"
    concerns = rule.arguments & OF_A_PATIENT or NAME in answer.data
    if answer.status_code == 200 and concerns and rule.endpoint not in SHOWS_NOBODY:
        assert rows_about(app, known) > before, (
            f"{url} shows a patient and is not in the trail: call audit.seen(…) in {rule.endpoint}"
        )


def test_every_view_of_a_patient_is_in_the_audit_trail(
    app: Flask,
    nurse: StaffClient,
    clinician: StaffClient,
    administrator: StaffClient,
    invited: Invited,
    patient: PatientClient,
) -> None:
    known = known_of(app, invited)
    staff = {Role.NURSE: nurse, Role.CLINICIAN: clinician, Role.ADMINISTRATOR: administrator}
    for rule in rules_of(app):
        door = door_of(app.view_functions[rule.endpoint])
        roles = door.roles if isinstance(door, ForStaff) else set[Role]()
        visitors = [staff[role] for role in roles] or [patient]
        for visitor in visitors if method(rule) == "GET" else ():
            look(app, visitor, rule, known)


def nurse_of(app: Flask) -> StaffClient:
    """A nurse who comes once an app has all its views."""
    add_staff(app, Role.NURSE)
    return StaffClient(app, "nurse")


@pytest.mark.parametrize("address", ["/made-up/<uuid:response_id>", "/made-up"])
def test_a_view_of_a_patient_that_is_not_in_the_trail_is_named(
    app: Flask, invited: Invited, address: str
) -> None:
    def made_up(response_id: object = None) -> str:
        return "Pat Example waits"

    app.add_url_rule(address, view_func=access.staff(Role.NURSE)(made_up))
    [rule] = app.url_map.iter_rules("made_up")

    with pytest.raises(AssertionError, match=r"call audit.seen\(…\) in made_up"):
        look(app, nurse_of(app), rule, known_of(app, invited))


def test_a_change_by_a_page_that_is_not_in_the_trail_is_named(app: Flask, invited: Invited) -> None:
    def decide_nothing(response_id: UUID) -> str:
        with write_session() as session:
            session.get_one(Response, response_id).sent_at = clock.now()
        return ""

    address = "/made-up/decide/<uuid:response_id>"
    app.add_url_rule(address, methods=["POST"], view_func=access.staff()(decide_nothing))
    nurse = nurse_of(app)

    with pytest.raises(
        AssertionError, match=r"changed response unseen: call audit.record\(.*\) in"
    ):
        nurse.post(f"/made-up/decide/{invited.response_id}")


def test_the_trail_of_a_patient_names_whoever_read_it(
    app: Flask, administrator: StaffClient, invited: Invited
) -> None:
    known = known_of(app, invited)

    administrator.get(f"/audit/patients/{known['patient_id']}")

    page = administrator.get(f"/audit/patients/{known['patient_id']}")
    assert "Administrator Example trail seen" in page.main.text


def test_the_trail_is_whole_after_all_that(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    nurse.get(f"/responses/{patient.response_id}")
    assert not faults_of(app)
