"""Damage in a clinic's file: each byte counts, and what is wrong is named with its remedy."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from questionnaire.store import wal
from questionnaire.store.damage import damages
from questionnaire.store.database import Database
from questionnaire.store.encryption import Keyring
from questionnaire.store.faults import Fault, fault_of
from questionnaire.store.models import Role, Staff
from questionnaire.store.sqlite import CannotOpen
from tests.kit import ailing
from tests.kit.keys import key
from tests.kit.typed import Typed

DAMAGES = 200
PAGE = 4096
KEYRING = Keyring.from_text(key("first"))


def opened(file: Path) -> Database:
    return Database(f"sqlite:///{file}", KEYRING)


def write(database: Database, count: int, name: str = "nurse") -> None:
    for number in range(count):
        with database.write_session() as session:
            session.add(
                Staff(
                    username=f"{name}-{number}",
                    name=f"{name} {number}" * 40,
                    role=Role.NURSE,
                    password_hash="",
                )
            )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A clinic's file that was closed in good order."""
    file = tmp_path_factory.mktemp("whole") / "clinic.db"
    shutil.copy(migrated_file, file)
    database = opened(file)
    write(database, 40)
    database.close()
    return file


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory, whole: Path) -> Path:
    """The same of a server that was killed: what was kept last stands in the log beside it."""
    folder = tmp_path_factory.mktemp("killed")
    database = opened(Path(shutil.copy(whole, folder / "before.db")))
    write(database, 6, "later")
    for name in ("clinic.db", "clinic.db-wal"):
        shutil.copy(folder / name.replace("clinic", "before"), folder / name)
    database.close()
    return folder / "clinic.db"


def found(file: Path) -> list[str]:
    """What a check says of a file."""
    database = opened(file)
    try:
        return [*damages(database.engine, KEYRING)]
    except CannotOpen as error:
        return [str(error)]
    finally:
        database.close()


def copied(file: Path, folder: Path) -> Path:
    for old in folder.glob("clinic.db*"):
        old.unlink()
    for one in file.parent.glob("clinic.db*"):
        shutil.copy(one, folder)
    return folder / "clinic.db"


def alter(file: Path, place: int, byte: int) -> None:
    with file.open("r+b") as opened_file:
        opened_file.seek(place)
        before = opened_file.read(1)[0]
        opened_file.seek(place)
        opened_file.write(bytes([before ^ byte]))


