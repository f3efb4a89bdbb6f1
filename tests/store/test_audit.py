"""The trail: who is named, and that nothing in it can be changed unseen."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from flask import Flask, Request
from flask_login import LoginManager, UserMixin
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from questionnaire.store.audit import Action, record, seen, tell_what_was_seen
from questionnaire.store.chain_check import ChainCheck
from questionnaire.store.database import Database, read_session, write_session
from questionnaire.store.encryption import Keyring, current_keyring
from questionnaire.store.models import AuditEvent, Edition, Patient, Response, Role, Staff
from questionnaire.store.tampering import Faults, Tampering
from tests.kit.keys import key
from tests.kit.telling import tell

pytest_plugins = ["tests.kit.databases"]


def happen(*actions: Action) -> None:
    for action in actions:
        with write_session() as session:
            record(session, action)


def trail() -> list[AuditEvent]:
    """What happened since the trail was begun."""
    first, *rows = read_session().scalars(select(AuditEvent).order_by(AuditEvent.sequence))
    assert first.action == "trail begun"
    return [row for row in rows if row.action != "record sealed"]


def done() -> list[tuple[Tampering, int | None]]:
    """What was done to the trail, and to which entry."""
    faults = Faults()
    ChainCheck(read_session(), current_keyring(), faults).walk()
    return [(fault.what, fault.entry) for fault in faults]


@pytest.fixture
def response(inside: Flask) -> Response:
    patient = Patient(
        name="Ada", date_of_birth=date(1940, 1, 1), sex="female", record_number="1", synthetic=True
    )
    made = Response(patient_id=patient.id, edition_id="1")
    with write_session() as session:
        session.add_all([patient, made, Edition(id="1", name="1", wording={})])
        tell(session)
    return made


@pytest.fixture
def intruder(inside: Flask, database: Database) -> Database:
    """Somebody with the database's own tools, who takes the triggers away first."""
    happen(Action.SIGNED_IN, Action.RESPONSE_SEEN, Action.EXPORTED, Action.SIGNED_OUT)
    on_table = " ON audit_event" if database.engine.dialect.name == "postgresql" else ""
    with write_session() as session:
        for change in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER audit_event_refuses_{change}{on_table}"))
    return database


def do(intruder: Database, statement: str) -> None:
    with intruder.write_session() as session:
        session.connection().exec_driver_sql(statement)


def test_an_event_says_who_what_whose_and_when(response: Response) -> None:
    with write_session() as session:
        record(session, Action.EXPORTED, response=response, detail={"format": "pdf"})

    [event] = trail()
    assert (event.sequence, event.actor, event.action) == (3, "system", "exported")
    assert (event.response_id, event.patient_id) == (response.id, response.patient_id)
    assert event.detail == {"format": "pdf"}
    assert event.at.tzinfo is not None


def test_a_page_that_only_shows_is_in_the_trail_too(response: Response) -> None:
    seen(Action.RESPONSE_SEEN, response)

    assert [event.action for event in trail()] == ["response seen"]


def test_what_was_undone_is_not_in_the_trail(inside: Flask) -> None:
    def export_and_fail() -> None:
        with write_session() as session:
            record(session, Action.EXPORTED)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        export_and_fail()

    happen(Action.SIGNED_IN)
    assert [event.action for event in trail()] == ["signed in"]


def test_a_trail_just_begun_and_a_long_one_are_whole(inside: Flask) -> None:
    assert not done()

    with write_session() as session:
        for _ in range(1200):
            record(session, Action.WORKLIST_SEEN, detail={"rows": 0})
    happen(Action.SIGNED_OUT)

    assert len(trail()) == 1201
    assert not done()


