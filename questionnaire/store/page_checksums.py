"""Whether PostgreSQL checks its pages when it reads them, and whether one did not fit."""

from __future__ import annotations

from sqlalchemy import Connection, text

ON = "Page checksums are on."
OFF = (
    "Page checksums are off: PostgreSQL does not see damage on its disk. Switch them on while the "
    "server is stopped: pg_checksums --enable"
)
FAILED = (
    "PostgreSQL found {} damaged pages in this database: see its log for which, and put the latest "
    "backup back"
)
FAILURES = "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"


def are_on(connection: Connection) -> bool:
    """Whether the pages of the server have checksums."""
    return connection.scalar(text("SHOW data_checksums")) == "on"


def failures(connection: Connection) -> int:
    """How many pages of this database did not fit when they were read, since the server counts."""
    return connection.scalar(text(FAILURES)) or 0
