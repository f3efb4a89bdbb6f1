"""What was stored before each response had a key of its own is sealed anew, and told to the trail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from alembic.util import CommandError
from flask import Flask
from sqlalchemy import Table, insert, select, update

from questionnaire.store.chain import entry_digest
from questionnaire.store.database import Database, read_session
from questionnaire.store.encryption import Erased, Keyring, Undecipherable, place
from questionnaire.store.migrating import downgrade, upgrade
from questionnaire.store.models import (
    Answer,
    AuditEvent,
    ChainKey,
    Decision,
    Invitation,
    Model,
    Patient,
    PatientCorrection,
    ReadyNote,
    RedFlag,
    Response,
    StoredAssessment,
)
from questionnaire.store.row_digests import read_digests
from tests.kit.keys import key
from tests.kit.verified import faults_of

pytest_plugins = ["tests.kit.databases"]

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
NURSE, PATIENT, RESPONSE = uuid4(), uuid4(), uuid4()
ROWS: tuple[tuple[str, dict[str, object]], ...] = (
    ("staff", {"id": NURSE, "username": "nurse", "name": "N", "role": "nurse", "password_hash": ""}),
    ("edition", {"id": "1", "name": "1", "wording": {}}),
    (
        "patient",
        {
            "id": PATIENT,
            "name": "Ada",
            "date_of_birth": "1940-01-02",
            "sex": "female",
            "record_number": "RN 1",
            "record_number_lookup": b"1",
            "synthetic": True,
        },
    ),
    ("response", {"id": RESPONSE, "patient_id": PATIENT, "edition_id": "1", "stage": "decided"}),
    (
        "invitation",
        {"token_hash": b"1", "contact": "01632 960001", "created_by": NURSE, "expires_on": AT.date()},
    ),
    ("answer", {"question": "pain_now", "value": "7", "origin": "patient"}),
    ("answer", {"question": "pain_worst", "value": "9", "origin": "helper", "given_by_name": "Ann"}),
    ("red_flag", {"criterion": "weakness", "acted_at": AT, "acted_by": NURSE, "action": "Rang"}),
    ("decision", {"decided_by": NURSE, "choice": "offer", "note": "Talked through", "at": AT}),
    ("ready_note", {"noted_by": NURSE, "note": "She agreed", "at": AT}),
    (
        "stored_assessment",
        {
            "why": "sent",
            "last_answer": 2,
            "assessed_on": date(2026, 11, 2),
            "figures": {},
            "choices": {},
            "editions": {"chosen": ["a"]},
            "record": "{}",
            "digest": b"1",
        },
    ),
    (
        "patient_correction",
        {
            "patient_id": PATIENT,
            "detail": "name",
            "before": "Aad",
            "after": "Ada",
            "reason": "A slip",
            "corrected_by": NURSE,
        },
    ),
)  # fmt: skip


def keep(database: Database, keys: str) -> None:
    """A clinic of before, sealed as it was then."""
    upgrade(database.engine, "0007")
    keyring = Keyring.from_text(keys)
    with database.engine.execution_options(writing=True).begin() as connection:
        for table, values in ROWS:
            of = Model.metadata.tables[table]
            connection.execute(insert(of).values(_as_kept(of, values, keyring)))
        for values in entries(keyring):
            connection.execute(insert(Model.metadata.tables["audit_event"]).values(values))


def _as_kept(table: Table, values: dict[str, object], keyring: Keyring) -> dict[str, object]:
    row = dict(values)
    if "id" in table.columns and "id" not in row:
        row["id"] = uuid4()
    if "response_id" in table.columns:
        row["response_id"] = RESPONSE
    for name in [name for name in row if f"{name}_sealed" in table.columns]:
        where = place(table.name, f"{name}_sealed", row["id"])
        row[f"{name}_sealed"] = keyring.seal(str(row.pop(name)).encode(), where)
    return row


def entries(keyring: Keyring) -> Iterator[dict[str, object]]:
    """A trail as it was: made with a key derived of the master key."""
    digest = bytes(32)
    for sequence in (1, 2):
        row = AuditEvent(
            sequence=sequence,
            at=AT,
            actor="patient",
            action="answers saved",
            response_id=RESPONSE,
            patient_id=PATIENT,
            detail={"questions": ["pain_now"]},
            previous=digest,
        )
        digest = entry_digest(row, keyring.derived("audit")[0])
        yield {
            name: getattr(row, name)
            for name in AuditEvent.__table__.columns.keys()  # noqa: SIM118
            if name not in {"row_digests", "digest"}
        } | {"digest": digest}


def app_of(database: Database) -> Flask:
    app = Flask(__name__)
    database.init_app(app)
    return app


def said(kind: type[Model], name: str) -> object:
    return getattr(read_session().scalars(select(kind)).one(), name)


def test_every_value_of_before_is_read_as_it_was(empty: Database) -> None:
    keep(empty, key("first"))

    empty.upgrade()

    with app_of(empty).app_context():
        one, other = read_session().scalars(select(Answer).order_by(Answer.sequence))
        assert (one.value, one.given_by_name) == (7, None)
        assert (other.value, other.given_by_name) == (9, "Ann")
        assert (said(Patient, "name"), said(Patient, "date_of_birth")) == ("Ada", date(1940, 1, 2))
        assert said(RedFlag, "action") == "Rang"
        assert said(Decision, "note") == "Talked through"
        assert said(ReadyNote, "note") == "She agreed"
        assert said(StoredAssessment, "record") == "{}"
        assert said(PatientCorrection, "before") == "Aad"
        assert said(Invitation, "contact") == "01632 960001"
        response = read_session().get_one(Response, RESPONSE)
        assert said(StoredAssessment, "digest") == response.own_key().digest(
            "{}", "stored_assessment"
        )


def test_the_entries_of_before_stand_and_later_ones_tell_of_every_row(empty: Database) -> None:
    keep(empty, key("first"))

    empty.upgrade()

    with (app := app_of(empty)).app_context():
        assert not faults_of(app)
        told = [
            read_digests(row.row_digests)
            for row in read_session().scalars(select(AuditEvent).order_by(AuditEvent.sequence))
        ]
    assert told[:2] == [{}, {}]
    counts = {table: len(rows) for entry in told for table, rows in entry.items()}
    assert counts == {
        "answer": 2,
        "decision": 1,
        "patient": 1,
        "patient_correction": 1,
        "ready_note": 1,
        "red_flag": 1,
        "stored_assessment": 1,
    }


def test_the_trail_of_before_is_whole_without_the_key_it_was_made_with(
    empty: Database, database_url: str
) -> None:
    """Its own keys are kept, so that a master key can go."""
    keep(empty, key("first"))
    later = Database(database_url, Keyring.from_text(f"{key('second')},{key('first')}"))

    later.upgrade()

    with (app := app_of(later)).app_context():
        numbers = [
            row.since for row in read_session().scalars(select(ChainKey).order_by(ChainKey.number))
        ]
        assert numbers == [1, 1, 3]
        assert not faults_of(app)
    later.close()


def test_a_value_that_cannot_be_opened_is_left_as_it_is_and_named(
    empty: Database, caplog: pytest.LogCaptureFixture
) -> None:
    keep(empty, key("first"))
    table = Model.metadata.tables["red_flag"]
    damaged = b"\x05first" + bytes(40)
    with empty.engine.execution_options(writing=True).begin() as connection:
        connection.execute(update(table).values(action_sealed=damaged))

    empty.upgrade()

    assert "red_flag.action_sealed" in caplog.text
    with app_of(empty).app_context():
        assert said(RedFlag, "action_sealed") == damaged
        with pytest.raises(Undecipherable):
            said(RedFlag, "action")
        assert said(Decision, "note") == "Talked through"


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        (key("second"), "put that key back"),
        (key("second").replace("second:", "first:"), "opens nothing that was sealed by that name"),
    ],
)
def test_a_key_that_does_not_fit_seals_nothing_anew(
    empty: Database, database_url: str, keys: str, fault: str
) -> None:
    if empty.engine.dialect.name == "sqlite":
        pytest.skip("its file does not even open")
    keep(empty, key("first"))
    other = Database(database_url, Keyring.from_text(keys))

    with pytest.raises(CommandError, match=fault):
        other.upgrade()

    other.close()
    empty.upgrade()
    with app_of(empty).app_context():
        assert said(Decision, "note") == "Talked through"


def test_tables_do_not_go_down_where_somebody_has_said_something(empty: Database) -> None:
    keep(empty, key("first"))
    empty.upgrade()

    with pytest.raises(CommandError, match=r"would lose: restore the backup"):
        downgrade(empty.engine, "0007")

    with app_of(empty).app_context():
        assert said(Decision, "note") == "Talked through"


def test_without_its_own_key_nothing_of_a_response_can_be_opened(empty: Database) -> None:
    keep(empty, key("first"))
    empty.upgrade()
    with empty.write_session() as session:
        session.execute(update(Response).values(key_sealed=None))

    with app_of(empty).app_context():
        with pytest.raises(Erased, match="was erased"):
            said(Decision, "note")
        assert said(Patient, "name") == "Ada"
