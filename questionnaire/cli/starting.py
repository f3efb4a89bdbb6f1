"""Commands that start: serve the app, make the demo."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence

import click
from sqlalchemy import select

from questionnaire.backups.restoring import workplace
from questionnaire.cli import demo, serving
from questionnaire.cli.backing_up import say_cleared
from questionnaire.cli.begun_erasures import finish_what_was_begun
from questionnaire.cli.demo import Account
from questionnaire.cli.demo_patients import DemoPatient, demo_patients
from questionnaire.cli.running import database_of, running_app
from questionnaire.cli.whole_app import create_app
from questionnaire.responses import invitations
from questionnaire.store import clock
from questionnaire.store.clock_check import clock_fault
from questionnaire.store.config import DEFAULT_PORT, Config, ConfigError
from questionnaire.store.database import read_session
from questionnaire.store.models import Staff
from questionnaire.summary.said import short_moment
from questionnaire.web import passwords
from rules.language.logic.days import day_in_words
from rules.language.questions import as_written

PORTS = click.IntRange(1, 65535)


@click.command(
    epilog="\b\nFor example:\n  questionnaire serve\n  questionnaire serve --port 8080\n"
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=DEFAULT_PORT, show_default=True, type=PORTS, help="Port to listen on."
)
@click.option(
    "--workers",
    default=serving.WORKERS,
    show_default="one a core, at most 4",
    type=click.IntRange(1, 64),
    help="Processes that answer.",
)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the questionnaire, and print what to open.

    The tables are brought up to date first. In a new clinic at the default address (no
    QUESTIONNAIRE_DATABASE_URL set) a demo is made: invented patients, and staff with one-time
    passwords, printed once.
    """
    address = serving.address_of(host, port)
    config = Config.from_environment(port=port)
    serving.check(config, address)
    with running_app(config, made_by=create_app) as app:
        say_cleared(workplace(database_of(app)))
        database_of(app).upgrade()
        finish_what_was_begun(app)
        if behind := clock_fault(read_session()):
            click.echo(behind, err=True)
        if config.at_default_address and demo.is_empty():
            _make_demo()
        else:
            _say_how_to_sign_in_again()
        serving.say_where(app, config)
    serving.serve(config, address, workers)


@click.command("demo", epilog="\b\nFor example:\n  questionnaire demo\n")
def make_demo() -> None:
    """Make the demo clinic: invented patients at every stage, and staff to sign in as.

    Only in a new, empty database at the default address; never where QUESTIONNAIRE_DATABASE_URL
    is set. To begin anew, stop the server and remove the folder var.
    """
    config = Config.from_environment()
    if not config.at_default_address:
        raise ConfigError(
            "QUESTIONNAIRE_DATABASE_URL is set: a demo is made only in the default database; unset it"
        )
    with running_app(config, made_by=create_app) as app:
        database_of(app).upgrade()
        if not demo.is_empty():
            raise click.ClickException(
                "the database holds people already: a demo is made only in an empty one; "
                "name a new folder with QUESTIONNAIRE_DATA"
            )
        _make_demo()


def _make_demo() -> None:
    patients = demo_patients(clock.today())
    click.echo("Making the demo clinic. Every patient in it is invented.")
    accounts = demo.make_staff()
    by, tokens = demo.team(), dict[str, str]()
    with click.progressbar(patients, label="Patients") as bar:
        for patient in bar:
            tokens[patient.record_number] = demo.make_patient(patient, by)
    _say_passwords(accounts)
    for patient in patients:
        if patient.link_is_shown:
            _say_link(patient, tokens[patient.record_number])


def _say_passwords(accounts: Sequence[Account]) -> None:
    until = short_moment(passwords.one_time_until())
    click.echo(
        f"\nSign in as (each password is for the first time, until {until}, and shown only now):"
    )
    for account in accounts:
        click.echo(f"  {account.role.value:<14} {account.username:<14} {account.password}")


def _say_link(patient: DemoPatient, token: str) -> None:
    born = day_in_words(patient.born, as_written)
    click.echo(f"\nAnswer as a patient, born {born}:\n  {invitations.link_of(token)}")


def _say_how_to_sign_in_again() -> None:
    names = (
        read_session()
        .scalars(select(Staff.username).where(Staff.disabled_at.is_(None)).limit(5))
        .all()
    )
    if not names:
        click.echo("Nobody can sign in yet. Add somebody: questionnaire create-user --help")
        return
    click.echo(f"Sign in again as {', '.join(names)} with the password you chose.")
    # As it was started: in a checkout the program is not on the path.
    program = shlex.quote(sys.argv[0])
    click.echo(f"A new one-time password: {program} reset-password {names[0]}")
