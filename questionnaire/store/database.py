"""One database: sessions that read, transactions that write, and migrations."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, g, has_app_context
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from questionnaire.store import file_key, look_alikes, tables
from questionnaire.store.encryption import Keyring
from questionnaire.store.key_check import check_keys
from questionnaire.store.migrating import KEYRING, upgrade
from questionnaire.store.models.base import Model
from questionnaire.store.sqlite import (
    see_that_it_is_kept,
    sqlite_engine,
)
from questionnaire.store.turns import Turns

# How long PostgreSQL may keep a page waiting that is not there at all: seconds, and milliseconds.
PATIENCE = {"connect_timeout": "5", "tcp_user_timeout": "20000"}

if TYPE_CHECKING:
    import psycopg  # whose clinic is one file need not wait for it


class Database:
    """The database of one app."""

    def __init__(self, url: str, keyring: Keyring) -> None:
        self.keyring = keyring
        self.engine = _engine(url, keyring)
        self._for_reading = self.engine.execution_options(postgresql_readonly=True)
        self._for_writing = self.engine.execution_options(writing=True)
        self._turns = Turns(self.file) if self.file else None
        self._thread = threading.local()

    def init_app(self, app: Flask) -> None:
        """Make this the database, and its keyring the keyring, of an app."""
        app.extensions["database"] = self
        app.extensions["keyring"] = self.keyring
        app.teardown_appcontext(_end_reading)

    def read_session(self) -> Session:
        """The reading session of this request; elsewhere a new one, to be closed by `with`."""
        if not has_app_context():
            return ReadSession(self._for_reading, expire_on_commit=False)
        if "read_session" not in g:
            g.read_session = ReadSession(self._for_reading, expire_on_commit=False)
        return cast("Session", g.read_session)

    @contextmanager
    def snapshot(self) -> Generator[Session]:
        """A reading session that sees one state of the database, however long it reads."""
        engine = self._for_reading
        if self.engine.dialect.name == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with ReadSession(engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write_session(self, *, refreshes: bool = True) -> Generator[Session]:
        """One transaction: committed at the end, rolled back on any error. Never nested.

        Its objects stay readable afterwards. What `read_session()` holds is then read anew, unless
        the caller knows that nothing of it changes and says so by `refreshes=False`.
        """
        if getattr(self._thread, "writes", False):
            raise RuntimeError("write_session() inside write_session(): pass the outer session on")
        self._thread.writes = True
        try:
            with _reading_set_aside(refreshes), self._turn(), self._transaction() as session:
                yield session
        finally:
            self._thread.writes = False

    def upgrade(self) -> None:
        """Bring the tables up to date: once, before anything serves.

        Raises CannotOpen where the keys do not fit what is stored: new answers under other
        keys would only be found unreadable later; and where the tables are not whole.
        """
        upgrade(self.engine)
        if self.file:
            self.engine.dispose()  # we ourselves have it open
            file_key.bring_up_to_date(self.file, self.keyring)
        self.refuse_other_tables()
        with ReadSession(self._for_reading) as session:
            check_keys(session, self.keyring)
        with self._turn(), self._transaction() as session:
            look_alikes.fill(session, self.keyring)

    def refuse_other_tables(self) -> None:
        """Raises CannotOpen where the tables are not those of this version, or not all there."""
        with self._for_reading.connect() as connection:
            tables.refuse_others(connection)

    @property
    def file(self) -> Path | None:
        """The file of a database that is one."""
        is_file = self.engine.dialect.name == "sqlite"
        return Path(self.engine.url.database or "") if is_file else None

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()
        if self._turns:
            self._turns.close()

    def _turn(self) -> AbstractContextManager[None]:
        return self._turns.turn() if self._turns else nullcontext()

    @contextmanager
    def _transaction(self) -> Generator[Session]:
        with Session(self._for_writing, expire_on_commit=False) as session:
            with session.begin():
                connection = session.connection()  # begins now, while it is our turn
                opened = connection.info.copy()
                yield session
            if self._turns:
                see_that_it_is_kept(self.engine, opened)


def read_session() -> Session:
    """The reading session of this request, on the database of the running app."""
    return _database().read_session()


def read_anew() -> None:
    """After a fault: give up what this request read by, so that reading begins anew if it can."""
    if session := cast("Session | None", g.pop("read_session", None)):
        session.invalidate()


def write_session(*, refreshes: bool = True) -> AbstractContextManager[Session]:
    """One writing transaction on the database of the running app."""
    return _database().write_session(refreshes=refreshes)


def add_unless_there(session: Session, row: Model) -> bool:
    """Add a row now, inside `write_session()`. False where somebody else has just added the same."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


class ReadSession(Session):
    """A session that only reads: a change made in it is a mistake, never silently lost."""


@event.listens_for(ReadSession, "before_flush")
def _refuse_changes(session: Session, *_: object) -> None:
    if session.new or session.deleted or any(map(session.is_modified, session.dirty)):
        raise RuntimeError("read_session() only reads: make changes inside write_session()")


def _end_reading(error: BaseException | None) -> None:
    session = _held()
    if session is None:
        return
    del g.read_session
    with session:
        if error is None:
            _refuse_changes(session)


@contextmanager
def _reading_set_aside(refreshes: bool) -> Generator[None]:
    """Reading gives its connection back meanwhile, and afterwards sees what was written."""
    if before := _held():
        before.commit()
    try:
        yield
    finally:
        if after := _held():
            after.commit()
            if refreshes:
                after.expire_all()


def _held() -> Session | None:
    return cast("Session | None", g.get("read_session")) if has_app_context() else None


def _database() -> Database:
    return cast("Database", current_app.extensions["database"])


def _engine(text: str, keyring: Keyring) -> Engine:
    url = make_url(text)
    if url.get_backend_name() == "sqlite":
        return sqlite_engine(url, keyring).execution_options(**{KEYRING: keyring})
    engine = create_engine(
        url.update_query_dict(PATIENCE | dict(url.query)),
        execution_options={KEYRING: keyring},
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,
        hide_parameters=True,  # no patient's data in an error
    )
    event.listen(engine, "checkin", _as_the_server_has_it)
    return engine


def _as_the_server_has_it(connection: psycopg.Connection | None, _: object) -> None:
    """SQLAlchemy ends reading by asking for leave to write, even of a server that was told to refuse."""
    if connection is not None and not connection.closed:
        connection.read_only = None
