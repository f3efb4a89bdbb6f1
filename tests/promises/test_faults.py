"""Disk full, database gone or read-only: it is said calmly, and nothing acknowledged is lost."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Connection, event

from questionnaire import create_app
from questionnaire.clinic import settings
from questionnaire.responses.answers import history
from questionnaire.store.config import Config
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response
from tests.kit import ailing
from tests.kit.ailing import Illness
from tests.kit.pages import PageClient
from tests.kit.people import BORN, PASSWORD, Invited, PatientClient, StaffClient, invite
from tests.kit.postgres import PostgresServer
from tests.kit.real_server import NetworkClient, serving

# PostgreSQL has no limit to the pages of a database: its disk is filled up in a test of its own.
ILLNESSES = [
    ("sqlite", ailing.gone),
    ("sqlite", ailing.read_only),
    ("sqlite", ailing.without_room),
    ("postgresql", ailing.gone),
    ("postgresql", ailing.read_only),
]
with_each_illness = pytest.mark.parametrize(
    ("clinic_database", "illness"),
    ILLNESSES,
    indirect=["clinic_database"],
    ids=[f"{database}-{illness.__name__}" for database, illness in ILLNESSES],
)
on_sqlite, on_postgresql = (
    pytest.mark.parametrize("clinic_database", [database], indirect=True)
    for database in ("sqlite", "postgresql")
)
SAYS = re.compile(r"\d{4} \d{4}: (the database|the disk|/\S+ cannot be opened) .*: .* \([a-z_.]+\)")
PHONE = "01234 567 890"
WORDS = (
    "planted words of a patient" + ", in full" * 500
)  # more than the room within a page of the file
OFTEN = 200  # a page is answered this often at most before the disk is full


@pytest.fixture
def server(config: Config, request: pytest.FixtureRequest) -> PostgresServer | None:
    return ailing.server_of(config.database_url, lambda: request.getfixturevalue("postgres_server"))


@pytest.fixture
def clinic(app: Flask) -> Flask:
    """As in earnest: an error is a page."""
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    with app.app_context(), write_session() as session:
        settings.change(session, {"phone": PHONE}, by=None)
    return app


def given(app: Flask, invited: Invited) -> list[object]:
    """Every answer ever given to the last question, as stored."""
    with app.app_context():
        response = read_session().get_one(Response, invited.response_id)
        return [row.value for row in history(read_session(), response).get("anything_else", [])]


def answer_until_refused(patient: PatientClient) -> list[str]:
    """Answer one page again and again, until no more can be kept: what was acknowledged."""
    acknowledged: list[str] = []
    for number in range(OFTEN):
        words = f"{number} {WORDS}"
        try:
            patient.get(patient.at("anything-else"))
            patient.submit({"anything_else": words})
        except AssertionError:
            assert patient.page
            assert patient.page.response.status_code == 503
            return acknowledged
        acknowledged.append(words)
    raise AssertionError("the disk never became full")


@with_each_illness
def test_what_cannot_be_saved_is_told_and_kept_on_the_page(
    clinic: Flask,
    patient: PatientClient,
    invited: Invited,
    illness: Illness,
    server: PostgresServer | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    patient.get(patient.at("anything-else"))
    patient.submit({"anything_else": "acknowledged"})
    patient.get(patient.at("anything-else"))
    with illness(clinic, server):
        page = patient.submit({"anything_else": WORDS}, expect=503)

        assert page.heading == "This page is not saved yet"
        assert "All the pages you saved before are kept" in page.text
        assert PHONE in page.text, "whom to call is known from before"
        assert int(page.response.headers["Retry-After"]) > 0
        assert "Set-Cookie" not in page.response.headers
        still_ill = patient.submit(expect=503)
        assert still_ill.heading == page.heading

    assert [SAYS.fullmatch(line) is not None for line in caplog.messages] == [True, True]
    assert WORDS not in caplog.text
    assert str(invited.response_id) not in caplog.text
    patient.submit()  # "Try again" holds what was typed
    assert given(clinic, invited) == ["acknowledged", WORDS]


@with_each_illness
def test_what_shows_nobodys_data_goes_on(
    clinic: Flask,
    nurse: StaffClient,
    invited: Invited,
    illness: Illness,
    server: PostgresServer | None,
) -> None:
    icon = re.search(r'href="(/static/icon[^"]+)"', nurse.get("/worklist").response.text)
    assert icon
    stranger = PageClient(clinic)
    with illness(clinic, server):
        for shown in ("/", "/sign-in"):
            assert PHONE in stranger.get(shown).text or shown == "/sign-in"
        stranger.get("/no-such-page", expect=404)
        stranger.download(icon[1]).close()
        if illness is not ailing.gone:
            nurse.get("/protocols")
            stranger.get(invited.link)
            return
        nurse.get("/sign-in")
        for unknown in ("/protocols", invited.link):
            nurse.get(unknown, expect=503)


def test_a_page_that_cannot_be_written_into_the_trail_is_not_shown(
    clinic: Flask, nurse: StaffClient, patient: PatientClient, server: PostgresServer | None
) -> None:
    with ailing.read_only(clinic, server):
        for page in ("/worklist", f"/responses/{patient.response_id}"):
            assert "Pat Example" not in nurse.get(page, expect=503).text
        patient.get(patient.at("check"), expect=503)
    assert "Pat Example" in nurse.get("/worklist").text


def test_a_session_goes_on_where_its_use_cannot_be_noted(
    clinic: Flask, nurse: StaffClient, server: PostgresServer | None
) -> None:
    with ailing.read_only(clinic, server), time_machine.travel(timedelta(minutes=10), tick=True):
        nurse.get("/protocols")


def test_a_birthday_that_cannot_be_noted_lets_nobody_in(
    clinic: Flask, invited: Invited, server: PostgresServer | None
) -> None:
    right, wrong = PatientClient(clinic, invited), PatientClient(clinic, invited)
    with ailing.read_only(clinic, server):
        pages = [right.open_link(expect=503), wrong.open_link(date(1950, 1, 1), expect=503)]

        assert not [page for page in pages if "Set-Cookie" in page.response.headers]
        right.get(right.at(""), expect=403)
    right.open_link()


def test_a_password_is_not_laid_into_the_page(
    clinic: Flask, nurse: StaffClient, server: PostgresServer | None
) -> None:
    nurse.submit(to="/sign-out")
    with ailing.read_only(clinic, server):
        assert PASSWORD not in nurse.sign_in(expect=503).response.text


def test_a_disk_that_is_really_full_loses_nothing_that_was_acknowledged(
    config: Config, server: PostgresServer | None
) -> None:
    with ailing.small_disk() as disk:
        if disk is None:
            pytest.skip("this user may mount no disk of its own")
        with ailing.moved_to(disk, config.database_url, server) as url:
            clinic = create_app(replace(config, database_url=url))
            invited = invite(clinic)
            patient = PatientClient(clinic, invited)
            patient.open_link()
            with ailing.filled_up(disk):
                acknowledged = answer_until_refused(patient)
            assert given(clinic, invited) == acknowledged
            patient.get(patient.at("anything-else"))
            patient.submit({"anything_else": WORDS})
            assert given(clinic, invited) == [*acknowledged, WORDS]
            clinic.extensions["database"].close()


@on_postgresql
def test_a_connection_cut_in_mid_transaction_undoes_it_and_the_next_goes_on(
    clinic: Flask, patient: PatientClient, invited: Invited, server: PostgresServer | None
) -> None:
    assert server
    patient.get(patient.at("anything-else"))
    engine = ailing.engine_of(clinic)

    def cut(connection: Connection) -> None:
        ailing.cut(server, engine.url.database or "")

    event.listen(engine, "commit", cut)
    patient.submit({"anything_else": WORDS}, expect=503)
    event.remove(engine, "commit", cut)

    assert given(clinic, invited) == []
    patient.submit()
    assert given(clinic, invited) == [WORDS]


@on_sqlite
@pytest.mark.parametrize("taken", ["clinic.db", "clinic.db-wal"])
def test_what_went_into_a_file_that_was_taken_away_is_not_acknowledged(
    clinic: Flask,
    patient: PatientClient,
    taken: str,
) -> None:
    patient.get(patient.at("anything-else"))
    engine, file = ailing.engine_of(clinic), ailing.file_of(clinic).with_name(taken)

    def take(connection: Connection) -> None:
        if file.exists():
            file.rename(file.with_suffix(".taken"))

    event.listen(engine, "commit", take)
    page = patient.submit({"anything_else": WORDS}, expect=503)
    event.remove(engine, "commit", take)

    assert page.heading == "This page is not saved yet"


@on_sqlite
def test_a_file_put_back_is_served_and_no_empty_one_is_made_meanwhile(
    clinic: Flask, patient: PatientClient, invited: Invited
) -> None:
    file = ailing.file_of(clinic)
    copy = file.with_name("copy")
    clinic.extensions["database"].close()  # all of it is in one file then
    shutil.copy(file, copy)
    patient.get(patient.at("anything-else"))
    for old in file.parent.glob("clinic.db*"):
        old.unlink()
    patient.submit({"anything_else": WORDS}, expect=503)
    assert not file.exists()

    copy.rename(file)
    patient.submit()
    assert given(clinic, invited) == [WORDS]


@on_sqlite
def test_a_file_that_is_damaged_while_it_is_served_is_told_calmly(
    clinic: Flask, nurse: StaffClient, caplog: pytest.LogCaptureFixture
) -> None:
    clinic.extensions["database"].close()
    file = ailing.file_of(clinic)
    content = file.read_bytes()
    file.write_bytes(content[:4096] + bytes(len(content) - 4096))  # the first page alone is left

    nurse.get("/worklist", expect=503)

    assert "is damaged" in caplog.text


def test_the_real_server_says_a_line_a_page_and_goes_on_without_a_restart(
    app: Flask, invited: Invited, config: Config, server: PostgresServer | None, tmp_path: Path
) -> None:
    named = {
        "QUESTIONNAIRE_DATABASE_URL": config.database_url,
        "QUESTIONNAIRE_KEYS": config.keys,
    }
    log = ailing.file_of(app).with_name("clinic.db-wal")
    app.extensions["database"].close()
    with serving(tmp_path, settings=named) as served:
        patient = NetworkClient(served)
        patient.get(invited.link)
        patient.submit({"born": BORN.isoformat()})
        patient.get(f"/r/{invited.response_id}/anything-else")
        with server.stopped() if server else ailing.no_longer_files(log, served.workers()):
            for words in (WORDS, None):
                patient.submit({"anything_else": words} if words else {}, expect=503)
        patient.submit()
        said = served.log.read_text().removeprefix(served.printed).splitlines()

    assert given(app, invited) == [WORDS]
    assert [SAYS.fullmatch(line) is not None for line in said] == [True, True], said
