"""Restore drills: from either database into either, all is there again and the clinic goes on."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, inspect, select, text

from questionnaire.backups import drafts, manifest
from questionnaire.backups.contents import TABLES, contents_of
from questionnaire.backups.manifest import FILE, Manifest
from questionnaire.backups.taking import take
from questionnaire.cli import main
from questionnaire.exports.json_summary import record_of
from questionnaire.store.database import Database, read_session
from questionnaire.store.encryption import Erased
from questionnaire.store.migrating import upgrade
from questionnaire.store.models import (
    Answer,
    AuditEvent,
    Model,
    PatientSession,
    Response,
    Staff,
    StaffSession,
    Stage,
)
from questionnaire.store.short_id import short
from tests.backups.conftest import KEYRING, Restored, alter, clinic_of
from tests.kit.filled import answered, correct, summary
from tests.kit.keeping import erase_now
from tests.kit.people import Invited, PatientClient, StaffClient
from tests.kit.verified import faults_of

CHANGED_BY_LOOKING = {"audit_event", "staff_session"}


def stored(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the trail, as it is stored, in one order."""
    with app.app_context():
        return {
            name: sorted(map(tuple, read_session().execute(select(table))), key=repr)
            for name, table in Model.metadata.tables.items()
            if name not in CHANGED_BY_LOOKING
        }


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which a command ends."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    [*_, line] = capsys.readouterr().err.splitlines()
    return line


def last_number() -> int:
    return read_session().scalar(select(func.max(Answer.sequence))) or 0


def test_a_clinic_comes_back_with_every_row_and_page_and_goes_on(
    app: Flask, nurse: StaffClient, clinician: StaffClient, invited: Invited, restored: Restored,
    tmp_path: Path,
) -> None:  # fmt: skip
    decided = answered(app, "V02", name="Dee Example", record_number="RN 2")
    clinician.get(f"/responses/{decided}/decision")
    clinician.submit({"choice": "more_needed", "note": "Wait for the scan"})
    pages = ("/worklist", f"/responses/{decided}", f"/responses/{decided}/face-sheet")
    said = [nurse.get(page).main.text for page in pages]
    with app.app_context():
        record = {**record_of(summary(decided)), "generated_at": None}
        backup, said_of_it, _ = take(app.extensions["database"], tmp_path)

    with restored(backup) as again:
        assert stored(again) == stored(app)
        colleague = StaffClient(again, "nurse")
        assert [colleague.get(page).main.text for page in pages] == said
        with again.app_context():
            assert {**record_of(summary(decided)), "generated_at": None} == record
            at_first = last_number()

        patient = PatientClient(again, invited)
        patient.open_link()
        patient.submit()
        correct(again, decided, "pain_on_movement", Decimal(7), "Heard wrongly")

        with again.app_context():
            assert last_number() == at_first + 1, "answers are numbered on from the last"
            assert not faults_of(again)
            head = int(said_of_it.head.split(":")[0])
            [entry, *later] = read_session().scalars(
                select(AuditEvent).where(AuditEvent.sequence > head).order_by(AuditEvent.sequence)
            )
            assert entry.action == "restored from a backup"
            assert entry.detail["head"] == said_of_it.head
            assert "answer corrected" in {one.action for one in later}
            assert set(take(again.extensions["database"], tmp_path)[1].rows) == set(TABLES)


def test_nothing_is_restored_over_a_clinic(
    backup: Path, nowhere: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["restore", str(backup)])

    line = refused(capsys, "restore", str(backup))

    assert "is there: stop the server" in line or "has tables already" in line


