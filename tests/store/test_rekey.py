"""A master key is replaced: all comes under the new one while pages are served, and the old one can go."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from questionnaire.store import rekey as rekeying
from questionnaire.store.database import Database, read_session, write_session
from questionnaire.store.encryption import Keyring
from questionnaire.store.file_key import is_current
from questionnaire.store.models import Answer, AuditEvent, Edition, Patient, Response
from questionnaire.store.rekey import left, rekey
from questionnaire.store.sqlite import CannotOpen
from rules.language.logic.case import Origin
from tests.kit.keys import key
from tests.kit.telling import tell
from tests.kit.verified import faults_of

pytest_plugins = ["tests.kit.databases"]

FIRST, SECOND = key("first"), key("second")
BOTH = f"{SECOND},{FIRST}"
BORN = date(1941, 3, 2)


@contextmanager
def clinic(url: str, keys: str) -> Generator[Database]:
    """The clinic's database under some keys, within an app that has it."""
    database = Database(url, Keyring.from_text(keys))
    app = Flask(__name__)
    database.init_app(app)
    try:
        with app.app_context():
            yield database
    finally:
        database.close()


def add_patient(number: str) -> None:
    """A patient with a response and an answer to it."""
    patient = Patient(
        name=f"Ada {number}", date_of_birth=BORN, sex="male", record_number=number, synthetic=True
    )
    response = Response(patient_id=patient.id, edition_id="1")
    with write_session() as session:
        session.add_all([patient, response])
        session.add(
            Answer(response_id=response.id, question="pain_now", value=7, origin=Origin.PATIENT)
        )
        tell(session)


@pytest.fixture
def url(clinic_database: str) -> str:
    """A clinic of three patients under the first key."""
    with clinic(clinic_database, FIRST):
        with write_session() as session:
            session.add(Edition(id="1", name="1", wording={}))
        for number in ("1", "2", "3"):
            add_patient(number)
    return clinic_database


def still_left(database: Database) -> int:
    with database.read_session() as session:
        return left(session, database.keyring)


def names_found() -> list[str]:
    """Whom their record numbers and birthdays find, with what they answered."""
    session = read_session()
    born = session.scalars(select(Patient).where(Patient.is_born_on(BORN))).all()
    answers = [row.value for row in session.scalars(select(Answer))]
    assert answers == [7] * len(born)
    found = [
        session.scalars(select(Patient).where(Patient.has_record_number(one.record_number))).one()
        for one in born
    ]
    return sorted(one.name for one in found)


def test_once_all_is_sealed_anew_the_old_key_can_go(url: str) -> None:
    with clinic(url, BOTH) as database:
        database.upgrade()
        assert still_left(database) == 7  # the trail's, three patients' and three responses'

        done = rekey(database)

        assert (done.count, done.faults, still_left(database)) == (7, [], 0)
        events = read_session().scalars(select(AuditEvent).order_by(AuditEvent.sequence)).all()
        assert events[-1].detail == {"key": "second", "keys sealed anew": 7}

    with clinic(url, SECOND) as database:
        database.upgrade()
        assert names_found() == ["Ada 1", "Ada 2", "Ada 3"]


def test_the_record_is_whole_before_and_after(url: str) -> None:
    for keys in (FIRST, BOTH, SECOND):
        database = Database(url, Keyring.from_text(keys))
        app = Flask(__name__)
        database.init_app(app)
        database.upgrade()
        with app.app_context():
            assert not faults_of(app)
            rekey(database)
            assert not faults_of(app)
        database.close()


def test_before_that_the_old_key_is_missed(url: str) -> None:
    with clinic(url, BOTH) as database:
        database.upgrade()  # which encrypts a file anew, but no key

    with clinic(url, SECOND) as database, pytest.raises(CannotOpen, match="put that key back"):
        database.upgrade()


def test_interrupted_it_goes_on_where_it_was(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rekeying, "AT_ONCE", 2)
    counts: list[int] = []

    def stop(count: int) -> None:
        counts.append(count)
        if len(counts) == 3:
            raise KeyboardInterrupt

    with clinic(url, BOTH) as database:
        with pytest.raises(KeyboardInterrupt):
            rekey(database, stop)
        assert still_left(database) == 7 - sum(counts)
        assert names_found() == ["Ada 1", "Ada 2", "Ada 3"]

        assert rekey(database).count == 7 - sum(counts)
        assert still_left(database) == 0
        assert names_found() == ["Ada 1", "Ada 2", "Ada 3"]


