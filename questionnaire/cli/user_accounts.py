"""Commands that let staff in: add an account, make a new one-time password."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import click

from questionnaire.administration import staff
from questionnaire.cli.running import running_app
from questionnaire.store.database import write_session
from questionnaire.store.models import Role, Staff
from questionnaire.summary.said import short_moment
from questionnaire.web import accounts, passwords

LONGEST_NAME = 100


@click.command(
    epilog="\b\n"
    "For example:\n"
    '  questionnaire create-user j.okafor --name "Joy Okafor" --role nurse\n'
)
@click.argument("username")
@click.option("--name", required=True, help="Full name, as patients and colleagues read it.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
def create_user(username: str, name: str, role: str) -> None:
    """Add a member of staff, and print a one-time password for the first sign in."""
    username, name = accounts.as_kept(username), name.strip()
    if not staff.USERNAME.fullmatch(username):
        raise click.BadParameter(
            "use 2 to 50 small letters, numbers, dots or dashes, and begin with a letter or number",
            param_hint="USERNAME",
        )
    if not 0 < len(name) <= LONGEST_NAME:
        raise click.BadParameter(
            f"write a name of 1 to {LONGEST_NAME} letters", param_hint="--name"
        )
    with running_app() as app:
        passwords.init_app(app)
        secret = passwords.one_time_password()
        kept = passwords.hash_password(secret)
        try:
            with write_session() as session:
                made = staff.create(session, username, name, Role(role), kept)
        except staff.UsernameTaken:
            raise click.BadParameter(
                f"somebody is called {username!r} already: choose another", param_hint="USERNAME"
            ) from None
        _say(made, secret)


@click.command(epilog="\b\nFor example:\n  questionnaire reset-password administrator\n")
@click.argument("username")
def reset_password(username: str) -> None:
    """Print a new one-time password for a member of staff, and sign them out everywhere.

    It also lets somebody in again who was locked out by wrong passwords.
    """
    with running_app() as app:
        passwords.init_app(app)
        secret = passwords.one_time_password()
        kept = passwords.hash_password(secret)
        with write_session() as session:
            found = accounts.by_username(session, username)
            if found is None or found.disabled_at:
                raise click.BadParameter(
                    f"nobody who may sign in is called {username!r}: check the spelling",
                    param_hint="USERNAME",
                )
            staff.give_password(session, found, kept)
        _say(found, secret)


def _say(found: Staff, secret: str) -> None:
    click.echo(f"User name          {found.username}")
    click.echo(f"One-time password  {secret}")
    click.echo(f"Valid until        {short_moment(cast('datetime', found.one_time_until))}")
    click.echo("It is shown only now. The first sign in asks for a new one.")
