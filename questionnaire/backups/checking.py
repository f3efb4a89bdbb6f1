"""Whether a backup is whole: to the byte, to the row, and to the last entry of its trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from questionnaire.backups.contents import contents_of
from questionnaire.backups.manifest import FILE, Manifest, NoBackup, newer, read, sha256_of
from questionnaire.backups.progress import Progress, untold
from questionnaire.store import audit_check
from questionnaire.store.encryption import Keyring, Undecipherable
from questionnaire.store.sqlite import CannotOpen, resting_engine
from questionnaire.store.tables import is_known, newest_revision

SHOWN = 3  # damaged places; the rest is a number
CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True)
class Report:
    """What was found: the manifest where it can be believed, and one line for each fault."""

    manifest: Manifest | None
    faults: tuple[str, ...]
    """Of the copy: it is not what was copied."""
    changed: tuple[str, ...] = ()
    """Of the record in it, which was changed before it was copied."""


def check(folder: Path, keyring: Keyring, progress: Progress = untold) -> Report:
    """Look at every byte of a backup. Nothing is written, beside it neither."""
    try:
        manifest = read(folder, keyring)
    except NoBackup as error:
        return Report(None, (str(error),))
    if faults := tuple(_faults(folder / FILE, manifest, keyring)):
        return Report(manifest, faults)
    if manifest.revision != newest_revision():  # an older one is checked when it is brought up
        return Report(manifest, ())
    with resting_engine(folder / FILE, keyring).connect() as connection:
        changed = tuple(faults_of_record(Session(connection), keyring, progress))
    return Report(manifest, (), changed)


def faults_of_age(manifest: Manifest, now: datetime, longest: timedelta) -> Iterator[str]:
    """Whether a backup is too old to be the newest, or of a time that has not come."""
    age = now - manifest.moment
    if age > longest:
        yield f"it was made {said_age(age)} ago: see why no newer one was made"
    if age < -CLOCKS_DIFFER:
        yield f"it was made {said_age(-age)} from now: set the clock of this machine"


def said_age(age: timedelta) -> str:
    """How long ago, in the unit that fits."""
    minutes = int(age.total_seconds() // 60)
    for unit, size in (("day", 24 * 60), ("hour", 60)):
        if minutes >= 2 * size:
            return f"{minutes // size} {unit}s"
    return f"{minutes} minutes"


def _faults(file: Path, manifest: Manifest, keyring: Keyring) -> Iterator[str]:
    if not is_known(manifest.revision):
        yield newer(manifest.program)
        return
    if missing := sorted(set(manifest.keys) - set(keyring.names)):
        yield f"it needs key {', '.join(map(repr, missing))} too: put it back into QUESTIONNAIRE_KEYS"
        return
    try:
        damaged = list(_faults_of_bytes(file, manifest))
    except OSError as error:
        damaged = [f"{file} cannot be read ({error.strerror}): see to its disk and permissions"]
    yield from damaged
    if file.is_file() and file.stat().st_size:
        try:
            with resting_engine(file, keyring).connect() as connection:
                yield from _faults_inside(connection, manifest, whole=not damaged)
        except CannotOpen as error:
            yield str(error)
        except DatabaseError as error:
            yield f"{file} is damaged ({error.orig})"


def _faults_of_bytes(file: Path, manifest: Manifest) -> Iterator[str]:
    size = file.stat().st_size if file.is_file() else None
    if size is None:
        yield f"{file} is missing"
    elif size == 0:
        yield f"{file} is empty"
    elif size != manifest.size:
        kind = "cut short" if size < manifest.size else "too long"
        yield f"{file} is {kind}: {size:,} of {manifest.size:,} bytes"
    elif sha256_of(file) != manifest.sha256:
        yield f"{file} is not the file that was signed: a byte was changed, or it is of another time"


def _faults_inside(connection: Connection, manifest: Manifest, *, whole: bool) -> Iterator[str]:
    damaged = list(_faults_of(connection, "cipher_integrity_check"))
    yield from damaged
    if damaged or not whole:
        return  # what is in it can only be guessed
    yield from _faults_of(connection, "integrity_check", fine=("ok",))
    yield from _faults_of(connection, "foreign_key_check")
    yield from _faults_of_contents(connection, manifest)


def _faults_of(connection: Connection, pragma: str, fine: tuple[str, ...] = ()) -> Iterator[str]:
    found = [row for row in connection.exec_driver_sql(f"PRAGMA {pragma}") if tuple(row) != fine]
    for row in found[:SHOWN]:
        yield f"{pragma}: {', '.join(map(str, row))}"
    if len(found) > SHOWN:
        yield f"{pragma}: and {len(found) - SHOWN} more"


def _faults_of_contents(connection: Connection, manifest: Manifest) -> Iterator[str]:
    found = contents_of(connection, manifest.rows)
    for name, wanted in manifest.rows.items():
        if found.rows[name] != wanted:
            there = f"{found.rows[name]:,} rows" if found.rows[name] >= 0 else "missing"
            yield f"table {name}: {there}, not {wanted:,}"
    if found.is_empty:
        yield "it is empty: nobody is in it"
    elif found.head != manifest.head:
        yield f"the trail ends with {found.head}, not with {manifest.head}"
    if found.revision != manifest.revision:
        yield f"its tables are those of {found.revision or 'nothing'}, not of {manifest.revision}"


def faults_of_record(session: Session, keyring: Keyring, progress: Progress) -> Iterator[str]:
    """Whether the trail in a copy, and every row that it tells of, is as it was written."""
    done, of = 0, audit_check.steps(session)

    def step(more: int) -> None:
        nonlocal done
        done += more
        progress("Record", done, of)

    try:
        verdict = audit_check.verify(session, keyring, progress=step)
    except Undecipherable as error:
        yield f"its trail cannot be checked ({error})"
        return
    yield from map(str, verdict.faults)
    if verdict.unnamed:
        yield f"the record has {verdict.unnamed:,} more faults"