def test_a_file_that_is_empty_is_no_clinic(
    backup: Path, nowhere: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if nowhere.startswith("sqlite"):
        Path(nowhere.removeprefix("sqlite:///")).touch()

    with pytest.raises(SystemExit) as ended:
        main(["restore", str(backup.parent)])

    assert not ended.value.code
    assert f"Restored from {backup}, made" in capsys.readouterr().out


# On one kind of database: what is refused before the other is asked


@pytest.fixture
def file_nowhere(nowhere: str) -> Path:
    """Where the file of a clinic will be."""
    return Path(nowhere.removeprefix("sqlite:///"))


on_sqlite = pytest.mark.parametrize("nowhere", ["sqlite"], indirect=True)


@on_sqlite
def test_a_log_left_beside_the_file_is_never_taken_for_that_of_the_copy(
    backup: Path, file_nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = file_nowhere.with_name("clinic.db-wal")
    left.write_bytes(b"of the clinic before")

    assert f"{left} is there" in refused(capsys, "restore", str(backup))


@on_sqlite
def test_a_damaged_backup_is_not_restored(
    backup: Path, file_nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = bytearray((backup / "clinic.db").read_bytes())
    content[len(content) // 2] ^= 1
    (backup / "clinic.db").write_bytes(content)

    assert "is not whole" in refused(capsys, "restore", str(backup))
    assert not list(file_nowhere.parent.iterdir())


@on_sqlite
def test_a_record_that_was_changed_is_restored_only_where_one_says_so(
    backup: Path, file_nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alter(backup, "UPDATE patient SET synthetic = 0 WHERE rowid = 1")

    line = refused(capsys, "restore", str(backup))
    assert "was changed: use an earlier backup" in line
    assert not list(file_nowhere.parent.iterdir())

    with pytest.raises(SystemExit) as ended:
        main(["restore", str(backup), "--even-if-changed"])
    assert not ended.value.code
    assert file_nowhere.exists()


@on_sqlite
def test_what_a_stopped_restore_left_is_removed_by_the_next_and_named(
    backup: Path, file_nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = file_nowhere.parent / f"{drafts.PREFIX}1"
    left.mkdir()

    with pytest.raises(SystemExit):
        main(["restore", str(backup)])

    assert f"had left: {left}" in capsys.readouterr().out
    assert [path.name for path in file_nowhere.parent.iterdir()] == ["clinic.db"]


def test_whoever_was_in_when_it_was_made_is_out(
    app: Flask, nurse: StaffClient, patient: PatientClient, restored: Restored, tmp_path: Path
) -> None:
    with app.app_context():
        backup = take(app.extensions["database"], tmp_path).path

    with restored(backup) as again, again.app_context():
        for kind in (StaffSession, PatientSession):
            rows = read_session().scalars(select(kind)).all()
            assert rows
            assert all(row.ended_at for row in rows)


def test_what_was_erased_after_the_backup_is_erased_in_what_is_restored(
    app: Flask, restored: Restored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    response_id = answered(app, "V02")
    with app.app_context():
        backup = take(app.extensions["database"], tmp_path).path
    erase_now(app, response_id)
    monkeypatch.setenv("QUESTIONNAIRE_ERASURES", str(app.config["ERASURES"]))

    with restored(backup) as again, again.app_context():
        response = read_session().get_one(Response, response_id)
        assert response.stage is Stage.ERASED
        with pytest.raises(Erased):
            _ = response.answers[0].value
        assert not faults_of(again)
    assert f"Erased again, as the list of erasures says: response {short(response_id)}" in (
        capsys.readouterr().out
    )


def test_where_no_list_is_named_a_restore_says_that_erased_responses_may_be_back(
    backup: Path, restored: Restored, capsys: pytest.CaptureFixture[str]
) -> None:
    with restored(backup):
        assert "QUESTIONNAIRE_ERASURES is not set" in capsys.readouterr().err


def test_where_the_list_is_not_there_a_restore_says_so_too(
    backup: Path, restored: Restored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    lost = tmp_path / "lost.list"
    monkeypatch.setenv("QUESTIONNAIRE_ERASURES", str(lost))

    with restored(backup):
        assert f"There is no list of erasures at {lost}" in capsys.readouterr().err


@on_sqlite
def test_a_backup_of_before_a_change_of_tables_is_brought_up_to_date(
    file_nowhere: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "older"
    make_older_backup(backup)

    with pytest.raises(SystemExit) as ended:
        main(["restore", str(backup)])

    assert not ended.value.code
    with clinic_of(Database(f"sqlite:///{file_nowhere}", KEYRING)) as app:
        assert read_session().scalars(select(Staff.username)).all() == ["j.okafor"]
        assert not faults_of(app)


def make_older_backup(folder: Path) -> None:
    """What a version before the record was sealed would have made of a clinic with a nurse."""
    folder.mkdir()
    database = Database(f"sqlite:///{folder / FILE}", KEYRING)
    upgrade(database.engine, "0005")
    with database.engine.connect() as connection:
        connection.execute(
            text(
                "INSERT INTO staff (id, username, name, role, password_hash, must_change_password,"
                " failed_tries, created_at) VALUES ('00000000000000000000000000000001', 'j.okafor',"
                " 'Joy', 'nurse', '', 0, 0, '2026-01-01 00:00:00.000000')"
            )
        )
        connection.commit()
        names = [name for name in inspect(connection).get_table_names() if name in TABLES]
        contents = contents_of(connection, names)
    database.close()
    size, digest = (folder / FILE).stat().st_size, manifest.sha256_of(folder / FILE)
    made_at = "2026-01-02T00:00:00+00:00"
    rows, head = contents.rows, contents.head
    said = Manifest(1, "0.0.9", made_at, "sqlite", ("first",), "0005", rows, head, size, digest)
    manifest.write(folder, said, KEYRING)
