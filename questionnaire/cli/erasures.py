"""Commands that erase: what is due, what is carried out, and one patient's wish."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import click
from flask import Flask
from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from questionnaire.cli.clinic_settings import member_of_staff
from questionnaire.cli.records import DAY
from questionnaire.cli.running import NOT_IN_ORDER, database_of, running_app
from questionnaire.clinic.retention import Retention, retention
from questionnaire.responses import erasing
from questionnaire.responses.due import due, hindrance
from questionnaire.responses.erasing import HeldBack
from questionnaire.responses.erasure_list import ListUnusable, clinic_list
from questionnaire.responses.legal_holds import latest_holds
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Staff, Stage
from questionnaire.store.overwriting import overwrite
from questionnaire.store.short_id import short

WHYS = {
    "wish": "the patient asked for it",
    "mistake": "it was made by mistake",
    "order": "a court or an authority ordered it",
}
LEAST_FIGURES = 8
WAITS = (
    "Somebody was reading meanwhile, so a key that was thrown away still stands in the database's "
    "files: run “questionnaire erasure carry-out” again in a quiet minute, which overwrites it."
)
BY = click.option("--by", "username", required=True, help="User name of whoever answers for it.")
DRY_RUN = click.option(
    "--dry-run", is_flag=True, help="List what would be erased, and erase nothing."
)
YES = click.option("--yes", is_flag=True, help="Do not ask for confirmation.")


@dataclass(frozen=True)
class ToErase:
    """A response to be erased, why, and what holds it back."""

    response_id: UUID
    why: str
    hindrance: str

    def __str__(self) -> str:
        held = f" (held back: {self.hindrance})" if self.hindrance else ""
        return f"{short(self.response_id)}  {self.why}{held}"


@click.group(epilog="\b\nFor example:\n  questionnaire erasure due\n")
def erasure() -> None:
    """Erase responses whose time is over, or one by a patient's wish."""


@erasure.command(
    "due",
    epilog="\b\n"
    "For example:\n"
    "  questionnaire erasure due\n"
    "  questionnaire erasure due --on 2034-12-31\n",
)
@click.option(
    "--on", "day", type=DAY, help="What is due by another day; today where none is given."
)
def list_due(day: datetime | None) -> None:
    """List the responses that are due to be erased, each with its reason. Nothing is erased.

    A response is due once the period of its stage is over; an administrator sets the periods on the
    page "Keeping and erasing". One that waits for its review or a decision is never due.
    """
    with running_app():
        _say(retention(read_session()), _due(read_session(), day.date() if day else None))


@erasure.command(
    "carry-out",
    epilog="\b\n"
    "For example:\n"
    "  questionnaire erasure carry-out --dry-run --by s.hughes\n"
    "  questionnaire erasure carry-out --by s.hughes\n",
)
@BY
@DRY_RUN
@YES
def carry_out(username: str, dry_run: bool, yes: bool) -> None:
    """Erase the responses that are due. It lists them and asks first; nobody can undo it.

    What is under a legal hold, or has a red flag that waits, is left and named. Exit status 1 where
    the database's files could not be overwritten because somebody was reading.
    """
    with running_app() as app:
        by, listed = member_of_staff(read_session(), username), _due(read_session())
        _say(retention(read_session()), listed)
        _carry_out(app, listed, by, dry_run=dry_run, yes=yes, still=_why_still_due)


@erasure.command(
    "of",
    epilog="\b\nFor example:\n  questionnaire erasure of 1f0c93ab --why wish --by s.hughes\n",
)
@click.argument("responses", nargs=-1, required=True)
@click.option(
    "--why",
    "reason",
    required=True,
    type=click.Choice(list(WHYS)),
    help="wish: the patient's; mistake: it should never have been made; order: of a court or an authority.",
)
@BY
@DRY_RUN
@YES
def erase_one(
    responses: Sequence[str], reason: str, username: str, dry_run: bool, yes: bool
) -> None:
    """Erase the RESPONSES named, whatever their age. It asks first; nobody can undo it.

    A response is named by its id, as in the address of its page, or the first 8 figures or more.
    Other responses of the same patient are said. What is under a legal hold is refused: then the exit
    status is 1, and the others are erased.
    """
    with running_app() as app:
        session, by = read_session(), member_of_staff(read_session(), username)
        found = list(dict.fromkeys(_found(session, named) for named in responses))
        holds = latest_holds(session, [one.id for one in found])
        wanted = [ToErase(one.id, WHYS[reason], hindrance(one, holds.get(one.id))) for one in found]
        for one in wanted:
            click.echo(one)
        for other in _others(session, found):
            click.echo(f"The same patient has response {other} too. It is not erased.")
        erased = _carry_out(
            app, wanted, by, dry_run=dry_run, yes=yes, still=lambda _session, one: one.why
        )
        if not dry_run and erased < len(wanted):
            sys.exit(NOT_IN_ORDER)


