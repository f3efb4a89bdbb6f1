"""Commands on what is kept: export, and whether assessments can be made again."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.cli.running import NOT_IN_ORDER, database_of, running_app
from questionnaire.cli.whole_app import create_app
from questionnaire.responses import assessments
from questionnaire.responses.cannot_be_assessed import CannotBeAssessed, tell
from questionnaire.review.range_export import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    count_between,
    exported,
)
from questionnaire.store.database import Database, read_session
from questionnaire.store.models import Response, Stage, StoredAssessment
from questionnaire.store.row_check import faults_of_response
from questionnaire.store.short_id import short
from questionnaire.summary.in_brief import InBrief, NotFound
from questionnaire.summary.said import said_moment
from rules.editions import EditionLost

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    epilog="\b\n"
    "For example:\n"
    "  questionnaire export --from 2026-11-01 --to 2026-11-30 --out november.csv\n"
)
@click.option("--from", "first", type=DAY, required=True, help="First day, such as 2026-11-01.")
@click.option("--to", "last", type=DAY, required=True, help="Last day, itself included.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write.")
def export(first: datetime, last: datetime, out: Path) -> None:
    """Write the responses of a range of days as one CSV file, a row a response.

    The days are those of the page "Export" in the app. Keep the file as you keep the database's
    key: what it holds is not encrypted. An existing file is never written over. Exit status 1 where
    a response could not be assessed: its row says so, and the others are whole.
    """
    for day, option in ((first, "--from"), (last, "--to")):
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            years = f"{EARLIEST_YEAR} to {LATEST_YEAR}"
            raise click.BadParameter(
                f"{day.date()} is no likely day: give a year from {years}", param_hint=option
            )
    if last < first:
        raise click.BadParameter("it lies before --from: give the later day", param_hint="--to")
    if out.exists():
        raise click.BadParameter(f"{out} is there already: name a new file", param_hint="--out")
    with running_app(made_by=create_app):
        written, failed = _write(out, first.date(), last.date())
    click.echo(f"{written} responses written to {out}", err=True)
    if failed:
        click.echo(
            f"Without findings, which could not be worked out: {', '.join(failed)}", err=True
        )
        sys.exit(NOT_IN_ORDER)


def _write(out: Path, first: date, last: date) -> tuple[int, list[str]]:
    """Write the file, wholly or not at all. How many are in it, and which could not be assessed."""
    length, failed = count_between(first, last), list[str]()
    with (
        _new_file(out) as target,
        click.progressbar(length=length, label="Responses", file=sys.stderr) as bar,
    ):

        def note(one: InBrief) -> None:
            bar.update(1)
            failed.extend([short(one.whose.response_id)] * isinstance(one.found, NotFound))

        target.writelines(exported(first, last, note))
        return bar.pos, failed


@contextmanager
def _new_file(out: Path) -> Generator[BinaryIO]:
    """A file to write that nobody else may read; what is not written to its end is taken away."""
    try:
        file = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise click.BadParameter(
            f"{out} cannot be written ({error.strerror}): name another file", param_hint="--out"
        ) from None
    try:
        with os.fdopen(file, "wb") as target:
            yield target
    except BaseException:
        out.unlink()
        raise


@click.group("assessments", epilog="\b\nFor example:\n  questionnaire assessments verify\n")
def stored() -> None:
    """Look after the assessments that are kept."""


@stored.command("verify", epilog="\b\nFor example:\n  questionnaire assessments verify\n")
def verify_assessments() -> None:
    """Make every stored assessment again of what it was made of, and compare.

    Exit status 1 where one is otherwise than stored, cannot be made, its edition is lost, or the record of
    its response was tampered with, such as an answer deleted: which, of which response, and when it was
    stored. Nothing is written.
    """
    with running_app(made_by=create_app) as app:
        session = read_session()
        tampered = _Tampered(database_of(app))
        stands = StoredAssessment.response.has(Response.stage != Stage.ERASED)
        rows = select(StoredAssessment.sequence).where(stands)
        numbers = session.scalars(rows.order_by(StoredAssessment.sequence)).all()
        with click.progressbar(numbers, label="Assessments", file=sys.stderr) as bar:
            faults = [fault for number in bar for fault in _faults(session, number, tampered)]
    for fault in faults:
        click.echo(fault, err=True)
    whole = len(numbers) - len(faults)
    click.echo(f"{whole} of {len(numbers)} stored assessments are made again to the byte.")
    if faults:
        sys.exit(NOT_IN_ORDER)


class _Tampered(dict[UUID, str]):
    """What was done to the record of a response, looked up once; empty where it is whole."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    def __missing__(self, response_id: UUID) -> str:
        with self._database.snapshot() as session:
            faults = faults_of_response(session, self._database.keyring, response_id)
        self[response_id] = "; ".join(map(str, faults))
        return self[response_id]


def _faults(session: Session, number: int, tampered: _Tampered) -> Iterator[str]:
    one = session.get_one(StoredAssessment, number)
    named = f"Response {short(one.response_id)}, assessed {said_moment(one.at)}"
    if done := tampered[one.response_id]:
        yield f"{named}: what it was made of is not what was kept. {done}."
        return
    try:
        if assessments.rebuild(session, one) != one.record.encode():
            yield f"{named}: made again, it is otherwise than stored."
    except EditionLost as error:
        yield f"{named}: {error}."
    except CannotBeAssessed as error:
        tell(one.response_id, error.failures)
        yield f"{named}: it cannot be made again: {error}."
