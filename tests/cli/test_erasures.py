"""Commands that erase: what is due is listed, confirmed and carried out; one response by a wish."""

from __future__ import annotations

import shutil
from dataclasses import replace
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from questionnaire import create_app
from questionnaire.cli import begun_erasures
from questionnaire.store.config import Config
from questionnaire.store.database import Database, read_session
from questionnaire.store.models import Response, Stage
from questionnaire.store.overwriting import overwrite
from questionnaire.store.short_id import short
from tests.cli.test_cli import Terminal
from tests.kit.keeping import age, an_administrator, erase_now, hold, keep_for
from tests.kit.keys import key
from tests.kit.pages import PageClient
from tests.kit.people import Invited, invite
from tests.kit.verified import faults_of


@pytest.fixture
def terminal(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    app: Flask,
    config: Config,
) -> Terminal:
    """Somebody on the server, whose settings are those of the clinic."""
    monkeypatch.setenv("QUESTIONNAIRE_DATABASE_URL", config.database_url)
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", key("first"))
    monkeypatch.setenv("QUESTIONNAIRE_ERASURES", str(config.erasures))
    an_administrator(app)
    return Terminal(capsys)


def stage(app: Flask, response_id: UUID) -> Stage:
    with app.app_context():
        return read_session().get_one(Response, response_id).stage


def test_until_a_period_is_set_nothing_is_due(terminal: Terminal) -> None:
    ran = terminal.run("erasure", "due")

    assert (ran.status, ran.out) == (0, "No period is set, so nothing is ever due.\n")


def test_what_is_due_is_listed_with_reasons_by_any_day_and_nothing_is_erased(
    terminal: Terminal, app: Flask, invited: Invited
) -> None:
    keep_for(app, unsent_days=30)
    age(app, invited.response_id, 20)
    assert "0 due, 0 held back." in terminal.run("erasure", "due").out

    ran = terminal.run("erasure", "due", "--on", "2199-01-01")

    assert f"{short(invited.response_id)}  never sent, with a consult on" in ran.out
    assert "kept 30 days, until " in ran.out
    assert "1 due, 0 held back." in ran.out
    assert stage(app, invited.response_id) is Stage.INVITED


def test_carried_out_what_is_due_is_erased_and_what_is_held_stays(
    terminal: Terminal, app: Flask, invited: Invited
) -> None:
    held, young = (invite(app, f"{n} Example", f"RN {n}").response_id for n in ("Held", "Young"))
    keep_for(app, unsent_days=30)
    age(app, invited.response_id, 60)
    age(app, held, 60)
    hold(app, held)

    ran = terminal.run("erasure", "carry-out", "--by", "keeper", "--dry-run")
    assert "Nothing was erased." in ran.out
    assert stage(app, invited.response_id) is Stage.INVITED

    ran = terminal.run("erasure", "carry-out", "--by", "keeper", "--yes")
    assert ran.status == 0
    assert "2 due, 1 held back." in ran.out
    assert "(held back: under a legal hold since" in ran.out
    assert "1 erased." in ran.out
    assert "Example" not in ran.out.replace("Keeper Example", "")
    stages = [stage(app, one) for one in (invited.response_id, held, young)]
    assert stages == [Stage.ERASED, Stage.INVITED, Stage.INVITED]


