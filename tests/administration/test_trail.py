"""The administrator reads who saw or changed what of a patient."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, text

from questionnaire.store import audit
from questionnaire.store.database import Database, read_session, write_session
from questionnaire.store.models import AuditEvent
from tests.kit.people import Invited, PatientClient, StaffClient, invite


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


def test_of_several_numbers_that_look_alike_the_exact_one_is_opened_and_none_by_guess(
    app: Flask, administrator: StaffClient
) -> None:
    invite(app, "Pat Example", "RN 1/2")
    invite(app, "Dorothy Ash", "RN 12", another=True)
    administrator.get("/audit")

    page = administrator.submit({"record_number": "rn-1-2"}, to="/audit", expect=422)
    assert page.errors == [
        "Several patients have a record number like this: write it just as the record has it"
    ]
    page = administrator.submit({"record_number": "rn 12"}, to="/audit")
    assert "Dorothy Ash" in page.main.text


def test_reading_a_patients_trail_is_in_the_trail(
    app: Flask, administrator: StaffClient, invited: Invited
) -> None:
    administrator.get("/audit")
    administrator.submit({"record_number": "RN 1"}, to="/audit")

    with app.app_context():
        last = (
            read_session().scalars(select(AuditEvent).order_by(AuditEvent.sequence.desc())).first()
        )

    assert last
    assert last.action == "trail seen"
    assert "patient" in last.detail


def test_older_rows_are_a_page_further(app: Flask, administrator: StaffClient) -> None:
    with app.app_context():
        for _ in range(120):
            with write_session() as session:
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
    with database.write_session() as session:
        session.execute(text(f"DROP TRIGGER audit_event_refuses_update{on_table}"))
        session.execute(text("UPDATE audit_event SET actor = 'other' WHERE sequence = 2"))

    page = administrator.get("/audit/check")

    assert "Entry 2 of the trail: changed after it was written" in page.main.text


@pytest.mark.parametrize(
    ("path", "filled"),
    [("facts/blood-results", {"inr": "x"}), ("correct/pain_now", {}), ("decision", {})],
)
def test_a_form_shown_again_is_a_view_too(
    app: Flask,
    nurse: StaffClient,
    clinician: StaffClient,
    invited: Invited,
    path: str,
    filled: dict[str, str],
) -> None:
    who = clinician if path == "decision" else nurse
    who.get(f"/responses/{invited.response_id}/{path}")
    before = seen_of(app, invited)

    answer = who.browser.post(
        f"/responses/{invited.response_id}/{path}/v1", data={**filled, "csrf_token": who.token()}
    )

    assert answer.status_code == 422
    assert seen_of(app, invited) == before + 1


@pytest.mark.parametrize("path", ["pain-now", "pain-medicines/1/medicine"])
def test_a_patients_page_shown_again_is_a_view_too(
    app: Flask, patient: PatientClient, invited: Invited, path: str
) -> None:
    patient.get(patient.at(path))
    before = seen_of(app, invited)

    answer = patient.browser.post(
        patient.at(f"{path}/v0"),
        data={"csrf_token": patient.token(), "pain_now": "77", "name": "x" * 9000},
    )

    assert answer.status_code == 422
    assert seen_of(app, invited) > before


def seen_of(app: Flask, invited: Invited) -> int:
    """How many rows of the trail say that somebody saw something of a response."""
    with app.app_context():
        of_this = AuditEvent.response_id == invited.response_id
        rows = read_session().scalars(select(AuditEvent.action).where(of_this))
        return sum(action.endswith("seen") for action in rows)
