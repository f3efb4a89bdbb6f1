"""Commands that look after the database: its tables brought up to date, and all of it checked."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from sqlalchemy import func, select

from questionnaire.cli.running import NOT_IN_ORDER, database_name, database_of, running_app
from questionnaire.store import page_checksums, tables
from questionnaire.store.clock_check import clock_fault
from questionnaire.store.config import Config, missing_database
from questionnaire.store.damage import STEPS, damages
from questionnaire.store.database import Database, read_session
from questionnaire.store.migrating import fault_in
from questionnaire.store.models import Response
from questionnaire.store.sheet_check import write_anew


@click.group(epilog="\b\nFor example:\n  questionnaire db upgrade\n  questionnaire db check\n")
def db() -> None:
    """Look after the database."""


@db.command(
    epilog="\b\n"
    "For example:\n"
    "  QUESTIONNAIRE_DATABASE_URL=postgresql://… questionnaire db upgrade\n"
)
def upgrade() -> None:
    """Bring the tables up to date. Harmless where they are; `serve` does it by itself.

    Where there is no database yet, a new one is made, and it says where.
    """
    is_new = bool(missing_database())
    with running_app(Config.from_environment()) as app:
        database_of(app).upgrade()
        if is_new:
            click.echo(f"A new database was made: {database_name(app)}")
    click.echo("The tables are up to date.")


@db.command(epilog="\b\nFor example:\n  questionnaire db check\n")
def check() -> None:
    """Look for damage, and say whether the tables are as this version wants them.

    Exit status 1 where something is wrong: a line each, with the remedy. A server may go on beside it.

    An SQLite file is read to its last byte: the log of commits, every page against its own seal, then
    rows, indexes and references. PostgreSQL is made to read every row, by which it checks its pages, if
    its page checksums are on: that is told too. Neither sees that all of it is an older copy: for that, keep
    the trail's head elsewhere.
    """
    with running_app(tables_as_they_are=True) as app:
        faults = [*_faults(database_of(app))]
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(NOT_IN_ORDER)
    click.echo("No damage was found. The tables are up to date.")


@db.command("answer-sheets", epilog="\b\nFor example:\n  questionnaire db answer-sheets\n")
def sheets_anew() -> None:
    """Make every answer sheet anew from the answers: after an upgrade, or where a check wants it.

    Beside its rows, each response has all its answers in one sealed piece, so that a page is quick. A
    response without one is only slower. Pages are served meanwhile.
    """
    with running_app() as app:
        database = database_of(app)
        with database.read_session() as session:
            count = session.scalar(select(func.count()).select_from(Response)) or 0
        with click.progressbar(length=count, label="Sheets", file=sys.stderr) as bar:
            write_anew(database, bar.update)
    click.echo("Every answer sheet was made anew.")


def _faults(database: Database) -> Iterator[str]:
    """What is wrong with a database; its tables are looked at only where nothing is damaged."""
    damaged = [*(_of_file if database.file else _of_server)(database)]
    yield from damaged
    if damaged:
        return
    with database.engine.connect() as connection:
        wrong = fault_in(connection)
    if wrong or (wrong := clock_fault(read_session())):
        yield wrong


def _of_file(database: Database) -> Iterator[str]:
    with click.progressbar(STEPS, label="Checks", file=sys.stderr) as bar:
        yield from [*damages(database.engine, database.keyring, bar)]


def _of_server(database: Database) -> Iterator[str]:
    engine = database.engine
    with click.progressbar(tables.there(engine), label="Tables", file=sys.stderr) as bar:
        yield from filter(None, [page_checksums.fault_in(engine, table) for table in bar])
    with engine.connect() as connection:
        on, counted = page_checksums.are_on(connection), page_checksums.failures(connection)
    click.echo(page_checksums.ON if on else page_checksums.OFF, err=not on)
    if counted:
        yield counted
