"""A backup is taken while others write, holds one moment, and is there whole or not at all."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from questionnaire.backups import copying, drafts, kept
from questionnaire.backups.checking import check
from questionnaire.backups.copying import CannotBackUp
from questionnaire.backups.manifest import FILE
from questionnaire.backups.taking import take
from questionnaire.store.database import Database, read_session
from questionnaire.store.encryption import Keyring
from questionnaire.store.key_check import keys_in_use
from questionnaire.store.models import AuditEvent
from questionnaire.store.rekey import rekey
from questionnaire.store.sqlite import CannotOpen
from tests.backups.conftest import clinic_of, somebody_comes
from tests.kit.keys import key
from tests.kit.killed import kill_while
from tests.kit.verified import faults_of

pytest_plugins = ["tests.kit.databases"]

KILLS = random.Random(10)  # noqa: S311 - moments, not secrets


class Writers:
    """People who come one after the other until they are told to stop."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.stopped = threading.Event()
        self.faults: list[Exception] = []
        self.came = 0
        self.threads = [threading.Thread(target=self._write, args=(number,)) for number in range(3)]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def _write(self, first: int) -> None:
        try:
            for number in range(first, 1_000_000, len(self.threads)):
                with self.app.app_context():
                    somebody_comes(number)
                self.came += 1
                if self.stopped.is_set():
                    return
        except Exception as fault:  # noqa: BLE001 - it is shown by the test
            self.faults.append(fault)


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    return folder


