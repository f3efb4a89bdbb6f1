"""The app as a command needs it: set from the environment, its database open, and closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import cast

from flask import Flask
from sqlalchemy.exc import DBAPIError

from questionnaire.store.bare_app import app_without_pages
from questionnaire.store.config import Config, ConfigError, missing_database
from questionnaire.store.damage import why_unreadable
from questionnaire.store.database import Database
from questionnaire.store.faults import Fault, fault_of
from questionnaire.store.sqlite import CannotOpen, UnreadableDatabase, refuse_emptied

NOT_IN_ORDER = 1
"""How a command ends that looked, and found something that is not as it should be."""


@contextmanager
def running_app(
    config: Config | None = None,
    *,
    made_by: Callable[[Config], Flask] = app_without_pages,
    tables_as_they_are: bool = False,
) -> Generator[Flask, None, None]:
    """An app in whose context the command works. Raises ConfigError, or CannotOpen.

    The database must be there: a new, empty one would answer "nobody" to whoever is in the wrong
    folder. Only a command that may make one gives its own `config`. Its tables must be those of
    this version, unless the command is about them. A command that writes as pages do gives
    `made_by`, which makes the app with all of them.
    """
    if config is None and (missing := missing_database()):
        raise ConfigError(missing)
    app = made_by(config or Config.from_environment())
    try:
        with app.app_context(), _looked_at_closely(database_of(app)):
            _refuse_what_is_not_whole(database_of(app), config is not None, tables_as_they_are)
            yield app
    finally:
        database_of(app).close()


def _refuse_what_is_not_whole(database: Database, may_be_new: bool, any_tables: bool) -> None:
    if may_be_new and database.file:
        refuse_emptied(database.engine)
    if not may_be_new and not any_tables:
        database.refuse_other_tables()


@contextmanager
def _looked_at_closely(database: Database) -> Generator[None, None, None]:
    """Of a file that cannot be read, tell what it is: a command has the time to look through it."""
    try:
        yield
    except (UnreadableDatabase, DBAPIError) as error:
        damaged = isinstance(error, UnreadableDatabase) or fault_of(error) is Fault.DAMAGED
        if not (damaged and database.file):
            raise
        raise CannotOpen(why_unreadable(database.file, database.keyring)) from None


def database_of(app: Flask) -> Database:
    """The database of an app."""
    return cast("Database", app.extensions["database"])


def database_name(app: Flask) -> str:
    """Which database it is: its file, or its name on a server, without host, user and password."""
    engine = database_of(app).engine
    return engine.url.database or engine.dialect.name
