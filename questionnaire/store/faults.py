"""What keeps a database from being used, told from its error: one line with the fault and the remedy."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from enum import Enum

from sqlalchemy.exc import (
    DBAPIError,
    OperationalError,
    PendingRollbackError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as NoneFree

from questionnaire.store.sqlite import CannotOpen


class Fault(Enum):
    """A fault that lies outside the program, and what to do about it."""

    FULL = "the disk of the database is full: make room on it"
    DISK = (
        "the disk of the database fails: look at its health, and at the limits set for the server"
    )
    READ_ONLY = "the database can only be read: let the server write to it and to its folder"
    GONE = (
        "the database does not answer: see that it runs or its file is there, and that "
        "QUESTIONNAIRE_DATABASE_URL lets us in"
    )
    BUSY = "the database is busy: see what else uses it, and for how long"
    DAMAGED = "the database is damaged: stop the server and run: questionnaire db check"
    OTHER_TABLES = (
        "the tables of the database are not those of this version: "
        "bring them up to date with: questionnaire db upgrade"
    )


# SQLite's own numbers: https://www.sqlite.org/rescode.html
OF_SQLITE = {
    5: Fault.BUSY,
    6: Fault.BUSY,
    8: Fault.READ_ONLY,
    10: Fault.DISK,
    11: Fault.DAMAGED,
    13: Fault.FULL,
    14: Fault.GONE,
    15: Fault.BUSY,
    26: Fault.DAMAGED,
}
NOT_AS_EXPECTED = ("no such table", "no such column")

# The beginnings of PostgreSQL's, the longest first: its manual, appendix A.
OF_POSTGRESQL = {
    "25006": Fault.READ_ONLY,
    "53100": Fault.FULL,
    "42P01": Fault.OTHER_TABLES,
    "42703": Fault.OTHER_TABLES,
    "55P03": Fault.BUSY,
    "XX001": Fault.DAMAGED,
    "XX002": Fault.DAMAGED,
    "08": Fault.GONE,
    "28": Fault.GONE,
    "3D": Fault.GONE,
    "40": Fault.BUSY,
    "53": Fault.BUSY,
    "57": Fault.GONE,
    "58": Fault.DISK,
}

OF_DATABASES = (SQLAlchemyError, CannotOpen)
"""What is raised where a database cannot be used, and for our own mistakes: `fault_of` tells which."""


def fault_of(error: BaseException) -> Fault | None:
    """What is wrong with the database; None where it is not the database that is at fault."""
    match error:
        case DBAPIError(orig=cause) if hasattr(cause, "sqlite_errorcode"):
            return _of_sqlite(cause.sqlite_errorcode, str(cause))
        case DBAPIError(orig=cause):
            return _of_postgresql(getattr(cause, "sqlstate", None), error)
        case CannotOpen() | PendingRollbackError():
            return Fault.GONE
        case NoneFree():
            return Fault.BUSY
    return None


def in_words(error: BaseException) -> str:
    """The fault and its remedy in one line; "" where it is not the database that is at fault."""
    fault = fault_of(error)
    return str(error) if isinstance(error, CannotOpen) else fault.value if fault else ""


@contextmanager
def let_go() -> Generator[None]:
    """What is done inside is left undone where the database cannot be used."""
    try:
        yield
    except OF_DATABASES as error:
        if fault_of(error) is None:
            raise


def _of_sqlite(number: int, said: str) -> Fault | None:
    if said.startswith(NOT_AS_EXPECTED):
        return Fault.OTHER_TABLES
    return OF_SQLITE.get(number & 0xFF)  # the rest of it says more than we tell


def _of_postgresql(state: str | None, error: DBAPIError) -> Fault | None:
    known = (fault for begin, fault in OF_POSTGRESQL.items() if (state or "").startswith(begin))
    # The server itself gives each fault a number; without one it could not even be asked.
    lost = error.connection_invalidated or (state is None and isinstance(error, OperationalError))
    return next(known, Fault.GONE if lost else None)