def _due(session: Session, on: date | None = None) -> list[ToErase]:
    return [ToErase(one.response.id, one.why, one.hindrance) for one in due(session, on)]


def _why_still_due(session: Session, one: ToErase) -> str:
    return next((found.why for found in due(session, of=one.response_id)), "")


def _say(periods: Retention, listed: Sequence[ToErase]) -> None:
    if periods.decided_months is None and periods.unsent_days is None:
        click.echo("No period is set, so nothing is ever due.")
        return
    for one in listed:
        click.echo(one)
    click.echo(f"{len(listed)} due, {sum(bool(one.hindrance) for one in listed)} held back.")


def _carry_out(
    app: Flask,
    listed: Sequence[ToErase],
    by: Staff,
    *,
    dry_run: bool,
    yes: bool,
    still: Callable[[Session, ToErase], str],
) -> int:
    """Erase what nothing holds back: how many. `still` says, once it is held, why; "" where no more."""
    free = [one for one in listed if not one.hindrance]
    if dry_run:
        click.echo("Nothing was erased.")
        return 0
    if free and not yes:
        click.confirm(f"Erase {len(free)}? Nobody can ever read them again", abort=True)
    erased, fault = 0, ""
    try:
        for _ in _erased(free, by, still) if free else ():
            erased += 1
    except ListUnusable as error:
        fault = str(error)
    click.echo(f"{erased} erased.")
    read_session().close()  # or we were reading ourselves
    overwritten = overwrite(database_of(app).engine)
    if not overwritten:
        click.echo(WAITS, err=True)
    if fault:
        raise click.ClickException(fault)
    if not overwritten:
        sys.exit(NOT_IN_ORDER)
    return erased


def _erased(
    listed: Sequence[ToErase], by: Staff, still: Callable[[Session, ToErase], str]
) -> Iterator[UUID]:
    """One transaction each: what is done is done, and the rest can be done later."""
    with click.progressbar(listed, label="Responses", file=sys.stderr) as bar:
        for one in bar:
            with write_session() as session:
                response = session.get_one(Response, one.response_id, with_for_update=True)
                why = "" if response.stage is Stage.ERASED else still(session, one)
                if not why:
                    continue  # meanwhile it was erased, or is not due any more
                try:
                    erasing.erase(session, response, why=why, by=by, listed=clinic_list(session))
                except HeldBack as held:
                    click.echo(f"\n{held}", err=True)
                else:
                    yield one.response_id


def _found(session: Session, named: str) -> Response:
    """The response of an id, or of how it begins."""
    figures = named.replace("-", "").lower()
    if len(figures) < LEAST_FIGURES or set(figures) - set("0123456789abcdef"):
        raise click.BadParameter(
            f"{named!r} is no id: give the first {LEAST_FIGURES} figures or more, "
            "as in the address of its page",
            param_hint="RESPONSES",
        )
    text = func.replace(cast(Response.id, String), "-", "")
    found = session.scalars(select(Response).where(text.startswith(figures)).limit(2)).all()
    if len(found) != 1:
        many = (
            "several responses begin so: give more figures" if found else "there is none: check it"
        )
        raise click.BadParameter(f"{named}: {many}", param_hint="RESPONSES")
    if found[0].stage is Stage.ERASED:
        raise click.BadParameter(f"{named} was erased already", param_hint="RESPONSES")
    return found[0]


def _others(session: Session, found: Sequence[Response]) -> list[str]:
    """What else stands of the same patients."""
    others = select(Response.id).where(
        Response.patient_id.in_([one.patient_id for one in found]),
        Response.id.not_in([one.id for one in found]),
        Response.stage != Stage.ERASED,
    )
    return [short(one) for one in session.scalars(others.order_by(Response.created_at))]
