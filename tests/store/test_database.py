"""Reading, writing in turn, and the encrypted file."""

import sqlite3
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from questionnaire.store.database import Database, add_unless_there, read_session, write_session
from questionnaire.store.encryption import Keyring
from questionnaire.store.models import Edition, Patient, Role, Staff
from questionnaire.store.sqlite import CannotOpen
from questionnaire.store.turns import Turns
from tests.kit.keys import key
from tests.kit.telling import tell

pytest_plugins = ["tests.kit.databases"]


def nurse(username: str = "nurse") -> Staff:
    return Staff(
        username=username,
        name="A nurse",
        role=Role.NURSE,
        password_hash="",
    )


def usernames(database: Database) -> set[str]:
    with database.read_session() as session:
        return set(session.scalars(select(Staff.username)))


def connections_in_use(database: Database) -> int:
    pool = database.engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


def test_what_is_written_is_kept(database: Database) -> None:
    with database.write_session() as session:
        session.add(nurse())

    assert usernames(database) == {"nurse"}


def test_an_error_undoes_the_whole_transaction(database: Database) -> None:
    def write_and_fail() -> None:
        with database.write_session() as session:
            session.add(nurse())
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()

    assert usernames(database) == set()


def test_what_was_written_stays_readable_afterwards(database: Database) -> None:
    with database.write_session() as session:
        staff = nurse()
        session.add(staff)

    assert staff.username == "nurse"
    assert staff.disabled_at is None


def test_reading_sees_what_the_same_request_wrote(inside: Flask) -> None:
    with write_session() as session:
        session.add(nurse())
    read = read_session().scalars(select(Staff)).one()

    with write_session() as session:
        session.get_one(Staff, read.id).name = "Another name"

    assert read.name == "Another name"


def test_reading_begun_inside_writing_sees_it_afterwards(inside: Flask) -> None:
    with write_session() as session:
        read_session().scalars(select(Staff)).all()
        session.add(nurse())

    assert read_session().scalars(select(Staff)).one().username == "nurse"


def test_writing_that_changes_nothing_shown_leaves_what_was_read(inside: Flask) -> None:
    with write_session() as session:
        session.add(nurse())
    read = read_session().scalars(select(Staff)).one()

    with write_session(refreshes=False):
        pass

    assert "name" in read.__dict__


def test_reading_gives_one_session_a_request(bare_app: Flask, database: Database) -> None:
    with bare_app.app_context():
        first = read_session()
        assert read_session() is first
        first.execute(select(Staff))
        assert connections_in_use(database) == 1

    assert connections_in_use(database) == 0
    with bare_app.app_context():
        assert read_session() is not first


def test_a_request_that_writes_holds_one_connection(inside: Flask, database: Database) -> None:
    read_session().execute(select(Staff))

    with write_session() as session:
        session.execute(select(Staff))

        assert connections_in_use(database) == 1


def test_a_change_in_reading_is_refused(inside: Flask) -> None:
    read_session().add(nurse())

    with pytest.raises(RuntimeError, match=r"make changes inside write_session\(\)"):
        read_session().scalars(select(Staff)).all()

    read_session().rollback()


def test_a_change_in_reading_is_never_silently_lost(bare_app: Flask) -> None:
    context = bare_app.app_context()
    context.push()
    read_session().add(nurse())

    with pytest.raises(RuntimeError, match=r"make changes inside write_session\(\)"):
        context.pop()


