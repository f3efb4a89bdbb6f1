"""Moving the tables up and down, by Alembic: it is imported only where there is something to move."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from questionnaire.store import tables
from questionnaire.store.damage import refuse_damaged_log
from questionnaire.store.folders import MIGRATIONS
from questionnaire.store.sqlite import CannotOpen, make_file

if TYPE_CHECKING:
    from alembic.config import Config as Migrations

KEYRING = "keyring"  # an engine's own: a migration that seals anew wants it
UPGRADE_LOCK = 7_201_001  # any number that no other program takes on the same PostgreSQL


def upgrade(engine: Engine, revision: str = "") -> None:
    """Migrate up in one transaction, to the newest; another process that wants the same waits for it."""
    with _moving(engine) as connection:
        if revision or not tables.are_newest(connection):
            up(migrations(connection), revision or "head")


def up(told: Migrations, revision: str = "head") -> None:
    """Migrate up, inside `migrate()`."""
    from alembic import command  # noqa: PLC0415 (most starts find nothing to move)

    command.upgrade(told, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate down in one transaction; "base" leaves none of the tables."""
    from alembic import command  # noqa: PLC0415 (as above)

    migrate(engine, lambda migrations: command.downgrade(migrations, revision))


def migrate(engine: Engine, move: Callable[[Migrations], None]) -> None:
    """Let an Alembic command move the tables, in one transaction."""
    with _moving(engine) as connection:
        move(migrations(connection))


def migrations(connection: Connection) -> Migrations:
    """What Alembic must be told: where the migrations are, and the connection they run on."""
    from alembic.config import Config  # noqa: PLC0415 (as above)

    told = Config()
    told.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    told.attributes["connection"] = connection
    told.attributes[KEYRING] = connection.get_execution_options()[KEYRING]
    return told


def fault_in(connection: Connection) -> str:
    """What is wrong with the tables, column by column, in one line with its remedy; "" where nothing is."""
    from alembic import command  # noqa: PLC0415 (as above)
    from alembic.util import CommandError  # noqa: PLC0415

    try:
        tables.refuse_others(connection)
        told = migrations(connection)
        told.stdout = StringIO()  # it would say the same in other words
        command.check(told)
    except CannotOpen as error:
        return str(error)
    except CommandError:
        return tables.OTHERWISE
    return ""


@contextmanager
def _moving(engine: Engine) -> Generator[Connection]:
    """A transaction in which the tables may be moved, by one process at a time."""
    if engine.dialect.name == "sqlite":
        refuse_damaged_log(engine)
        make_file(engine)
    writer = engine.execution_options(writing=True)
    with writer.connect() as connection, _references_unchecked(connection), connection.begin():
        _wait_for_others(connection)
        tables.refuse_what_cannot_go_up(connection)
        yield connection


@contextmanager
def _references_unchecked(connection: Connection) -> Generator[None]:
    """SQLite makes a changed table anew, and dropping the old one must not empty the others."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.cursor()  # these may not stand in a transaction
    driver.execute("PRAGMA journal_mode = WAL")  # kept in the file
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _wait_for_others(connection: Connection) -> None:
    """SQLite's writers wait by themselves; PostgreSQL's must be told what for."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
