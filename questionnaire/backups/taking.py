"""Taking a backup: a folder that has its name only once it was found whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from questionnaire.backups import drafts, manifest
from questionnaire.backups.checking import check
from questionnaire.backups.contents import Contents
from questionnaire.backups.copying import CannotBackUp, copy_file, copy_tables
from questionnaire.backups.manifest import FILE, Manifest
from questionnaire.backups.progress import Progress, untold
from questionnaire.store import clock
from questionnaire.store.audit import Action, record
from questionnaire.store.database import Database
from questionnaire.store.key_check import keys_in_use
from questionnaire.store.sqlite import resting_engine

NAMED = "%Y%m%dT%H%M%SZ"  # so that the order of names is that of time
COPIES = {"sqlite": copy_file, "postgresql": copy_tables}


class Taken(NamedTuple):
    """A backup that was made, what it says of itself, and what was changed in the record before."""

    path: Path
    manifest: Manifest
    changed: Sequence[str]


def take(database: Database, into: Path, progress: Progress = untold) -> Taken:
    """A new backup in a folder of backups, verified before it has its name. Raises CannotBackUp.

    Raises CannotOpen where the tables are not those of this version.
    Others write meanwhile, and wait for nothing. The trail says that it was made: so inside the
    database's app's context.
    """
    database.refuse_other_tables()
    with drafts.draft(into) as made:
        made_at = clock.now()
        copy = COPIES[database.engine.dialect.name]
        contents = copy(database.engine, made / FILE, database.keyring, progress)
        if contents.is_empty:
            raise CannotBackUp("the database holds nobody yet: there is nothing to back up")
        said = _manifest(database, contents, made / FILE, made_at)
        manifest.write(made, said, database.keyring)
        report = check(made, database.keyring, progress)
        if report.faults:
            said_of_it = "; ".join(report.faults)
            raise CannotBackUp(f"the copy is not whole, and was not kept: {said_of_it}")
        name = _free_name(into, made_at)
        drafts.finish(made, name)
    with database.write_session() as session:
        record(session, Action.BACKED_UP, detail={"name": name.name, "head": said.head})
    return Taken(name, said, report.changed)


def _manifest(database: Database, contents: Contents, file: Path, made_at: datetime) -> Manifest:
    with resting_engine(file, database.keyring).connect() as connection:
        # of the copy: what is live may be under other keys by now
        keys = keys_in_use(Session(connection), database.keyring)
    return Manifest(
        form=manifest.FORM,
        program=manifest.program_version(),
        made_at=made_at.isoformat(),
        database=database.engine.dialect.name,
        keys=keys,
        revision=contents.revision,
        rows=contents.rows,
        head=contents.head,
        size=file.stat().st_size,
        sha256=manifest.sha256_of(file),
    )


def _free_name(into: Path, made_at: datetime) -> Path:
    """The moment of the backup; of two in one second the later has a number behind it."""
    name, number = into / made_at.strftime(NAMED), 1
    while name.exists():
        number += 1
        name = into / f"{made_at.strftime(NAMED)}-{number}"
    return name