def test_the_trail_stays_whole_when_many_write_at_once(bare_app: Flask) -> None:
    def write() -> None:
        with bare_app.app_context():
            happen(*[Action.ANSWERS_SAVED] * 10)

    writers = [threading.Thread(target=write) for _ in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with bare_app.app_context():
        assert read_session().scalar(select(func.count()).select_from(AuditEvent)) == 61
        assert not done()


def test_the_trail_stays_whole_over_a_change_of_keys(inside: Flask) -> None:
    happen(Action.SIGNED_IN)
    inside.extensions["keyring"] = Keyring.from_text(f"{key('second')},{key('first')}")
    happen(Action.SIGNED_OUT)

    assert not done()


@pytest.mark.parametrize(
    "change",
    [
        "action = 'nothing'",
        "actor = 'staff:other'",
        "detail = '{\"x\":1}'",
        "at = '2020-01-01 00:00:00.000000'",
        "response_id = NULL, patient_id = '00000000000000000000000000000001'",
    ],
)
def test_a_changed_row_is_found(intruder: Database, change: str) -> None:
    do(intruder, f"UPDATE audit_event SET {change} WHERE sequence = 3")  # noqa: S608

    assert done() == [(Tampering.CHANGED, 3)]


def test_a_dropped_row_is_found(intruder: Database) -> None:
    do(intruder, "DELETE FROM audit_event WHERE sequence = 2")

    assert done() == [(Tampering.DELETED, 2)]


def test_rows_counted_anew_after_a_dropped_one_are_found(intruder: Database) -> None:
    do(intruder, "DELETE FROM audit_event WHERE sequence = 2")
    do(intruder, "UPDATE audit_event SET sequence = 2 WHERE sequence = 3")

    assert set(done()) == {(Tampering.MOVED, 2), (Tampering.DELETED, 3)}


def test_two_entries_that_changed_places_are_found(intruder: Database) -> None:
    for was, becomes in ((3, 30), (4, 3), (30, 4)):
        do(intruder, f"UPDATE audit_event SET sequence = {becomes} WHERE sequence = {was}")  # noqa: S608

    assert done() == [(Tampering.MOVED, 3), (Tampering.MOVED, 4)]


def test_a_row_put_in_without_the_key_is_found(intruder: Database) -> None:
    do(
        intruder,
        "INSERT INTO audit_event SELECT 6, at, actor, action, response_id, patient_id, detail,"
        " digest, digest, row_digests FROM audit_event WHERE sequence = 5",
    )

    assert done() == [(Tampering.PUT_IN, 6)]


def test_the_database_refuses_to_change_the_trail(inside: Flask) -> None:
    happen(Action.SIGNED_IN)

    for statement in ("UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"):
        with pytest.raises(DatabaseError, match="append-only"), write_session() as session:
            session.execute(text(statement))


# Who


class SignedIn(UserMixin):
    id = uuid4()


def test_outside_a_request_it_is_the_system(inside: Flask) -> None:
    happen(Action.STAFF_CREATED)

    assert trail()[0].actor == "system"


def test_a_person_named_by_the_caller_is_taken_at_their_word(inside: Flask) -> None:
    nurse = Staff(username="n", name="N", role=Role.NURSE, password_hash="")
    with write_session() as session:
        record(session, Action.SIGN_IN_FAILED, actor="visitor")
        record(session, Action.SIGNED_IN, actor=nurse)

    assert [event.actor for event in trail()] == ["visitor", f"staff:{nurse.id}"]


def test_in_a_request_nobody_signed_in_is_the_patient_or_a_visitor(
    bare_app: Flask, response: Response
) -> None:
    with bare_app.test_request_context():
        seen(Action.ANSWERS_SEEN, response)
        seen(Action.SIGN_IN_FAILED)
        tell_what_was_seen()

        assert [event.actor for event in trail()] == ["patient", "visitor"]


def test_in_a_request_the_signed_in_member_of_staff_is_named(
    bare_app: Flask, response: Response
) -> None:
    login = LoginManager(bare_app)

    @login.request_loader
    def whoever_asks(request: Request) -> SignedIn:
        return SignedIn()

    with bare_app.test_request_context():
        seen(Action.RESPONSE_SEEN, response)
        tell_what_was_seen()

        assert trail()[0].actor == f"staff:{SignedIn.id}"


def test_a_savepoint_is_not_the_end_of_what_the_trail_waits_for(inside: Flask) -> None:
    with write_session() as session:
        record(session, Action.SIGNED_IN)
        with session.begin_nested():
            pass
        nested = session.begin_nested()
        nested.rollback()
        assert session.scalar(select(func.count()).select_from(AuditEvent)) == 1

    assert [event.action for event in trail()] == ["signed in"]
    assert not done()