def test_reading_cannot_write_by_statement_on_postgresql(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no transaction that only reads")
    with (
        database.read_session() as session,
        pytest.raises(Exception, match="read-only transaction"),
    ):
        session.execute(text("DELETE FROM staff"))


def test_writing_inside_writing_is_refused_at_once(database: Database) -> None:
    with (
        database.write_session(),
        pytest.raises(RuntimeError, match="pass the outer session on"),
        database.write_session(),
    ):
        pass

    with database.write_session() as session:  # and the line is free again
        session.add(nurse())
    assert usernames(database) == {"nurse"}


def test_many_writers_at_once_all_get_through(database: Database) -> None:
    def write(number: int) -> None:
        for turn in range(10):
            with database.write_session() as session:
                session.add(nurse(f"{number}-{turn}"))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(usernames(database)) == 80


def test_turns_come_in_the_order_asked_for() -> None:
    turns = Turns()
    came: list[int] = []

    def take(number: int) -> None:
        with turns.turn():
            came.append(number)

    with turns.turn():
        waiting = [threading.Thread(target=take, args=(number,)) for number in range(20)]
        for number, thread in enumerate(waiting, start=1):
            thread.start()
            while len(turns._line) <= number:
                time.sleep(0.001)
    for thread in waiting:
        thread.join()

    assert came == list(range(20))


def test_a_turn_given_up_passes_to_the_next() -> None:
    turns = Turns()

    with pytest.raises(ZeroDivisionError), turns.turn():
        raise ZeroDivisionError

    with turns.turn():
        assert len(turns._line) == 1
    assert not turns._line


def test_writers_of_two_processes_take_turns_by_a_file(tmp_path: Path) -> None:
    first, second = Turns(tmp_path / "clinic.db"), Turns(tmp_path / "clinic.db")
    came: list[str] = []

    def write() -> None:
        with second.turn():
            came.append("second")

    waiting = threading.Thread(target=write)
    with first.turn():
        waiting.start()
        while not second._line:
            time.sleep(0.001)
        time.sleep(0.05)
        came.append("first")
    waiting.join()

    assert came == ["first", "second"]
    first.close()
    second.close()


def test_a_process_that_does_not_give_its_turn_up_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("questionnaire.store.turns.WAIT_SECONDS", 0.05)
    halted, other = Turns(tmp_path / "clinic.db"), Turns(tmp_path / "clinic.db")

    with halted.turn():
        with other.turn():
            assert (tmp_path / "clinic.db-turn").exists()
        other.close()
    halted.close()


def test_where_no_file_can_be_made_a_turn_is_of_one_process_alone(tmp_path: Path) -> None:
    with Turns(tmp_path / "nowhere" / "clinic.db").turn():
        assert not list(tmp_path.iterdir())


def test_an_error_of_the_database_shows_no_value(database: Database) -> None:
    with database.write_session() as session:
        session.add(nurse("Ms Jones"))

    with pytest.raises(IntegrityError) as caught, database.write_session() as session:
        session.add(Staff(**{**_values_of(nurse("Ms Jones")), "password_hash": "123456"}))

    assert "123456" not in str(caught.value)


def _values_of(staff: Staff) -> dict[str, object]:
    names = ("username", "name", "role", "password_hash")
    return {name: getattr(staff, name) for name in names}


# One encrypted file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "clinic.db"


def opened(file: Path, keys: str) -> Database:
    return Database(f"sqlite:///{file}", Keyring.from_text(keys))


def made(file: Path, keys: str) -> Database:
    database = opened(file, keys)
    database.upgrade()
    with database.write_session() as session:
        session.add(nurse("planted-name"))
    return database


def pragma(database: Database, name: str) -> object:
    with database.engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def test_the_file_is_durable_private_and_checks_its_references(file: Path) -> None:
    database = made(file, key("first"))

    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2  # FULL
    assert pragma(database, "foreign_keys") == 1
    assert {path.stat().st_mode & 0o777 for path in file.parent.iterdir()} == {0o600}
    database.close()


def test_sqlite_carries_the_mend_of_the_wal_reset_fault() -> None:
    assert sqlcipher.sqlite_version_info >= (3, 51, 3)


def test_nothing_in_the_file_can_be_read_without_the_key(file: Path) -> None:
    database = made(file, key("first"))

    stored = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert b"planted-name" not in stored
    assert b"SQLite format" not in stored
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(file).execute("SELECT * FROM staff")
    database.close()


def test_after_a_change_of_keys_the_file_still_opens(file: Path) -> None:
    made(file, key("first")).close()

    database = opened(file, f"{key('second')},{key('first')}")

    assert usernames(database) == {"planted-name"}
    database.close()


def test_a_wrong_key_gives_one_clear_error(file: Path) -> None:
    made(file, key("first")).close()

    with pytest.raises(CannotOpen) as caught:
        usernames(opened(file, key("second")))

    assert f"{file} was made with another key" in str(caught.value)
    assert "put the key it was made with back into QUESTIONNAIRE_KEYS" in str(caught.value)


def test_a_file_that_is_no_database_is_named(file: Path) -> None:
    file.write_bytes(b"a letter to the clinic" * 1000)

    with pytest.raises(CannotOpen, match="or is no database"):
        usernames(opened(file, key("first")))


def test_a_folder_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(CannotOpen, match="No such file or directory"):
        usernames(opened(file.parent / "nowhere" / "clinic.db", key("first")))


def test_a_writer_takes_its_place_before_it_writes_and_readers_go_on(file: Path) -> None:
    database = made(file, key("first"))
    another_process = opened(file, key("first"))

    with database.write_session(), another_process.engine.connect() as other:
        assert other.execute(select(Staff.username)).scalar() == "planted-name"
        other.rollback()
        other.connection.cursor().execute("PRAGMA busy_timeout = 0")
        with pytest.raises(OperationalError, match="locked"):
            other.execution_options(writing=True).execute(select(Staff.username))

    database.close()
    another_process.close()


def test_json_text_keeps_one_form(database: Database) -> None:
    with database.write_session() as session:
        session.add(Edition(id="1", name="First", wording={"b": "é", "a": [1, None]}))

    with database.read_session() as session:
        stored = session.execute(text("SELECT wording FROM edition")).scalar()
        assert stored == '{"a":[1,null],"b":"é"}'
        assert session.get_one(Edition, "1").wording == {"b": "é", "a": [1, None]}


def test_a_damaged_file_is_named_with_its_remedy(file: Path) -> None:
    made(file, key("first")).close()
    file.write_bytes(file.read_bytes()[:8192])

    with pytest.raises(CannotOpen, match=r"is damaged .*: put its latest copy back"):
        opened(file, key("first")).upgrade()


def test_a_wrong_key_is_told_in_our_words_alone(
    file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made(file, key("first")).close()

    with pytest.raises(CannotOpen):
        usernames(opened(file, key("second")))

    assert capfd.readouterr() == ("", "")


def test_a_row_that_is_there_already_is_not_added_and_spoils_nothing(database: Database) -> None:
    with database.write_session() as session:
        first = add_unless_there(session, nurse("one"))
        again = add_unless_there(session, nurse("one"))
        session.add(nurse("two"))

    assert (first, again) == (True, False)
    assert usernames(database) == {"one", "two"}


@pytest.mark.parametrize("left_out", ["first", "second"])
def test_a_key_left_out_is_missed_before_anything_is_served(
    clinic_database: str, left_out: str
) -> None:
    both = {"first": key("first"), "second": f"{key('second')},{key('first')}"}
    for number, keys in enumerate(both.values()):
        _add_patient(clinic_database, keys, number)
    kept = key("second" if left_out == "first" else "first")

    database = Database(clinic_database, Keyring.from_text(kept))
    with pytest.raises(CannotOpen, match="back into QUESTIONNAIRE_KEYS"):
        database.upgrade()
    database.close()


def test_with_every_key_it_is_served(clinic_database: str) -> None:
    keys = f"{key('second')},{key('first')}"
    _add_patient(clinic_database, key("first"), 1)
    _add_patient(clinic_database, keys, 2)

    database = Database(clinic_database, Keyring.from_text(keys))
    database.upgrade()
    database.close()


def _add_patient(url: str, keys: str, number: int) -> None:
    database = Database(url, Keyring.from_text(keys))
    app = Flask(__name__)
    database.init_app(app)
    with app.app_context(), write_session() as session:
        born = date(1940, 1, 1)
        patient = Patient(
            name="Ada", date_of_birth=born, sex="female", record_number=f"{number}", synthetic=True
        )
        session.add(patient)
        tell(session)
    database.close()
