"""Whatever is wrong with a backup is found, and named in one line each."""

from __future__ import annotations

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from questionnaire.backups import manifest
from questionnaire.backups.checking import check, faults_of_age
from questionnaire.backups.manifest import FILE, MANIFEST, SIGNATURE
from questionnaire.cli import main
from questionnaire.store import clock
from questionnaire.store.encryption import Keyring
from questionnaire.store.sqlite import open_file
from tests.backups.conftest import KEYRING, alter, sign_again
from tests.kit.keys import key

DAMAGES = 200


def faults(backup: Path, keyring: Keyring = KEYRING) -> str:
    """All that is found, a line a fault."""
    report = check(backup, keyring)
    return "\n".join((*report.faults, *report.changed))


def test_a_backup_just_made_is_whole_and_looking_changes_nothing(backup: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in backup.iterdir()}

    assert faults(backup) == ""
    assert {path: path.stat().st_mtime_ns for path in backup.iterdir()} == before
    assert {path.stat().st_mode & 0o777 for path in backup.iterdir()} == {0o600}
    assert backup.stat().st_mode & 0o777 == 0o700


def test_any_byte_that_is_damaged_anywhere_is_found(backup: Path) -> None:
    chance = random.Random(10)  # noqa: S311 - places, not secrets
    files = [path for path in sorted(backup.iterdir()) for _ in range(DAMAGES // 4)]
    files += [backup / FILE] * (DAMAGES - len(files))
    missed = []
    for path in files:
        content = path.read_bytes()
        at, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        path.write_bytes(content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :])
        if not faults(backup):
            missed.append((path.name, at, bit))
        path.write_bytes(content)

    assert len(files) == DAMAGES
    assert not missed
    assert faults(backup) == ""


@pytest.mark.parametrize(
    ("part", "more", "said"),
    [(0, 0, "is empty"), (0.5, 0, "is cut short"), (1, -1, "is cut short"), (1, 9, "is too long")],
)
def test_a_copy_of_another_size_is_found(backup: Path, part: float, more: int, said: str) -> None:
    with (backup / FILE).open("r+b") as file:
        file.truncate(int((backup / FILE).stat().st_size * part) + more)

    assert said in faults(backup)


@pytest.mark.parametrize("name", [FILE, MANIFEST, SIGNATURE])
def test_a_missing_part_is_found(backup: Path, name: str) -> None:
    (backup / name).unlink()

    assert name in faults(backup)


def test_a_database_without_tables_or_without_rows_is_found_though_it_is_signed(
    backup: Path, migrated_file: Path
) -> None:
    shutil.copy(migrated_file, backup / FILE)
    sign_again(backup)
    assert "it is empty: nobody is in it" in faults(backup)

    (backup / FILE).write_bytes(b"")
    open_file(backup / FILE, KEYRING).execute("VACUUM").close()
    connection = open_file(backup / FILE, KEYRING)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    sign_again(backup)
    assert "table answer: missing" in faults(backup)


def test_a_copy_short_of_rows_is_found_though_it_is_signed(backup: Path) -> None:
    alter(backup, "DELETE FROM response WHERE rowid = 1")

    assert faults(backup) == "table response: 4 rows, not 5"


def test_a_copy_whose_trail_ends_early_or_was_changed_is_found_though_it_is_signed(
    backup: Path,
) -> None:
    alter(
        backup,
        "DROP TRIGGER audit_event_refuses_delete",
        "DROP TRIGGER audit_event_refuses_update",
        "UPDATE audit_event SET action = 'nothing' WHERE sequence = 3",
    )
    assert "Entry 3 of the trail: changed after it was written" in faults(backup)

    alter(backup, "DELETE FROM audit_event WHERE sequence = 6")
    assert "the trail ends with 5:" in faults(backup)


def test_a_row_without_what_it_refers_to_is_found(backup: Path) -> None:
    alter(backup, "PRAGMA foreign_keys = OFF", "DELETE FROM patient WHERE rowid = 1")

    assert "foreign_key_check: response" in faults(backup)


def test_a_copy_of_the_file_alone_without_its_log_is_found(backup: Path, tmp_path: Path) -> None:
    live = tmp_path / "clinic.db"
    shutil.copy(backup / FILE, live)
    writer = open_file(live, KEYRING)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("UPDATE patient SET synthetic = 0")
    shutil.copy(live, backup / FILE)
    writer.close()

    assert "is not the file that was signed" in faults(backup)


def test_the_list_of_another_backup_is_found(backup: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(backup, tmp_path / "other"))
    alter(other, "UPDATE patient SET synthetic = 0")
    shutil.copy(other / MANIFEST, backup / MANIFEST)
    assert "it was changed, or signed with another key" in faults(backup)

    shutil.copy(other / SIGNATURE, backup / SIGNATURE)
    assert "is not the file that was signed" in faults(backup)


def test_the_wrong_key_is_named_and_an_older_one_still_opens(backup: Path) -> None:
    other = Keyring.from_text(key("second"))
    both = Keyring.from_text(f"{key('second')},{key('first')}")

    assert "it was signed with key 'first': put that key back" in faults(backup, other)
    assert faults(backup, both) == ""


def test_a_backup_of_a_newer_program_is_named_as_such(backup: Path) -> None:
    sign_again(backup, revision="9999", program="9.0")

    assert "made by version 9.0 of the program" in faults(backup)


def test_one_of_before_the_last_change_of_tables_is_whole(backup: Path) -> None:
    alter(backup, "UPDATE alembic_version SET version_num = '0004'")
    sign_again(backup, revision="0004")

    assert faults(backup) == ""


def test_its_age_is_a_fault_where_one_says_so(backup: Path) -> None:
    said = manifest.read(backup, KEYRING)

    def found(later: timedelta) -> list[str]:
        return list(faults_of_age(said, said.moment + later, timedelta(hours=26)))

    assert not found(timedelta(hours=25))
    assert found(timedelta(hours=30)) == ["it was made 30 hours ago: see why no newer one was made"]
    assert found(-timedelta(days=3)) == [
        "it was made 3 days from now: set the clock of this machine"
    ]
    assert said.moment <= clock.now()


# As typed


@pytest.fixture
def with_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another machine, that has the key and no database."""
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", key("first"))
    monkeypatch.setenv("QUESTIONNAIRE_DATA", str(tmp_path / "none"))
    monkeypatch.delenv("QUESTIONNAIRE_DATABASE_URL", raising=False)


def status(*arguments: str) -> object:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code or 0


def test_the_command_says_that_the_newest_is_whole_and_how_old_it_is(
    backup: Path, with_key: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status("verify-backup", str(backup.parent), "--not-older-than", "26h") == 0

    said = capsys.readouterr().out
    head = manifest.read(backup, KEYRING).head
    assert f"{backup} is whole" in said
    assert f"6 entries in the trail, head {head}, made " in said
    assert not list(backup.parent.parent.glob("none*")), "no database is needed, and none made"


def test_the_command_names_each_fault_and_ends_with_1(
    backup: Path, with_key: None, capsys: pytest.CaptureFixture[str]
) -> None:
    (backup / FILE).write_bytes(b"")

    assert status("verify-backup", str(backup), "--not-older-than", "0m") == 1

    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if "is empty" in line]
    assert [line for line in lines if "ago: see why no newer one was made" in line]


@pytest.mark.parametrize("command", ["verify-backup", "restore"])
def test_without_a_key_none_is_made(
    command: str, backup: Path, with_key: None, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.delenv("QUESTIONNAIRE_KEYS")

    assert status(command, str(backup)) == 2
    assert "clinic.key holds no key: restore its copy" in capsys.readouterr().err
    assert not list(backup.parent.parent.glob("none*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("verify-backup", "nowhere"), "nowhere is no folder"),
        (("verify-backup", "."), "holds no backup: make one with questionnaire backup"),
        (("verify-backup", ".", "--not-older-than", "soon"), "'soon' is no time: write 90m, 26h"),
    ],
)
def test_what_is_no_backup_is_refused(
    arguments: tuple[str, ...], said: str, with_key: None, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)

    assert status(*arguments) == 2
    assert said in capsys.readouterr().err
