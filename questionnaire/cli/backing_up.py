"""Commands on backups: make one, say whether one is whole, and go back to one."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import NoReturn, TypeAlias

import click

from questionnaire.backups import drafts, kept, restoring, taking
from questionnaire.backups.checking import check, faults_of_age, said_age
from questionnaire.backups.contents import Contents
from questionnaire.backups.copying import file_url
from questionnaire.backups.manifest import Manifest
from questionnaire.backups.progress import Progress
from questionnaire.backups.restoring import CannotRestore
from questionnaire.backups.taking import Taken
from questionnaire.cli.bars import bars
from questionnaire.cli.running import NOT_IN_ORDER, database_of, running_app
from questionnaire.responses.erasure_list import ErasureLine
from questionnaire.store import clock
from questionnaire.store.config import Config, keys_given
from questionnaire.store.database import Database
from questionnaire.store.short_id import short

BroughtUp: TypeAlias = tuple[Contents, Sequence[ErasureLine]]

LESS_URGENT = 10  # than a patient who answers meanwhile
FOLDER = click.Path(path_type=Path)
NO_LIST = (
    "QUESTIONNAIRE_ERASURES is not set: what was erased since the backup was made may be back. "
    "Name the list of erasures, and start the server: it erases again what stands in the list"
)
LIST_GONE = (
    "There is no list of erasures at {}: where one was kept, what was erased since the backup was made "
    "may be back. Put its latest copy there, and start the server: it erases again what stands in the list"
)
UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def _how_long(_: object, __: object, said: str | None) -> timedelta | None:
    if said is None:
        return None
    found = re.fullmatch(r"(\d{1,5})([mhd])", said)
    if not found:
        raise click.BadParameter(f"{said!r} is no time: write 90m, 26h or 7d")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


@click.command(
    epilog="\b\nFor example:\n  questionnaire backup /srv/questionnaire/backups --keep 30\n"
)
@click.argument("folder", type=FOLDER)
@click.option("--keep", type=click.IntRange(1), help="Remove the oldest beyond so many.")
def backup(folder: Path, keep: int | None) -> None:
    """Copy the whole database into a new folder in FOLDER, while patients answer.

    The copy is one encrypted file, of SQLite and of PostgreSQL alike, with a signed list of what is
    in it. It is read again to the last byte before the folder gets its name, the moment it was
    made. Only then are the oldest removed. Keep the key apart: without it nobody can read a backup.
    Exit status 1 where the record itself was changed, as `questionnaire audit verify` says: it is
    backed up as it is, and no earlier backup is removed.
    """
    os.nice(LESS_URGENT)
    with running_app() as app, bars() as progress:
        with _disk_faults_named(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            say_cleared(folder)
            made = taking.take(database_of(app), folder, progress)
        if made.changed:
            _say_changed(made)
        rotated = kept.rotate(folder, keep, database_of(app).keyring) if keep else None
    click.echo(f"{made.path} is whole: {_said(made.manifest.contents)}")
    for path in rotated.removed if rotated else ():
        click.echo(f"Removed, as the oldest: {path}")
    for fault in rotated.passed_by.values() if rotated else ():
        click.echo(f"Not counted, and left as it is: {fault}", err=True)


def _say_changed(made: Taken) -> NoReturn:
    """A record that was changed is backed up all the same; what was backed up before may be better."""
    for fault in made.changed:
        click.echo(fault, err=True)
    click.echo(
        f"{made.path} is a whole copy, but the record was changed before: no earlier backup is removed",
        err=True,
    )
    sys.exit(NOT_IN_ORDER)


@click.command(
    "verify-backup",
    epilog="\b\n"
    "For example:\n"
    "  questionnaire verify-backup /srv/questionnaire/backups --not-older-than 26h\n",
)
@click.argument("folder", type=FOLDER)
@click.option(
    "--not-older-than", "longest", callback=_how_long, help="Such as 26h: else it is a fault."
)
def verify_backup(folder: Path, longest: timedelta | None) -> None:
    """Say whether a backup is whole: every byte, every row, and the trail to its last entry.

    FOLDER is one backup, or a folder of them, of which the newest is looked at. Nothing is written,
    and no database is needed but the key. Exit status 1, and a line for each fault, where it is not whole.
    """
    keyring = keys_given()
    found = kept.newest(folder)
    with bars() as progress:
        report = check(found, keyring, progress)
    faults = [*report.faults, *report.changed]
    if longest is not None and report.manifest:
        faults += faults_of_age(report.manifest, clock.now(), longest)
    for fault in faults:
        click.echo(f"{found}: {fault}", err=True)
    if faults or report.manifest is None:
        sys.exit(NOT_IN_ORDER)
    click.echo(f"{found} is whole: {_said(report.manifest.contents)}, {_made(report.manifest)}")


@click.command(
    epilog="\b\nFor example:\n  questionnaire restore /srv/questionnaire/backups/20261201T023000Z\n"
)
@click.argument("folder", type=FOLDER)
@click.option(
    "--even-if-changed", is_flag=True, help="Even where the record in it was tampered with."
)
def restore(folder: Path, even_if_changed: bool) -> None:
    """Make the database anew from a backup, where there is none.

    FOLDER is one backup, or a folder of them, of which the newest is taken. The database is the one
    that QUESTIONNAIRE_DATABASE_URL names, of whichever kind: it must not be there yet, or be empty.
    A restore that is stopped half-way leaves nothing. What was answered after the backup is lost.
    """
    keyring = keys_given()  # a new one, as a new clinic would get it, opens no backup
    config = Config.from_environment()
    with closing(Database(config.database_url, keyring)) as target:
        say_cleared(restoring.workplace(target))
        restoring.refuse_where_taken(target)
        found = kept.newest(folder)
        with bars() as progress:
            report = check(found, keyring, progress)
            if report.manifest is None or report.faults:
                raise CannotRestore(f"{found} is not whole: {'; '.join(report.faults)}")
            if not even_if_changed:
                restoring.refuse_what_was_changed(report.changed)
            bring_up = partial(restoring.bring_up, even_if_changed=even_if_changed)
            contents, erased = _restored(found, report.manifest, config, target, progress, bring_up)
    click.echo(f"Restored from {found}, {_made(report.manifest)}: {_said(contents)}")
    for one in erased:
        click.echo(f"Erased again, as the list of erasures says: response {short(one.response_id)}")
    if config.erasures is None:
        click.echo(NO_LIST, err=True)
    elif not config.erasures.exists():
        click.echo(LIST_GONE.format(config.erasures), err=True)


def say_cleared(folder: Path) -> None:
    """Remove what a killed backup or restore has left in a folder, and say so."""
    for path in drafts.clear(folder):
        click.echo(f"Removed what a backup or restore that was stopped had left: {path}")


def _restored(
    backup: Path,
    manifest: Manifest,
    config: Config,
    target: Database,
    progress: Progress,
    bring_up: Callable[[Database, Manifest, Progress], BroughtUp],
) -> BroughtUp:
    """The copy is served by nobody yet when its own app brings it up to date."""
    place = restoring.workplace(target)
    with _disk_faults_named(place), drafts.draft(place) as work:
        copy = restoring.copy_of(backup, manifest, work)
        with running_app(replace(config, database_url=file_url(copy))) as app:
            found = bring_up(database_of(app), manifest, progress)
        restoring.put_in_place(copy, target, progress)
    return found


@contextmanager
def _disk_faults_named(folder: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise click.ClickException(
            f"{folder} cannot be written ({error.strerror}): see to its disk and permissions"
        ) from None


def _said(contents: Contents) -> str:
    rows = sum(contents.rows.values())
    return (
        f"{rows:,} rows in {len(contents.rows)} tables, "
        f"{contents.entries:,} entries in the trail, head {contents.head}"
    )


def _made(manifest: Manifest) -> str:
    age = said_age(clock.now() - manifest.moment)
    return f"made {age} ago from {manifest.database} by version {manifest.program}"
