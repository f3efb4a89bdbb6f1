"""Commands on the audit trail: whether the record is as it was written, and its head written elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from questionnaire.cli.head_kept import keep
from questionnaire.cli.running import NOT_IN_ORDER, database_of, running_app
from questionnaire.store import clock
from questionnaire.store.audit_check import Verdict, steps, verify
from questionnaire.store.chain import head_of, keys_of
from questionnaire.store.erasure_check import ToldErasure
from questionnaire.store.sheet_check import sheet_faults, sheets
from questionnaire.store.short_id import short
from questionnaire.store.trail_head import NoHead, read_line, signed_line
from questionnaire.summary.said import said_moment

LATEST = 10


@click.group("audit", epilog="\b\nFor example:\n  questionnaire audit verify\n")
def trail() -> None:
    """Look after the audit trail."""


@trail.command(
    "verify",
    epilog="\b\n"
    "For example:\n"
    "  questionnaire audit verify\n"
    '  questionnaire audit verify --expect "$(tail -n 1 heads.txt)"\n',
)
@click.option(
    "--expect", metavar="HEAD", help="A head written down before, or the line it stands in."
)
def check(expect: str | None) -> None:
    """Say whether the record is as the program wrote it: the trail, and every row that it tells of.

    Checked are all entries of the trail, and all answers, red flags, notes, decisions, assessments,
    patients, corrections of who they are, legal holds and erasures, and whether the key of each response
    and patient is there. What was changed, deleted, put in, moved or cut off is named, a line each; so is
    what was erased, when, by whom and why, and each answer sheet that says otherwise than the answers.
    Exit status 1 where anything was done past the program.
    Nothing is written.

    A trail cut off at its end can look whole. With a head that `questionnaire audit head` wrote down
    elsewhere, it does not.
    """
    with running_app() as app, database_of(app).snapshot() as session:
        keyring = database_of(app).keyring
        try:
            head = read_line(expect, keys_of(session, keyring)[-1].secret) if expect else None
        except NoHead as error:
            raise click.BadParameter(str(error), param_hint="--expect") from None
        with click.progressbar(length=steps(session), label="Record", file=sys.stderr) as bar:
            verdict = verify(session, keyring, head, bar.update)
        with click.progressbar(length=sheets(session), label="Sheets", file=sys.stderr) as bar:
            wrong = [*sheet_faults(session, bar.update)]
        for fault in wrong:
            click.echo(f"{fault}.", err=True)
        _say(verdict)
        if wrong:
            sys.exit(NOT_IN_ORDER)


def _say(verdict: Verdict) -> None:
    for fault in verdict.faults:
        click.echo(f"{fault}.", err=True)
    if verdict.unnamed:
        click.echo(f"And {verdict.unnamed} more.", err=True)
    click.echo(f"Checked: {verdict.entries} entries of the audit trail, {verdict.rows} rows.")
    click.echo(f"Head: {verdict.head or 'none'}")
    _say_erased(verdict.erased)
    if not verdict.is_whole:
        click.echo(
            "The record is not as the program wrote it. Keep a copy of the database as it is, and tell "
            "whoever looks after data protection.",
            err=True,
        )
        sys.exit(NOT_IN_ORDER)
    click.echo("The audit trail is whole. So are the rows that it tells of.")


def _say_erased(erased: Sequence[ToldErasure]) -> None:
    if len(erased) > LATEST:
        click.echo(f"Erased: {len(erased)} responses; the latest {LATEST}:")
    for one in erased[-LATEST:]:
        when = said_moment(one.at)
        click.echo(
            f"Response {short(one.response_id)} was erased on {when} by {one.by}: {one.why}."
        )


@trail.command(
    epilog="\b\n"
    "For example:\n"
    "  questionnaire audit head\n"
    "  questionnaire audit head --to file:/mnt/elsewhere/heads.txt\n"
    "  questionnaire audit head --to syslog:loghost.example:514\n"
    "  questionnaire audit head --to https://log.example/heads\n"
)
@click.option(
    "--to", metavar="PLACE", help="Where to write it: file:PATH, syslog:[HOST:PORT] or https://…"
)
def head(to: str | None) -> None:
    """Write down where the audit trail ends, in one signed line.

    Whoever can change the database can cut its trail short. Let this run by a schedule, to a place that
    they cannot change, and give the last line to `questionnaire audit verify --expect`. The line names
    nobody. Without --to it is printed alone. A file is added to, never written over.
    """
    with running_app() as app, database_of(app).snapshot() as session:
        found = head_of(session)
        if found is None:
            raise click.ClickException(
                "the audit trail was emptied: see what else was done with: questionnaire audit verify"
            )
        secret = keys_of(session, database_of(app).keyring)[-1].secret
        line = signed_line(found, clock.now(), secret)
    if to:
        keep(line, to)
    click.echo(line)
