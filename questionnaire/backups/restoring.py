"""The way back: a copy is brought up to date beside the database, and then takes its place whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import Connection, inspect, update
from sqlalchemy.orm import Session

from questionnaire.backups import drafts
from questionnaire.backups.checking import faults_of_record
from questionnaire.backups.contents import Contents, contents_of
from questionnaire.backups.copying import count_on, replace_rows
from questionnaire.backups.manifest import FILE, Manifest, sha256_of
from questionnaire.backups.progress import Progress, untold
from questionnaire.responses.erasing import redo
from questionnaire.responses.erasure_list import ErasureLine, ListUnusable, clinic_list
from questionnaire.store import clock
from questionnaire.store.audit import Action, record
from questionnaire.store.database import Database
from questionnaire.store.migrating import migrate, up
from questionnaire.store.models import PatientSession, StaffSession
from questionnaire.store.overwriting import overwrite
from questionnaire.store.sqlite import resting_engine
from questionnaire.store.tables import newest_revision

if TYPE_CHECKING:
    from alembic.config import Config as Migrations

BESIDE = ("-wal", "-shm", "-journal")


class CannotRestore(Exception):
    """Nothing was restored: one line with the fault and the remedy."""


def workplace(database: Database) -> Path:
    """Where a copy is made ready: beside a file it will replace, else where temporary files are."""
    return database.file.resolve().parent if database.file else Path(tempfile.gettempdir())


def refuse_where_taken(database: Database) -> None:
    """Never over a clinic. Raises CannotRestore where the database holds anything at all."""
    if database.file:
        _refuse_file(database.file)
        return
    with database.engine.connect() as connection:
        _refuse_tables(connection)


def copy_of(backup: Path, manifest: Manifest, work: Path) -> Path:
    """The backup's file in a draft. Raises CannotRestore where it is not read as it was verified."""
    copy = work / FILE
    shutil.copyfile(backup / FILE, copy)
    copy.chmod(0o600)
    if sha256_of(copy) != manifest.sha256:
        raise CannotRestore(f"{backup / FILE} is not read the same twice: see to its disk first")
    return copy


def bring_up(
    database: Database,
    manifest: Manifest,
    progress: Progress = untold,
    *,
    even_if_changed: bool = False,
) -> tuple[Contents, Sequence[ErasureLine]]:
    """Make a copy fit to be served: tables, sessions, trail, erasures.

    Says what it holds now, and what was erased again. Inside its app's context.
    Raises CannotRestore where the list of erasures cannot be read.
    """
    database.upgrade()
    if manifest.revision != newest_revision() and not even_if_changed:
        _check_record(database, progress)  # the others' was checked with the backup
    with database.write_session() as session:
        _end_sessions(session)
        record(
            session, Action.RESTORED, detail={"made_at": manifest.made_at, "head": manifest.head}
        )
    erased = _erased_again(database)
    with database.engine.connect() as connection:
        return contents_of(connection), erased


def _end_sessions(session: Session) -> None:
    """Whoever was shut out since the backup was made would be in again by what it has of them."""
    for kind in (StaffSession, PatientSession):
        session.execute(update(kind).where(kind.ended_at.is_(None)).values(ended_at=clock.now()))


def _check_record(database: Database, progress: Progress) -> None:
    with database.snapshot() as session:
        refuse_what_was_changed(list(faults_of_record(session, database.keyring, progress)))


def refuse_what_was_changed(changed: Sequence[str]) -> None:
    """Raises CannotRestore where the record was changed before it was copied."""
    if changed:
        raise CannotRestore(
            f"the record in it was changed before it was copied: {'; '.join(changed)}: use an earlier "
            "backup, or restore it as it is with --even-if-changed"
        )


def _erased_again(database: Database) -> Sequence[ErasureLine]:
    """What was erased since the backup was made is erased in the copy too, before anybody sees it."""
    if current_app.config["ERASURES"] is None:
        return ()
    try:
        with database.write_session() as session:
            erased = redo(session, clinic_list(session))
    except ListUnusable as error:
        raise CannotRestore(str(error)) from None
    overwrite(database.engine)
    return erased


def put_in_place(copy: Path, database: Database, progress: Progress = untold) -> None:
    """The copy becomes the database: all of it or nothing. Raises CannotRestore where it is taken."""
    refuse_where_taken(database)
    if any(one.exists() for one in _beside(copy)):
        raise CannotRestore(f"{copy} has a log beside it, which would be lost: restore again")
    if database.file:
        drafts.finish(copy, database.file)
    else:
        _fill(database, copy, progress)


def _fill(database: Database, copy: Path, progress: Progress) -> None:
    def move(migrations: Migrations) -> None:
        target: Connection = migrations.attributes["connection"]
        _refuse_tables(target)
        up(migrations)
        with resting_engine(copy, database.keyring).connect() as source:
            replace_rows(source, target, contents_of(source), progress)
        count_on(target)

    migrate(database.engine, move)


def _refuse_file(path: Path) -> None:
    beside = _beside(path)
    for one in (path, *beside):
        if one.exists() and (one in beside or one.stat().st_size):
            raise CannotRestore(
                f"{one} is there: stop the server, move it and all beside it to another folder, "
                "and restore again"
            )


def _beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in BESIDE]


def _refuse_tables(connection: Connection) -> None:
    if inspect(connection).get_table_names():
        raise CannotRestore(
            "the database has tables already: name an empty one in QUESTIONNAIRE_DATABASE_URL"
        )
