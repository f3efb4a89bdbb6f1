"""Backups of a small clinic, and an empty place of either kind to restore one to."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
from flask import Flask

from questionnaire import create_app
from questionnaire.backups import manifest
from questionnaire.backups.manifest import FILE, MANIFEST, SIGNATURE
from questionnaire.backups.taking import take
from questionnaire.cli import main
from questionnaire.store.audit import Action, record
from questionnaire.store.config import Config
from questionnaire.store.database import Database, write_session
from questionnaire.store.encryption import Keyring
from questionnaire.store.models import Edition, Patient, Response
from questionnaire.store.sqlite import open_file
from tests.kit.keys import key
from tests.kit.postgres import PostgresServer

KEYRING = Keyring.from_text(key("first"))
Restored: TypeAlias = Callable[[Path], AbstractContextManager[Flask]]


@contextmanager
def clinic_of(database: Database) -> Generator[Flask, None, None]:
    """An app that has a database and nothing else, in its context."""
    app = Flask(__name__)
    database.init_app(app)
    with app.app_context():
        yield app
    database.close()


def somebody_comes(number: int) -> None:
    """A patient, a response and what the trail says of it."""
    patient = Patient(
        name="Ada", date_of_birth=date(1940, 1, 1), sex="female", record_number=str(number),
        synthetic=True,
    )  # fmt: skip
    response = Response(patient_id=patient.id, edition_id="1")
    with write_session() as session:
        session.merge(Edition(id="1", name="1", wording={}))
        session.add_all([patient, response])
        record(session, Action.INVITATION_CREATED, response=response)


@pytest.fixture(scope="session")
def made_once(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clinic")
    shutil.copy(migrated_file, folder / "clinic.db")
    with clinic_of(Database(f"sqlite:///{folder / 'clinic.db'}", KEYRING)) as app:
        for number in range(5):
            somebody_comes(number)
        return take(app.extensions["database"], folder)[0]


@pytest.fixture
def backup(made_once: Path, tmp_path: Path) -> Path:
    """A small backup of a test's own, alone in a folder of backups."""
    return Path(shutil.copytree(made_once, tmp_path / "backups" / made_once.name))


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[str, None, None]:
    """The address of a database that is not there yet, of either kind, named by the environment."""
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", key("first"))
    if request.param == "sqlite":
        (tmp_path / "new").mkdir()
        url = f"sqlite:///{tmp_path / 'new' / 'clinic.db'}"
        monkeypatch.setenv("QUESTIONNAIRE_DATABASE_URL", url)
        yield url
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.new_database() as url:
        monkeypatch.setenv("QUESTIONNAIRE_DATABASE_URL", url)
        yield url


@contextmanager
def opened(url: str, like: Flask) -> Generator[Flask, None, None]:
    """Another clinic's app, whose passwords are as cheap as those of the first."""
    app = create_app(Config(url, key("first"), "http://127.0.0.1:8000"))
    app.jinja_env.bytecode_cache = like.jinja_env.bytecode_cache
    app.extensions["passwords"] = like.extensions["passwords"]
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=True)
    try:
        yield app
    finally:
        app.extensions["database"].close()


@pytest.fixture
def restored(app: Flask, nowhere: str) -> Restored:
    """What opens the clinic that comes back from a backup."""

    @contextmanager
    def restore(backup: Path) -> Generator[Flask, None, None]:
        with pytest.raises(SystemExit) as ended:
            main(["restore", str(backup)])
        assert not ended.value.code
        with opened(nowhere, app) as again:
            yield again

    return restore


def sign_again(backup: Path, **changed: object) -> None:
    """What only somebody with the key can do: then the lists and the file agree in their bytes."""
    said = manifest.read(backup, KEYRING)
    for name in (MANIFEST, SIGNATURE):
        (backup / name).unlink()
    size, digest = (backup / FILE).stat().st_size, manifest.sha256_of(backup / FILE)
    manifest.write(backup, replace(said, size=size, sha256=digest, **changed), KEYRING)  # type: ignore[arg-type]


def alter(backup: Path, *statements: str) -> None:
    """Change the rows of a backup, with the key, and sign it anew."""
    connection = open_file(backup / FILE, KEYRING)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    sign_again(backup)
