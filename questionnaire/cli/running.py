"""The app as a command needs it: set from the environment, its database open, and closed at the end."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import cast

from flask import Flask

from questionnaire import create_app
from questionnaire.store.config import Config, ConfigError, missing_database
from questionnaire.store.database import Database


@contextmanager
def running_app(config: Config | None = None) -> Generator[Flask, None, None]:
    """An app in whose context the command works. Raises ConfigError.

    The database must be there: a new, empty one would answer "nobody" to whoever is in the wrong
    folder. Only a command that may make one gives its own `config`.
    """
    if config is None and (missing := missing_database()):
        raise ConfigError(missing)
    app = create_app(config)
    try:
        with app.app_context():
            yield app
    finally:
        database_of(app).close()


def database_of(app: Flask) -> Database:
    """The database of an app."""
    return cast("Database", app.extensions["database"])


def database_name(app: Flask) -> str:
    """Which database it is: its file, or its name on a server, without host, user and password."""
    engine = database_of(app).engine
    return engine.url.database or engine.dialect.name
