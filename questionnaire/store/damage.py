"""Damage in an encrypted SQLite file, found page by page and named with its remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from questionnaire.store.encryption import Keyring
from questionnaire.store.sqlite import (
    PAGE_BYTES,
    WRONG_KEY,
    CannotOpen,
    UnreadableDatabase,
    keyed,
    refuse_emptied,
)
from questionnaire.store.wal import LogFault, fault_in_log

SALT_BYTES = 16
NOT_ENCRYPTED = b"SQLite format 3\0"
PAGE = re.compile(r"page (\d+)")
NAMED = 10

RESTORE = "stop the server and put the latest backup back"
CUT_SHORT = (
    "its last change was not written whole. After a power cut or a kill that is as it should be: "
    "nobody was told that it is kept, and the next start takes it back. Otherwise it is damage: "
    "compare with the trail's head that you keep elsewhere"
)


def why_unreadable(path: Path, keyring: Keyring) -> str:
    """What a file is that cannot be read with these keys, or no further: one line with the remedy."""
    with path.open("rb") as file:
        begins = file.read(SALT_BYTES)
    if begins == NOT_ENCRYPTED:
        return f"{path} is not encrypted, so it is not the clinic's: correct the address"
    if not any(begins):
        return f"{path} is damaged: zeros stand where it begins: {RESTORE}"
    pages = damaged_pages(path, keyring)
    if pages is None:
        return f"{path} {WRONG_KEY}. If the key is right, it is damaged where it begins: {RESTORE}"
    return f"{path} {_named(pages)}: {RESTORE}"


def damaged_pages(path: Path, keyring: Keyring) -> list[int] | None:
    """The numbers of the pages that were altered; None where no key fits to any page."""
    for key in keyring.derived("file"):
        found = _damaged(path, key)
        if len(found) < -(-path.stat().st_size // PAGE_BYTES):
            # A page that a server beside us was just writing is whole when read again.
            return sorted(found & _damaged(path, key)) if found else []
    return None


def refuse_damaged_log(engine: Engine) -> None:
    """Raises CannotOpen where opening would lose, in silence, what was kept."""
    fault = fault_in_log(_path(engine))
    if fault and not fault.at_the_end:
        raise CannotOpen(said_of_log(fault))


def damages(engine: Engine, keyring: Keyring, steps: Iterable[Step] | None = None) -> Iterator[str]:
    """Every damage of a file and of the log beside it, a line each; a server beside it goes on.

    Raises CannotOpen where it is empty, or no key fits. Each of the `steps`, which are STEPS, is
    gone only where the one before found nothing.
    """
    refuse_emptied(engine)
    try:
        for step in STEPS if steps is None else steps:
            if found := step(engine, keyring):
                yield from found
                return
    except UnreadableDatabase:
        path = _path(engine)
        if damaged_pages(path, keyring) is None:
            raise CannotOpen(why_unreadable(path, keyring)) from None
        yield why_unreadable(path, keyring)


def _in_log(engine: Engine, _: Keyring) -> list[str]:
    """Before anything opens the file: whoever does loses what follows a change that does not fit."""
    fault = fault_in_log(_path(engine))
    return [said_of_log(fault)] if fault else []


def _in_pages(engine: Engine, keyring: Keyring) -> list[str]:
    _asked(engine, "PRAGMA wal_checkpoint(PASSIVE)")  # so that all that is kept stands in the file
    pages = damaged_pages(_path(engine), keyring)
    return [f"{_path(engine)} {_named(pages)}: {RESTORE}"] if pages else []


def _in_rows(engine: Engine, _: Keyring) -> list[str]:
    said = [line for (line,) in _asked(engine, f"PRAGMA integrity_check({NAMED})") if line != "ok"]
    return [f"{_path(engine)} is not whole ({line}): {RESTORE}" for line in said]


def _in_references(engine: Engine, _: Keyring) -> list[str]:
    return [
        f"{_path(engine)} is not whole (row {row} of {table} names what {of} does not have): {RESTORE}"
        for table, row, of, _ in _asked(engine, "PRAGMA foreign_key_check")[:NAMED]
    ]


Step: TypeAlias = Callable[[Engine, Keyring], list[str]]
STEPS: tuple[Step, ...] = (_in_log, _in_pages, _in_rows, _in_references)


def _asked(engine: Engine, pragma: str) -> list[tuple[object, ...]]:
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            cursor.execute(pragma)
            return [*cursor.fetchall()]
        except (
            sqlcipher.DatabaseError
        ) as error:  # a full disk, say: told as of every other statement
            raise DBAPIError(pragma, None, error) from None


def _path(engine: Engine) -> Path:
    return Path(engine.url.database or "")


def said_of_log(fault: LogFault) -> str:
    """A fault of the log in one line, with the remedy."""
    if fault.at_the_end:
        return f"{fault.line}: {CUT_SHORT}"
    return (
        f"{fault.line}: what was kept after it is lost as soon as the database is opened: {RESTORE}"
    )


def _named(pages: list[int]) -> str:
    if not pages:
        return "was cut short"
    first = ", ".join(map(str, pages[:NAMED]))
    more = f" and {len(pages) - NAMED} more" if len(pages) > NAMED else ""
    return f"is damaged on page {first}{more}"


def _damaged(path: Path, key: bytes) -> set[int]:
    connection = keyed(path, key)
    try:
        rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    finally:
        connection.close()
    return {int(found[1]) for (line,) in rows if (found := PAGE.search(line))}
