"""PostgreSQL checks a page by its checksum when it reads it: whether it does, and what it finds."""

from __future__ import annotations

import re

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.exc import DBAPIError

from questionnaire.store.faults import Fault, fault_of

ON = "Page checksums are on: PostgreSQL sees damage on its disk when it reads a page."
OFF = (
    "Page checksums are off: PostgreSQL does not see damage on its disk. Switch them on while the "
    "server is stopped: pg_checksums --enable"
)
RESTORE = "put the latest backup back, on another disk"
FAILURES = "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
BLOCK = re.compile(r"block (\d+)")


def are_on(connection: Connection) -> bool:
    """Whether the pages of the server have checksums."""
    return connection.scalar(text("SHOW data_checksums")) == "on"


def failures(connection: Connection) -> str:
    """How many pages did not fit since the server counts, in one line; "" where all did."""
    count = connection.scalar(text(FAILURES)) or 0
    return f"PostgreSQL counts {count} damaged pages in this database: {RESTORE}" if count else ""


def fault_in(engine: Engine, table: Table) -> str:
    """Have every page of a table read, and of what it keeps elsewhere: one line where one is damaged."""
    name = engine.dialect.identifier_preparer.format_table(table)
    try:
        with engine.connect() as connection:
            connection.execute(text(f"SELECT count(one::text) FROM {name} AS one"))  # noqa: S608 (our own)
    except DBAPIError as error:
        if fault_of(error) is not Fault.DAMAGED:
            raise
        page = BLOCK.search(str(error.orig))
        return (
            f"The table {table.name} is damaged{f' on page {page[1]}' if page else ''}: {RESTORE}"
        )
    return ""