@pytest.mark.parametrize("state", ["whole", "killed"])
def test_nothing_is_found_where_nothing_is_damaged(
    state: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    assert found(copied(request.getfixturevalue(state), tmp_path)) == []


@pytest.mark.parametrize(("state", "part"), [("whole", "clinic.db"), ("killed", "clinic.db-wal")])
def test_a_single_damaged_byte_is_found_wherever_it_is(
    state: str,
    part: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wal, "MOMENT", 0)  # nobody writes beside us
    chance = random.Random(20_261_201)  # noqa: S311 (the same damages every time)
    before: Path = request.getfixturevalue(state)
    size = before.with_name(part).stat().st_size
    missed = []
    for number in range(DAMAGES):
        file = copied(before, tmp_path)
        place = number if number < 32 else chance.randrange(size)
        alter(file.with_name(part), place, 1 << chance.randrange(8))
        if not found(file):
            missed.append(place)

    assert not missed


@pytest.mark.parametrize("short", [1, PAGE, 3 * PAGE + 100, -1, -PAGE])
def test_a_file_cut_short_is_found(whole: Path, tmp_path: Path, short: int) -> None:
    """`short` counts what is left from the beginning, or what is missing at the end."""
    file = copied(whole, tmp_path)
    os.truncate(file, short if short > 0 else file.stat().st_size + short)

    [line] = found(file)
    assert "put the latest backup back" in line


def test_the_damaged_pages_are_named(whole: Path, tmp_path: Path) -> None:
    file = copied(whole, tmp_path)
    for page in (7, 4):
        alter(file, (page - 1) * PAGE + 100, 1)

    assert found(file) == [
        f"{file} is damaged on page 4, 7: stop the server and put the latest backup back"
    ]


def zeroed(file: Path) -> None:
    with file.open("r+b") as opened_file:
        opened_file.write(bytes(PAGE))


def of_another_key(file: Path) -> None:
    other = Database(f"sqlite:///{file}", Keyring.from_text(key("other")))
    file.unlink()
    other.upgrade()
    other.close()


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


UNREADABLE: dict[str, Callable[[Path], object]] = {
    "cannot be opened (Is a directory)": a_folder,
    "is damaged: zeros stand where it begins": zeroed,
    "is damaged on page 1:": lambda file: alter(file, 20, 1),
    "was made with another key, or is no database": of_another_key,
    "or is no database: put the key": lambda file: file.write_bytes(b"a letter" * 9999),
    "was cut short": lambda file: os.truncate(file, 20 * PAGE),
    "is not encrypted": lambda file: file.write_bytes(b"SQLite format 3\0" + bytes(PAGE)),
}


@pytest.mark.parametrize("says", UNREADABLE)
@pytest.mark.parametrize(
    "command", ["serve --port 18731", "db upgrade", "db check", "audit verify"]
)
def test_what_cannot_be_read_is_named_by_every_command(
    whole: Path,
    tmp_path: Path,
    says: str,
    command: str,
    typed: Typed,
) -> None:
    file = copied(whole, tmp_path)
    UNREADABLE[says](file)

    said, status = typed(command, f"sqlite:///{file}")

    assert says in said[-1], said
    assert status in ({1, 2} if command == "db check" else {2})


@pytest.mark.parametrize("command", ["db upgrade", "db check"])
def test_a_damaged_log_is_not_opened_so_that_nothing_of_it_is_lost(
    killed: Path, tmp_path: Path, typed: Typed, command: str
) -> None:
    file = copied(killed, tmp_path)
    log = file.with_name("clinic.db-wal")
    alter(log, log.stat().st_size // 2, 1)
    before = log.read_bytes()

    said, status = typed(command, f"sqlite:///{file}")

    assert re.search(
        r"clinic.db-wal does not fit at change \d+ of \d+: what was kept after", said[-1]
    )
    assert status
    assert log.read_bytes() == before


def test_a_last_change_that_a_power_cut_interrupted_is_no_reason_not_to_start(
    killed: Path, tmp_path: Path, typed: Typed
) -> None:
    file = copied(killed, tmp_path)
    log = file.with_name("clinic.db-wal")
    alter(log, log.stat().st_size - 1, 1)

    said, status = typed("db check", f"sqlite:///{file}")
    assert "After a power cut or a kill that is as it should be" in said[-1]
    assert status == 1

    assert typed("db upgrade", f"sqlite:///{file}") == ([], 0)
    assert typed("db check", f"sqlite:///{file}")[1] == 0


def test_a_server_that_writes_meanwhile_is_not_disturbed_and_not_taken_for_damage(
    whole: Path, tmp_path: Path
) -> None:
    server = opened(copied(whole, tmp_path))
    writer = Thread(target=write, args=(server, 100, "busy"))
    writer.start()
    said = list[str]()
    while writer.is_alive():
        said += found(tmp_path / "clinic.db")
    writer.join()

    assert said == []
    with server.read_session() as session:
        assert session.scalar(text("SELECT count(*) FROM staff")) == 140
    server.close()


def test_a_row_that_names_what_is_not_there_is_found(whole: Path, tmp_path: Path) -> None:
    database = opened(copied(whole, tmp_path))
    driver = database.engine.raw_connection()
    driver.cursor().execute("PRAGMA foreign_keys = OFF")
    driver.cursor().execute(
        "INSERT INTO clinic_setting (id, key, value, set_by, set_at)"
        " VALUES ('a', 'phone', '1', 'b', '2026-12-01')"
    )
    driver.close()
    database.close()

    [line] = found(tmp_path / "clinic.db")
    assert "row 1 of clinic_setting names what staff does not have" in line


def test_opening_one_more_connection_frees_no_lock_of_the_others(
    whole: Path, tmp_path: Path
) -> None:
    file = copied(whole, tmp_path)
    server = opened(file)
    with server.engine.connect(), server.engine.connect():
        locked = Path("/proc/locks").read_text()

    assert f":{file.stat().st_ino} " in locked, "another process would take the file for closed"
    server.close()


def test_a_disk_that_is_full_is_named_and_is_no_damage(killed: Path) -> None:
    with ailing.small_disk() as disk:
        if disk is None:
            pytest.skip("this user may mount no disk of its own")
        for name in ("clinic.db", "clinic.db-wal"):
            shutil.copy(killed.with_name(name), disk)
        database = opened(disk / "clinic.db")
        write(database, 30, "more")  # the file has to grow for what stands in the log
        with ailing.filled_up(disk), pytest.raises(DBAPIError) as raised:
            list(damages(database.engine, KEYRING))
        database.close()

    assert fault_of(raised.value) is Fault.FULL