def test_patients_come_and_answer_meanwhile(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rekeying, "AT_ONCE", 1)
    served: list[str] = []

    def serve(_: int) -> None:
        add_patient(f"new {len(served)}")
        served.append(f"Ada new {len(served)}")
        assert len(names_found()) == 3 + len(served)

    with clinic(url, BOTH) as database:
        database.upgrade()
        rekey(database, serve)
        assert still_left(database) == 0
    with clinic(url, SECOND) as database:
        database.upgrade()
        assert set(names_found()) == {"Ada 1", "Ada 2", "Ada 3", *served}


def test_what_a_server_without_the_new_key_seals_meanwhile_is_counted(url: str) -> None:
    calls: list[int] = []

    def serve(count: int) -> None:
        calls.append(count)
        if len(calls) == 4:  # patients and responses are done, the trail is not
            with clinic(url, FIRST):
                add_patient("4")

    with clinic(url, BOTH) as database:
        rekey(database, serve)
        assert still_left(database) == 2

        rekey(database)
        assert still_left(database) == 0


def test_a_key_that_cannot_be_opened_is_named_and_stops_no_other(url: str) -> None:
    with clinic(url, BOTH) as database:
        with database.write_session() as session:
            spoilt = session.scalars(select(Response.id)).first()
            broken = update(Response).where(Response.id == spoilt)
            session.execute(broken.values(key_sealed=b"\x05first" + bytes(60)))

        done = rekey(database)

        assert done.count == 6
        assert len(done.faults) == still_left(database) == 1
        assert f"response.key_sealed:{spoilt}" in done.faults[0]


# The file of an SQLite database


@pytest.fixture
def file(url: str) -> Path:
    if not url.startswith("sqlite"):
        pytest.skip("only SQLite is one file, encrypted as a whole")
    return Path(url.removeprefix("sqlite:///"))


def test_a_file_is_encrypted_under_the_new_key_at_the_next_start(
    url: str, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with clinic(url, BOTH) as database:
        assert not is_current(file, database.keyring)
        database.upgrade()
        assert is_current(file, database.keyring)
        assert names_found() == ["Ada 1", "Ada 2", "Ada 3"]
        assert "is now encrypted under key 'second'" in caplog.text
        caplog.clear()
        database.upgrade()
        assert not caplog.messages


def test_a_file_that_somebody_has_open_stays_as_it_is(
    url: str, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with clinic(url, FIRST) as serving, serving.read_session() as session:
        session.execute(select(Patient.id))
        with clinic(url, BOTH) as database:
            database.upgrade()
            assert not is_current(file, database.keyring)
            assert "another program has it open" in caplog.text
        assert session.scalars(select(Patient.id)).all()


ENCRYPT = """
import sys
from pathlib import Path
from questionnaire.store.encryption import Keyring
from questionnaire.store.file_key import bring_up_to_date
print("begins", flush=True)
bring_up_to_date(Path(sys.argv[1]), Keyring.from_text(sys.argv[2]))
"""


def test_killed_while_a_file_is_encrypted_it_opens_and_lacks_nothing(url: str, file: Path) -> None:
    with clinic(url, FIRST), write_session() as session:
        session.add_all(Edition(id=str(n), name="x" * 900, wording={}) for n in range(2, 1500))
    for number, wait in enumerate((0.0, 0.02, 0.05)):
        keys = (BOTH, f"{FIRST},{SECOND}")[number % 2]
        killed = subprocess.Popen(
            [sys.executable, "-c", ENCRYPT, str(file), keys], stdout=subprocess.PIPE
        )
        assert killed.stdout
        assert killed.stdout.readline() == b"begins\n"
        time.sleep(wait)
        killed.kill()
        killed.communicate()

        with clinic(url, keys) as database:
            with database.engine.connect() as connection:
                assert not connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
            database.upgrade()
            assert is_current(file, database.keyring)
            assert names_found() == ["Ada 1", "Ada 2", "Ada 3"]
