"""The administrator reads who saw or changed what of a patient."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select, text

from questionnaire import audit
from questionnaire.database import Database, reading, writing
from questionnaire.models import AuditEvent
from tests.people import Invited, StaffClient, invite


def test_the_trail_of_a_patient_is_found_by_record_number(
    app: Flask, administrator: StaffClient, nurse: StaffClient, invited: Invited
) -> None:
    invite(app, "Other Example", "RN 2")
    nurse.get("/worklist")
    nurse.get(f"/responses/{invited.response_id}")
    administrator.get("/audit")

    page = administrator.submit({"record_number": "rn1"}, to="/audit")

    assert "Pat Example" in page.main.text
    assert "27 March 1948" in page.main.text
    assert "Nurse Example response seen" in page.main.text
    assert "Nurse Example worklist seen" in page.main.text
    assert "Other" not in page.main.text
    assert "rn1" not in page.url.lower()


def test_an_unknown_record_number_is_said_to_be_unknown(administrator: StaffClient) -> None:
    administrator.get("/audit")

    page = administrator.submit({"record_number": "RN 404"}, to="/audit", expect=422)

    assert page.errors == ["No patient has this record number: check it"]


def test_reading_a_patients_trail_is_in_the_trail(
    app: Flask, administrator: StaffClient, invited: Invited
) -> None:
    administrator.get("/audit")
    administrator.submit({"record_number": "RN 1"}, to="/audit")

    with app.app_context():
        last = reading().scalars(select(AuditEvent).order_by(AuditEvent.sequence.desc())).first()

    assert last
    assert last.action == "trail seen"
    assert "patient" in last.detail


def test_older_rows_are_a_page_further(app: Flask, administrator: StaffClient) -> None:
    with app.app_context():
        for _ in range(120):
            with writing() as session:
                audit.record(session, audit.Action.WORKLIST_SEEN, actor="system")

    newest = administrator.get("/audit")
    older = administrator.get(newest.links["Older"])

    assert "Older" not in older.links
    assert " 1 " in older.main.text


def test_a_whole_trail_is_said_to_be_whole(administrator: StaffClient) -> None:
    assert "Yes. No row was changed" in administrator.get("/audit/check").main.text


def test_a_trail_changed_by_hand_is_said_to_be_broken(
    app: Flask, administrator: StaffClient
) -> None:
    database: Database = app.extensions["database"]
    on_table = " ON audit_event" if database.engine.dialect.name == "postgresql" else ""
    with database.writing() as session:
        session.execute(text(f"DROP TRIGGER audit_event_refuses_update{on_table}"))
        session.execute(text("UPDATE audit_event SET actor = 'system' WHERE sequence = 1"))

    page = administrator.get("/audit/check")

    assert "No. Row 1 does not fit" in page.main.text
