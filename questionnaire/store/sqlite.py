"""SQLite as one encrypted file: opened with the clinic's key, written to by one at a time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlcipher3 import dbapi2 as sqlcipher

from questionnaire.store.encryption import Keyring

WAIT_SECONDS = 20.0  # for another process, such as a command beside the running server
POOL_SIZE = 40  # more than the threads of the server: nobody waits for a connection


class CannotOpen(Exception):
    """The database file cannot be opened: one line with the file, the fault and the remedy."""


def sqlite_engine(url: URL, keyring: Keyring) -> Engine:
    """An engine on one encrypted file. Nothing is opened before it is needed."""
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
    return engine


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
        connection = _connect(path, at_rest)
        try:
            _unlock(connection, key)
        except sqlcipher.OperationalError:
            connection.close()
            raise
        except sqlcipher.DatabaseError as error:
            connection.close()
            if "not a database" not in str(error):
                raise CannotOpen(f"{path} is damaged ({error}): put its latest copy back") from None
        else:
            return connection
    raise CannotOpen(
        f"{path} was made with another key, or is no database: "
        "put the key it was made with back into QUESTIONNAIRE_KEYS"
    )


def _connect(path: Path, at_rest: bool = False) -> sqlcipher.Connection:
    name = f"{path.resolve().as_uri()}?immutable=1" if at_rest else str(path)
    try:
        if not at_rest:
            path.touch(mode=0o600)
        return sqlcipher.connect(
            name, uri=at_rest, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
    except OSError as error:
        raise CannotOpen(
            f"{path} cannot be opened ({error.strerror}): check the folder and its permissions"
        ) from None


def _unlock(connection: sqlcipher.Connection, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # a key that does not fit is said below
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master")  # fails here where the key is wrong
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def is_current(path: Path, keyring: Keyring) -> bool:
    """Whether the current key opens a file."""
    connection = _connect(path)
    try:
        _unlock(connection, keyring.derived("file")[0])
    except sqlcipher.OperationalError:
        raise
    except sqlcipher.DatabaseError:
        return False
    finally:
        connection.close()
    return True


def encrypt_anew(path: Path, keyring: Keyring) -> bool:
    """Encrypt a whole file under the current key. False where somebody else has it open.

    It leaves the write-ahead log meanwhile, which SQLite allows to whoever is alone. A rollback journal
    then undoes what is interrupted: at the next start the file opens with the older key as before.
    """
    connection = open_file(path, keyring)
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")  # refused to whoever is not alone
        connection.execute(f"PRAGMA rekey = \"x'{keyring.derived('file')[0].hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlcipher.OperationalError as error:
        if "locked" not in str(error):
            raise
        return False
    finally:
        connection.close()
    return True


class Turns:
    """Writers wait in line: first come, first served. SQLite's own waiting is unfair."""

    def __init__(self) -> None:
        self._line: deque[threading.Lock] = deque()
        self._guard = threading.Lock()

    @contextmanager
    def turn(self) -> Generator[None]:
        """Wait for one's turn and hold it."""
        ticket = threading.Lock()
        ticket.acquire()
        with self._guard:
            self._line.append(ticket)
            if self._line[0] is ticket:
                ticket.release()
        try:
            with ticket:
                yield
        finally:
            self._leave(ticket)

    def _leave(self, ticket: threading.Lock) -> None:
        with self._guard:
            was_first = self._line[0] is ticket
            self._line.remove(ticket)
            if was_first and self._line:
                self._line[0].release()
