"""Databases for tests of the store: SQLite and PostgreSQL, each made by the migrations.

A test file takes these with `pytest_plugins = ["tests.kit.databases"]`.
"""

from collections.abc import Generator
from pathlib import Path

import pytest
from flask import Flask

from questionnaire.store.database import Database
from questionnaire.store.encryption import Keyring
from tests.kit.keys import key
from tests.kit.postgres import PostgresServer


@pytest.fixture
def keyring() -> Keyring:
    return Keyring.from_text(key("first"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str, None, None]:
    """An empty database; each test runs on both kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'clinic.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.new_database() as url:
        yield url


@pytest.fixture
def empty(database_url: str, keyring: Keyring) -> Generator[Database, None, None]:
    """A database without tables."""
    database = Database(database_url, keyring)
    yield database
    database.close()


@pytest.fixture
def database(clinic_database: str, keyring: Keyring) -> Generator[Database, None, None]:
    """A database with its tables, and nothing in them."""
    database = Database(clinic_database, keyring)
    yield database
    database.close()


@pytest.fixture
def bare_app(database: Database) -> Flask:
    """An app that has the database and nothing else."""
    app = Flask(__name__)
    database.init_app(app)
    return app


@pytest.fixture
def inside(bare_app: Flask) -> Generator[Flask, None, None]:
    """The same app, with its context open for the length of the test."""
    with bare_app.app_context():
        yield bare_app
