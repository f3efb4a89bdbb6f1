"""The command that brings everything under a new master key, and says when the old one can go."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from questionnaire.cli.running import NOT_IN_ORDER, database_of, running_app
from questionnaire.store.database import Database
from questionnaire.store.file_key import is_current
from questionnaire.store.rekey import Rekeyed, left, rekey


@click.command("rekey", epilog="\b\nFor example:\n  questionnaire rekey\n")
def change_keys() -> None:
    """Bring everything under the new master key, the first in QUESTIONNAIRE_KEYS.

    Every response, patient and the audit trail has a key of its own: these are sealed anew under the
    new master key. Pages are served meanwhile. Interrupted, it goes on where it was when it is run again.
    It says when the older keys can go; exit status 1 where they cannot yet, and what must come first.
    """
    with running_app() as app:
        database = database_of(app)
        with database.read_session() as session:
            waiting = left(session, database.keyring)
        with click.progressbar(length=waiting, label="Keys", file=sys.stderr) as bar:
            done = rekey(database, bar.update)
        click.echo(f"{done.count} keys were sealed anew.")
        hindrances = list(_hindrances(database, done))
    for hindrance in hindrances:
        click.echo(f"Not yet: {hindrance}.", err=True)
    if hindrances:
        click.echo("Keep every key in QUESTIONNAIRE_KEYS.", err=True)
        sys.exit(NOT_IN_ORDER)
    click.echo(_can_go(database))


def _hindrances(database: Database, done: Rekeyed) -> Iterator[str]:
    """What still wants an older key."""
    yield from done.faults
    with database.read_session() as session:
        more = left(session, database.keyring) - len(done.faults)
    if more > 0:
        yield (
            f"{more} keys were sealed with an older master key meanwhile: restart every server with the "
            "new key first in QUESTIONNAIRE_KEYS, and run this again"
        )
    if database.file and not is_current(database.file, database.keyring):
        yield (
            f"the file {database.file} is encrypted as a whole under an older key: stop whatever has it "
            "open and start the server, which encrypts it anew, and run this again"
        )


def _can_go(database: Database) -> str:
    current, *older = database.keyring.names
    if not older:
        return f"Everything is under key {current}, the only one in QUESTIONNAIRE_KEYS."
    return (
        f"Everything is under key {current}. Nothing here wants {', '.join(older)} any more: take it out of "
        "QUESTIONNAIRE_KEYS and restart. Keep it apart for as long as you keep backups made until now."
    )
