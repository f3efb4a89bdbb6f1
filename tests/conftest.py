"""The people of every test, at a clinic whose database is once SQLite and once PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.engine import make_url

from questionnaire.store.config import Config
from questionnaire.store.database import Database
from questionnaire.store.encryption import Keyring
from questionnaire.store.models import Role
from tests.kit.apps import whole_app
from tests.kit.keys import key
from tests.kit.people import Invited, PatientClient, StaffClient, add_staff, invite
from tests.kit.postgres import PostgresServer, running_postgres
from tests.kit.typed import Typed

DATABASES = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=(*DATABASES, "both"),
        default=os.environ.get("QUESTIONNAIRE_TEST_DATABASE", "both"),
        help="run the tests that need a database on this one only (default: both)",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of a database that was not asked for."""
    wanted: str = config.getoption("--database")
    if wanted == "both":
        return
    other = next(one for one in DATABASES if one != wanted)
    left_out = [item for item in items if f"[{other}" in item.name or f"-{other}" in item.name]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def postgres_server() -> Generator[PostgresServer, None, None]:
    """One server for each test process, started for the first test that needs it."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with all tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_name(postgres_server: PostgresServer) -> Generator[str, None, None]:
    """The name of a PostgreSQL database with all tables and no rows, to be copied."""
    with postgres_server.new_database() as url:
        _migrate(url)
        yield make_url(url).database or ""


def _migrate(url: str) -> None:
    database = Database(url, Keyring.from_text(key("first")))
    database.upgrade()
    database.close()


@pytest.fixture(params=DATABASES)
def clinic_database(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str, None, None]:
    """The address of a database of this test's own, migrated and empty."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "clinic.db")
        yield f"sqlite:///{tmp_path / 'clinic.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.new_database(like=request.getfixturevalue("migrated_name")) as url:
        yield url


@pytest.fixture
def config(clinic_database: str, tmp_path: Path) -> Config:
    erasures = tmp_path / "erasures.list"
    return Config(clinic_database, key("first"), "http://127.0.0.1:8000", erasures=erasures)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for all tests: each app would else compile them anew."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(
    config: Config, compiled_templates: FileSystemBytecodeCache
) -> Generator[Flask, None, None]:
    """The whole application, at a clinic of this test's own."""
    with whole_app(config, compiled_templates) as made:
        yield made


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Somebody who types commands."""
    return Typed(capsys, monkeypatch)


@pytest.fixture
def nurse(app: Flask) -> StaffClient:
    add_staff(app, Role.NURSE)
    return StaffClient(app, "nurse")


@pytest.fixture
def clinician(app: Flask) -> StaffClient:
    add_staff(app, Role.CLINICIAN)
    return StaffClient(app, "clinician")


@pytest.fixture
def administrator(app: Flask) -> StaffClient:
    add_staff(app, Role.ADMINISTRATOR)
    return StaffClient(app, "administrator")


@pytest.fixture
def invited(app: Flask) -> Invited:
    """A patient who has a link and has not opened it."""
    return invite(app)


@pytest.fixture
def patient(app: Flask, invited: Invited) -> PatientClient:
    """A patient who has opened the link and said who they are."""
    client = PatientClient(app, invited)
    client.open_link()
    return client
