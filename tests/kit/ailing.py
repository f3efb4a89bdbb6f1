"""A database that falls ill, and gets well again, while the app goes on running."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Collection, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias

from flask import Flask
from psycopg import sql
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from tests.kit.postgres import NOBODY, PostgresServer

Illness: TypeAlias = Callable[[Flask, PostgresServer | None], AbstractContextManager[None]]

MOUNT, UMOUNT = "/bin/mount", "/bin/umount"
SMALL = 48 * 2**20
LEAVE = 4096


def engine_of(app: Flask) -> Engine:
    engine: Engine = app.extensions["database"].engine
    return engine


def file_of(app: Flask) -> Path:
    """The file of an app's SQLite database."""
    return Path(engine_of(app).url.database or "")


@contextmanager
def gone(app: Flask, server: PostgresServer | None) -> Generator[None]:
    """PostgreSQL is stopped; the folder with SQLite's file is another's, or moved elsewhere."""
    if server:
        with server.stopped():
            yield
        return
    folder = file_of(app).parent
    elsewhere = folder.rename(folder.with_name(f"{folder.name}-elsewhere"))
    try:
        yield
    finally:
        elsewhere.rename(folder)


@contextmanager
def read_only(app: Flask, server: PostgresServer | None) -> Generator[None]:
    """PostgreSQL became a standby; what SQLite may do with its file was taken back."""
    engine = engine_of(app)
    if server:
        name = sql.Identifier(engine.url.database or "")
        on = sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(name)
        with server.connect() as connection:
            connection.execute(on)
            cut(server, engine.url.database or "")
            yield
            connection.execute(sql.SQL("ALTER DATABASE {} RESET ALL").format(name))
            cut(server, engine.url.database or "")
        return
    with _told_at_opening(engine, "PRAGMA query_only = ON"):
        yield


@contextmanager
def without_room(app: Flask, server: PostgresServer | None) -> Generator[None]:
    """The file may not grow any more: SQLite says the same of it as of a full disk."""
    engine = engine_of(app)
    driver = engine.raw_connection()
    driver.cursor().execute("VACUUM")  # no page is free within the file
    pages = driver.cursor().execute("PRAGMA page_count").fetchone()[0]
    driver.close()
    with _told_at_opening(engine, f"PRAGMA max_page_count = {pages}"):
        yield


@contextmanager
def _told_at_opening(engine: Engine, statement: str) -> Generator[None]:
    def tell(connection: object, _: object) -> None:
        connection.execute(statement)  # type: ignore[attr-defined]

    engine.dispose()
    event.listen(engine, "connect", tell)
    try:
        yield
    finally:
        event.remove(engine, "connect", tell)
        engine.dispose()


def cut(server: PostgresServer, name: str) -> None:
    """Cut every connection to a database, whatever it is in the midst of."""
    with server.connect() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )


@contextmanager
def no_longer_files(file: Path, processes: Collection[int]) -> Generator[None]:
    """No process can make a file longer than this one is, as by a quota that is used up."""
    longest = file.stat().st_size
    before = [(one, resource.prlimit(one, resource.RLIMIT_FSIZE)) for one in processes]
    for process, (_, highest) in before:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (longest, highest))
    try:
        yield
    finally:
        for process, limits in before:
            resource.prlimit(process, resource.RLIMIT_FSIZE, limits)


# A disk that is really full


@contextmanager
def small_disk() -> Generator[Path | None]:
    """A disk of its own with little room; None where this user may mount none."""
    # PostgreSQL runs as another user, who may not go into pytest's own folders.
    folder = Path(tempfile.mkdtemp(prefix="disk-", dir="/tmp"))
    command = [MOUNT, "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", folder]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        folder.rmdir()
        return
    try:
        os.chown(folder, NOBODY, NOBODY)
        yield folder
    finally:
        subprocess.run([UMOUNT, "--lazy", folder], check=True)
        folder.rmdir()


@contextmanager
def filled_up(disk: Path) -> Generator[None]:
    """The disk, full to the last block."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(LEAVE))
        except OSError:
            pass
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def moved_to(disk: Path, url: str, server: PostgresServer | None) -> Generator[str]:
    """A clinic's database on a disk: its new address."""
    name = make_url(url).database or ""
    if server is None:
        yield f"sqlite:///{shutil.move(name, disk)}"
        return
    space, called = sql.Identifier(f"on_{name}"), sql.Identifier(name)
    with server.connect() as connection:
        make = sql.SQL("CREATE TABLESPACE {} LOCATION {}").format(space, sql.Literal(str(disk)))
        connection.execute(make)
        move = sql.SQL("ALTER DATABASE {} SET TABLESPACE {}")
        connection.execute(move.format(called, space))
        try:
            yield url
        finally:
            cut(server, name)
            connection.execute(move.format(called, sql.Identifier("pg_default")))
            connection.execute(sql.SQL("DROP TABLESPACE {}").format(space))


def server_of(url: str, server: Callable[[], PostgresServer]) -> PostgresServer | None:
    """The PostgreSQL server of a clinic's database; None where it is a file."""
    return server() if make_url(url).get_backend_name() == "postgresql" else None