def test_it_asks_first_and_erases_nothing_where_nobody_says_yes(
    terminal: Terminal, app: Flask, invited: Invited, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_for(app, unsent_days=30)
    age(app, invited.response_id, 60)
    monkeypatch.setattr("sys.stdin", StringIO())

    ran = terminal.run("erasure", "carry-out", "--by", "keeper")

    assert (ran.status, ran.err) == (130, "Stopped.\n")
    assert "Erase 1? Nobody can ever read them again" in ran.out
    assert stage(app, invited.response_id) is Stage.INVITED


def test_one_is_erased_by_the_patients_wish_and_others_of_the_patient_are_said(
    terminal: Terminal, app: Flask, invited: Invited
) -> None:
    other = invite(app).response_id

    ran = terminal.run(
        "erasure", "of", short(invited.response_id), "--why", "wish", "--by", "keeper", "--yes"
    )

    assert f"{short(invited.response_id)}  the patient asked for it" in ran.out
    assert f"The same patient has response {short(other)} too. It is not erased." in ran.out
    assert "1 erased." in ran.out
    assert stage(app, invited.response_id) is Stage.ERASED


def test_the_record_verifies_and_says_what_was_erased(
    terminal: Terminal, app: Flask, invited: Invited
) -> None:
    erase_now(app, invited.response_id)

    ran = terminal.run("audit", "verify")

    assert ran.status == 0
    assert f"Response {short(invited.response_id)} was erased on " in ran.out
    assert "by Keeper Example (keeper): the patient asked for it." in ran.out
    assert "The audit trail is whole." in ran.out


def test_what_cannot_be_erased_so_is_refused_in_one_line(
    terminal: Terminal, app: Flask, invited: Invited
) -> None:
    by = ("--why", "wish", "--by", "keeper", "--yes")
    hold(app, invited.response_id)
    ran = terminal.run("erasure", "of", str(invited.response_id), *by)
    assert "(held back: under a legal hold since" in ran.out
    assert "0 erased." in ran.out
    assert ran.status == 1
    hold(app, invited.response_id, holds=False)
    erase_now(app, invited.response_id)

    assert "was erased already" in terminal.refused("erasure", "of", str(invited.response_id), *by)
    assert "there is none: check it" in terminal.refused("erasure", "of", "0123456789", *by)
    assert "is no id" in terminal.refused("erasure", "of", "Pat", *by)
    nobody = terminal.refused("erasure", "of", "01234567", "--why", "wish", "--by", "x", "--yes")
    assert "nobody who may sign in is called 'x'" in nobody


def test_without_a_list_outside_the_database_nothing_is_erased(
    terminal: Terminal, app: Flask, invited: Invited, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUESTIONNAIRE_ERASURES")

    ran = terminal.run(
        "erasure", "of", short(invited.response_id), "--why", "mistake", "--by", "keeper", "--yes"
    )

    assert ran.status == 2
    assert "QUESTIONNAIRE_ERASURES is not set: name a file" in ran.err
    assert stage(app, invited.response_id) is Stage.INVITED


def test_a_reader_who_holds_the_log_is_said_and_the_next_time_it_is_done(
    terminal: Terminal, app: Flask, invited: Invited, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("questionnaire.store.overwriting.LOCK_MILLISECONDS", 10)
    monkeypatch.setattr("questionnaire.store.overwriting.PAUSE_SECONDS", 0)
    by = ("--why", "wish", "--by", "keeper", "--yes")
    with app.extensions["database"].read_session() as reading:
        _read(reading)
        ran = terminal.run("erasure", "of", short(invited.response_id), *by)
        assert ran.status == 1
        assert "run “questionnaire erasure carry-out” again" in ran.err

    ran = terminal.run("erasure", "carry-out", "--by", "keeper")
    assert ran.status == 0


def _read(session: Session) -> None:
    session.query(Response).all()


@pytest.mark.parametrize("clinic_database", ["sqlite"], indirect=True)
def test_an_older_copy_put_back_is_erased_again_by_the_next_start(
    app: Flask, invited: Invited, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database: Database = app.extensions["database"]
    assert overwrite(database.engine)  # the log is in the file
    copy = shutil.copy(database.engine.url.database or "", tmp_path / "copy.db")
    erase_now(app, invited.response_id)
    config = Config(f"sqlite:///{copy}", key("first"), "http://127.0.0.1:8000")
    restored = create_app(replace(config, erasures=app.config["ERASURES"]))
    assert stage(restored, invited.response_id) is Stage.INVITED

    with restored.app_context():
        begun_erasures.finish_what_was_begun(restored)

    said = f"Erased, as the list of erasures has it: response {short(invited.response_id)}\n"
    assert capsys.readouterr().out == said
    assert stage(restored, invited.response_id) is Stage.ERASED
    assert PageClient(restored).get(invited.link, expect=410)
    assert faults_of(restored) == []
    restored.extensions["database"].close()


def test_the_next_start_finishes_what_a_crash_left_and_finds_a_lost_list(
    app: Flask, invited: Invited, config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    erase_now(app, invited.response_id)
    other = invite(app, "Other Example", "RN 2").response_id
    path: Path = app.config["ERASURES"]
    line = path.read_text()
    path.unlink()
    with app.app_context():
        begun_erasures.finish_what_was_begun(app)
    assert path.read_text() == line
    assert "1 erasures were not in" in capsys.readouterr().out

    with app.app_context():
        begun_erasures.finish_what_was_begun(app)
    assert capsys.readouterr().out == ""
    assert stage(app, other) is Stage.INVITED