def test_writers_go_on_and_the_copy_is_of_one_moment(
    bare_app: Flask, database: Database, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES_A_STEP", 2)
    monkeypatch.setattr(copying, "ROWS_A_STEP", 2)
    told: list[int] = []

    def tell(part: str, done: int, of: int) -> None:
        if part in {"Pages", "Rows"}:  # the copy itself, before it is checked
            told.append(done)

    with bare_app.app_context():
        for number in range(1_000_000, 1_000_020):
            somebody_comes(number)

    with Writers(bare_app) as writers, bare_app.app_context():
        before = writers.came
        made, said, changed = take(database, backups, tell)
        after = writers.came

    assert not writers.faults
    assert after > before, "they wrote meanwhile"
    assert len(told) > 10
    assert told == sorted(told), "a writer never makes it begin anew"
    assert said.rows["patient"] == said.rows["response"] == said.rows["audit_event"] - 1
    assert not changed
    assert not check(made, database.keyring).faults
    with bare_app.app_context():
        assert not faults_of(bare_app)
        [entry] = read_session().scalars(
            select(AuditEvent).where(AuditEvent.action == "backup made")
        )
    assert entry.detail == {"name": made.name, "head": said.head}


def test_it_names_the_keys_of_the_copy_whatever_is_sealed_anew_while_it_is_made(
    bare_app: Flask, clinic_database: str, backups: Path
) -> None:
    with bare_app.app_context():
        somebody_comes(1)
    both = Keyring.from_text(f"{key('second')},{key('first')}")

    with clinic_of(Database(clinic_database, both)) as app:
        database: Database = app.extensions["database"]

        def seal_anew(part: str, _: int, __: int) -> None:
            if part in {"Pages", "Rows"}:
                rekey(database)

        made = take(database, backups, seal_anew)

        assert made.manifest.keys == ("second", "first")
        with database.read_session() as session:
            assert keys_in_use(session, both) == ("second",)
    [fault] = check(made.path, Keyring.from_text(key("second"))).faults
    assert fault.startswith("it needs key 'first' too")


def test_nobody_yet_is_nothing_to_back_up(
    bare_app: Flask, database: Database, backups: Path
) -> None:
    with bare_app.app_context(), pytest.raises(CannotBackUp, match="holds nobody yet"):
        take(database, backups)

    assert not list(backups.iterdir())


def test_tables_of_another_version_are_not_backed_up(
    bare_app: Flask, database: Database, backups: Path
) -> None:
    with database.write_session() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0004'"))

    with bare_app.app_context(), pytest.raises(CannotOpen, match="db upgrade"):
        take(database, backups)


@pytest.mark.parametrize("clinic_database", ["sqlite"], indirect=True)
def test_a_record_that_was_changed_is_backed_up_as_it_is_and_named(
    bare_app: Flask, database: Database, backups: Path
) -> None:
    with bare_app.app_context():
        for number in range(3):
            somebody_comes(number)
        with database.write_session() as session:
            session.execute(text("DROP TRIGGER audit_event_refuses_delete"))
            session.execute(text("DELETE FROM audit_event WHERE sequence = 2"))

        made, said, changed = take(database, backups)

    assert "Entry 2 of the trail: deleted" in changed
    report = check(made, database.keyring)
    assert (report.manifest, report.faults, report.changed) == (said, (), changed)


# On one kind of database: what is a matter of folders alone


def copies(backup: Path, names: list[str]) -> Iterator[Path]:
    for name in names:
        yield backup.rename(backup.with_name(name)) if name == names[-1] else copied(backup, name)


def copied(backup: Path, name: str) -> Path:
    copy = backup.with_name(name)
    copy.mkdir()
    for file in backup.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    return copy


def test_the_oldest_whole_ones_go_and_a_damaged_one_counts_for_none(backup: Path) -> None:
    keyring = Keyring.from_text(key("first"))
    first, second, third, fourth = copies(backup, [f"2026120{day}T023000Z" for day in (1, 2, 3, 4)])
    (second / FILE).write_bytes(b"")
    left = backup.with_name(f"{drafts.PREFIX}x")
    left.mkdir()

    rotated = kept.rotate(backup.parent, 2, keyring)

    assert rotated.removed == [first]
    assert rotated.passed_by == {second: f"{second / FILE} is not of the size that was signed"}
    assert kept.every_backup(backup.parent) == [second, third, fourth]
    assert kept.newest(backup.parent) == fourth
    assert drafts.clear(backup.parent) == [left]


def test_one_whose_key_is_gone_stays_and_is_named_with_its_key(backup: Path) -> None:
    rotated = kept.rotate(backup.parent, 1, Keyring.from_text(key("second")))

    assert not rotated.removed
    [fault] = rotated.passed_by.values()
    assert fault.endswith(
        "it was signed with key 'first': put that key back into QUESTIONNAIRE_KEYS"
    )


def test_what_somebody_else_laid_there_by_such_a_name_is_left(tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.mkdir()
    (tmp_path / f"{drafts.PREFIX}link").symlink_to(others)
    (tmp_path / f"{drafts.PREFIX}file").touch()

    assert drafts.clear(tmp_path) == []
    assert others.exists()


def test_what_is_being_made_is_cleared_away_by_nobody(tmp_path: Path) -> None:
    with drafts.draft(tmp_path) as made:
        assert drafts.clear(tmp_path) == []
        assert made.stat().st_mode & 0o777 == 0o700
    assert not list(tmp_path.iterdir())


# Killed


def is_begun(folder: Path) -> bool:
    return bool(list(folder.glob(f"{drafts.PREFIX}*")))


def test_a_backup_that_is_killed_leaves_none_that_looks_whole(
    bare_app: Flask, database: Database, clinic_database: str, backups: Path
) -> None:
    with bare_app.app_context():
        for number in range(5):
            somebody_comes(number)
    settings = {"QUESTIONNAIRE_DATABASE_URL": clinic_database, "QUESTIONNAIRE_KEYS": key("first")}

    for _ in range(2):
        command = ("backup", str(backups))
        kill_while(command, settings, backups, lambda: is_begun(backups), KILLS.random() / 5)

        for finished in kept.every_backup(backups):
            assert not check(finished, database.keyring).faults
        drafts.clear(backups)
        assert kept.every_backup(backups) == sorted(backups.iterdir())

    with bare_app.app_context():
        assert not check(take(database, backups)[0], database.keyring).faults


def test_a_restore_that_is_killed_leaves_nothing_or_the_whole(
    backup: Path, nowhere: str, tmp_path: Path
) -> None:
    place = tmp_path / "new"
    place.mkdir(exist_ok=True)
    settings = {
        "QUESTIONNAIRE_DATABASE_URL": nowhere, "QUESTIONNAIRE_KEYS": key("first"),
        "TMPDIR": str(place),
    }  # fmt: skip
    keyring = Keyring.from_text(key("first"))

    for _ in range(2):
        command = ("restore", str(backup))
        kill_while(command, settings, place, lambda: is_begun(place), KILLS.random() / 2)

        drafts.clear(place)
        assert {path.name.split("-")[0] for path in place.iterdir()} <= {"clinic.db"}
        if list(place.iterdir()) or not nowhere.startswith("sqlite"):
            assert_nothing_or_whole(nowhere, keyring)


def assert_nothing_or_whole(url: str, keyring: Keyring) -> None:
    with clinic_of(Database(url, keyring)) as app:
        with app.extensions["database"].engine.connect() as connection:
            if not inspect(connection).get_table_names():
                return
        assert not faults_of(app)
        assert len(read_session().scalars(select(AuditEvent)).all()) == 7
