"""The command on stored assessments: whether each can still be made again, to the byte."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire import assessments
from questionnaire.commands.records import NOT_IN_ORDER
from questionnaire.commands.running import running_app
from questionnaire.database import reading
from questionnaire.impact import short_id
from questionnaire.models import StoredAssessment
from questionnaire.said import said_moment
from rules.editions import EditionLost


@click.group("assessments", epilog="\b\nFor example:\n  questionnaire assessments verify\n")
def stored() -> None:
    """Look after the assessments that are kept."""


@stored.command(epilog="\b\nFor example:\n  questionnaire assessments verify\n")
def verify() -> None:
    """Make every stored assessment again of what it was made of, and compare.

    Exit status 1 where one is otherwise than stored, or its edition is lost: which, of which
    response, and when it was stored. Nothing is written.
    """
    with running_app():
        session = reading()
        numbers = session.scalars(
            select(StoredAssessment.sequence).order_by(StoredAssessment.sequence)
        ).all()
        with click.progressbar(numbers, label="Assessments", file=sys.stderr) as bar:
            faults = [fault for number in bar for fault in _faults(session, number)]
    for fault in faults:
        click.echo(fault, err=True)
    whole = len(numbers) - len(faults)
    click.echo(f"{whole} of {len(numbers)} stored assessments are made again to the byte.")
    if faults:
        sys.exit(NOT_IN_ORDER)


def _faults(session: Session, number: int) -> Iterator[str]:
    one = session.get_one(StoredAssessment, number)
    named = f"Response {short_id(one.response)}, assessed {said_moment(one.at)}"
    try:
        if assessments.rebuild(session, one) != one.record.encode():
            yield f"{named}: made again, it is otherwise than stored."
    except EditionLost as error:
        yield f"{named}: {error}."
