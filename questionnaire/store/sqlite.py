"""SQLite as one encrypted file: opened with the clinic's key, written to by one at a time."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR
from typing import TypeAlias
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlcipher3 import dbapi2 as sqlcipher

from questionnaire.store.encryption import Keyring

WAIT_SECONDS = 20.0  # for another process, such as a command beside the running server
PAGE_BYTES = 4096  # SQLCipher's own default
POOL_SIZE = 40  # more than the threads of the server: nobody waits for a connection


WRONG_KEY = (
    "was made with another key, or is no database: "
    "put the key it was made with back into QUESTIONNAIRE_KEYS"
)


class CannotOpen(Exception):
    """The database cannot be opened: one line with its file, the fault and the remedy."""


class UnreadableDatabase(CannotOpen):
    """The file is there, but cannot be read: `damage.why_unreadable` looks closer."""


def sqlite_engine(url: URL, keyring: Keyring) -> Engine:
    """An engine on one encrypted file, made by `make_file`. Nothing is opened before it is needed."""
    path = Path(url.database or "")
    engine = create_engine(
        url,
        module=sqlcipher,
        creator=lambda: open_file(path, keyring),
        pool_size=POOL_SIZE,
        max_overflow=-1,
        hide_parameters=True,  # no patient's data in an error
    )
    event.listen(engine, "begin", _begin)
    _let_go_of_what_is_gone(engine, path)
    return engine


def make_file(engine: Engine) -> None:
    """Make the database's file where there is none. Raises CannotOpen.

    Nobody else may: a server whose file was taken away would go on in a new one, which is empty.
    """
    path = Path(engine.url.database or "")
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise CannotOpen(_cannot(path, error.errno or errno.EIO)) from None


def refuse_emptied(engine: Engine) -> None:
    """Raises CannotOpen where a file is there with nothing in it: no clinic begins anew by mistake."""
    path = Path(engine.url.database or "")
    with suppress(OSError):  # that is told where it is opened
        if path.stat().st_size < PAGE_BYTES and path.is_file():
            raise CannotOpen(
                f"{path} is empty: put the latest backup back; to begin anew, remove it first"
            )


def see_that_it_is_kept(engine: Engine, opened: Mapping[str, object]) -> None:
    """After a commit: what went into a file that was taken away meanwhile is lost. Raises CannotOpen.

    `opened` is what the connection knew of itself before.
    """
    path = Path(engine.url.database or "")
    if opened[FILES] != _files(path):
        raise CannotOpen(
            f"{path} was taken away or put back while it was written to: nothing of it is kept"
        )


def resting_engine(path: Path, keyring: Keyring) -> Engine:
    """An engine that only reads a file that nobody writes: it leaves nothing beside it."""
    return create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher,
        creator=lambda: open_file(path, keyring, at_rest=True),
        poolclass=NullPool,
        hide_parameters=True,  # as above
    )


def _begin(connection: Connection) -> None:
    """A writer takes its place at once: a reader that turns writer would fail when others wrote."""
    writes = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_file(path: Path, keyring: Keyring, *, at_rest: bool = False) -> sqlcipher.Connection:
    """A connection by the first key that fits; a new file takes the current one. Raises CannotOpen.

    The file keeps the key it was made with, so after a change of keys an older one opens it.
    One `at_rest` is only read, and must be there.
    """
    for key in keyring.derived("file"):
        connection = keyed(path, key, at_rest=at_rest)
        try:
            unlock(connection)
        except sqlcipher.OperationalError:
            connection.close()
            raise
        except sqlcipher.DatabaseError as error:
            connection.close()
            if "not a database" not in str(error):
                raise UnreadableDatabase(
                    f"{path} is damaged ({error}): put its latest copy back"
                ) from None
        else:
            return connection
    raise UnreadableDatabase(f"{path} {WRONG_KEY}")


def _connect(path: Path, *, at_rest: bool) -> sqlcipher.Connection:
    if number := _refusal(path):  # SQLite says of every one that it is "unable to open"
        raise CannotOpen(_cannot(path, number))
    return sqlcipher.connect(
        f"file:{quote(str(path))}?{'immutable=1' if at_rest else 'mode=rw'}",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def _refusal(path: Path) -> int:
    """Why the system would not open a file; 0 where it would.

    It is not tried: to close it again would free the file of the locks that SQLite has on it in this
    process (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return error.errno or errno.EIO
    if S_ISDIR(mode):
        return errno.EISDIR
    return 0 if os.access(path, os.R_OK) else errno.EACCES


def _cannot(path: Path, number: int) -> str:
    fault = os.strerror(number)
    return f"{path} cannot be opened ({fault}): check the folder and its permissions"


FILES = "the files that a connection has open"
Files: TypeAlias = tuple[tuple[int, int] | None, ...]


def _files(path: Path) -> Files:
    """Which files stand at the database's place: itself, and the log that a commit goes into first."""
    return tuple(map(_file, (path, path.with_name(f"{path.name}-wal"))))


def _file(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _let_go_of_what_is_gone(engine: Engine, path: Path) -> None:
    """A file that was taken away, or put back, is opened anew, and never written to while it is away."""

    @event.listens_for(engine, "connect")
    def note(_: object, record: ConnectionPoolEntry) -> None:
        record.info[FILES] = _files(path)

    @event.listens_for(engine, "checkout")
    def compare(_: object, record: ConnectionPoolEntry, __: object) -> None:
        if record.info[FILES] != _files(path):
            raise DisconnectionError  # the pool closes it, and tries with a new one


def keyed(path: Path, key: bytes, *, at_rest: bool = False) -> sqlcipher.Connection:
    """A connection that was told a key; nothing is read yet, so nobody knows whether it fits."""
    connection = _connect(path, at_rest=at_rest)
    connection.execute("PRAGMA cipher_log_level = NONE")  # a key that does not fit is said by us
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def unlock(connection: sqlcipher.Connection) -> None:
    """Read with the key that was told. Raises a DatabaseError of the driver where it does not fit."""
    connection.execute("SELECT count(*) FROM sqlite_master")  # fails here where the key is wrong
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is freed is overwritten
