"""Every row from one database into another, as of one moment, while others go on writing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Enum,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

from questionnaire.backups.contents import Contents, contents_of
from questionnaire.backups.progress import Progress
from questionnaire.store.database import Database
from questionnaire.store.durable import onto_disk
from questionnaire.store.encryption import Keyring
from questionnaire.store.migrating import upgrade
from questionnaire.store.models import Model
from questionnaire.store.models.base import JsonText
from questionnaire.store.sqlite import open_file, sqlcipher

# A step is about 1 MB: whoever wants the processor or the disk meanwhile never waits longer.
PAGES_A_STEP = 256
ROWS_A_STEP = 1000
PAUSE_SECONDS = 0.005
# It is brought onto the disk step by step, and what its rows refer to is checked as a whole.
PRAGMAS_OF_A_DRAFT = ("journal_mode = DELETE", "synchronous = OFF", "foreign_keys = OFF")


class CannotBackUp(Exception):
    """No backup was made: one line with the fault and the remedy."""


def copy_file(engine: Engine, to: Path, keyring: Keyring, progress: Progress) -> Contents:
    """An SQLite database, page by page, into a new file under the current key; what it must hold.

    It is read in one transaction: without that, each writer would make it begin anew, for ever.
    """
    tell = _paced(progress, to)

    def told(_: int, left: int, of: int) -> None:
        tell("Pages", of - left, of)

    to.touch(mode=0o600)
    with engine.connect() as source, closing(open_file(to, keyring)) as target:
        contents = contents_of(source)
        target.execute("PRAGMA synchronous = OFF")  # a draft, brought onto the disk step by step
        try:
            _driver(source).backup(target, pages=PAGES_A_STEP, progress=told)
            target.execute("PRAGMA journal_mode = DELETE")  # nothing beside the file
        except sqlcipher.DatabaseError as error:
            raise CannotBackUp(
                f"the database cannot be copied to the end ({error}): see that the disk has room, "
                "and check the database with: questionnaire db check"
            ) from None
    return contents


def copy_tables(engine: Engine, to: Path, keyring: Keyring, progress: Progress) -> Contents:
    """A PostgreSQL database, row by row, into a new encrypted file of the same tables; what it must hold."""
    file = Database(file_url(to), keyring).engine
    upgrade(file)
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with snapshot.connect() as source, file.connect() as target:
        contents = contents_of(source)
        for pragma in PRAGMAS_OF_A_DRAFT:
            _driver(target).execute(f"PRAGMA {pragma}")
        replace_rows(source, target, contents, _paced(progress, to))
        target.commit()
    file.dispose()
    return contents


def _paced(progress: Progress, to: Path) -> Progress:
    """A step is on the disk before the next, so that no writer of the clinic waits for all of them."""

    def tell(part: str, done: int, of: int) -> None:
        progress(part, done, of)
        onto_disk(to)
        time.sleep(PAUSE_SECONDS)

    return tell


def replace_rows(
    source: Connection, target: Connection, contents: Contents, progress: Progress
) -> None:
    """Every row of every table as it is stored, in the transactions that are open, a few at once.

    What migrations have put into the new tables of the target goes: it begins a trail of its own.
    """
    _empty(target)
    done, of = 0, sum(contents.rows.values())
    for table in Model.metadata.sorted_tables:
        stored = _as_stored(table)
        for rows in _batches(source, stored):
            target.execute(insert(stored), rows)
            done += len(rows)
            progress("Rows", done, of)


def file_url(path: Path) -> str:
    """The address of an SQLite database."""
    return URL.create("sqlite", database=str(path)).render_as_string()


def count_on(target: Connection) -> None:
    """Let PostgreSQL number the next rows after those that were copied."""
    for table in Model.metadata.sorted_tables:
        if (column := table.autoincrement_column) is not None:
            counter = func.pg_get_serial_sequence(table.name, column.name)
            last = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
            target.execute(select(func.setval(counter, last, False)))


def _empty(target: Connection) -> None:
    """Even of what is append-only, which SQLite refuses to delete while its triggers stand."""
    tables = reversed(Model.metadata.sorted_tables)
    if target.dialect.name == "postgresql":
        target.exec_driver_sql(f"TRUNCATE {', '.join(one.name for one in tables)}")
        return
    triggers = target.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    ).all()
    for trigger in triggers:
        target.exec_driver_sql(f"DROP TRIGGER {trigger.name}")
    for table in tables:
        target.execute(delete(table))
    for trigger in triggers:
        target.exec_driver_sql(trigger.sql)


def _batches(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    options = {"yield_per": ROWS_A_STEP}
    with source.execute(select(table), execution_options=options) as result:
        for rows in result.mappings().partitions():
            yield [dict(row) for row in rows]


def _as_stored(table: Table) -> Table:
    """The table with its texts unread: a copy judges nothing, and changes no byte."""
    return Table(
        table.name, MetaData(), *(Column(one.name, _plain(one.type)) for one in table.columns)
    )


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, JsonText):
        return Text()
    return String() if isinstance(kind, Enum) else kind


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - the driver carries no types
    return connection.connection.driver_connection
