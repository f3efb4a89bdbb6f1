"""The command line. Bad input ends with a line that names the fault and its remedy, and status 2."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from questionnaire.backups.copying import CannotBackUp
from questionnaire.backups.manifest import NoBackup
from questionnaire.backups.restoring import CannotRestore
from questionnaire.cli import (
    audit_trail,
    backing_up,
    basis,
    clinic_settings,
    key_change,
    records,
    rule_changes,
    starting,
    user_accounts,
    words,
)
from questionnaire.cli.answer_file import UnreadableFile
from questionnaire.responses.cannot_be_assessed import CannotBeAssessed
from questionnaire.store.config import ConfigError
from questionnaire.store.encryption import KeyMissing
from questionnaire.store.sqlite import CannotOpen
from rules.editions import EditionLost

BAD_INPUT = 2
STOPPED = 130

FAULTS_WITH_REMEDY = (
    click.ClickException,
    ConfigError,
    CannotOpen,
    EditionLost,
    CannotBackUp,
    NoBackup,
    CannotRestore,
)
# What is said of a database that does not answer; its own message may name hosts and users.
NO_DATABASE = (
    "QUESTIONNAIRE_DATABASE_URL: the database cannot be used: check that it runs and lets us in, "
    "and bring its tables up to date with: questionnaire db upgrade"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="questionnaire")
def commands() -> None:
    """A questionnaire before vertebroplasty: patients answer, nurses review, clinicians decide.

    The rules inform; nobody is declined by a program. Settings come from the environment;
    docs/operating.md in the repository names them. Each command explains itself: questionnaire serve --help
    """


for command in (
    starting.serve,
    starting.make_demo,
    basis.assess,
    basis.protocol,
    user_accounts.create_user,
    user_accounts.reset_password,
    records.export,
    records.db,
    audit_trail.trail,
    records.stored,
    backing_up.backup,
    backing_up.verify_backup,
    backing_up.restore,
    words.words,
    clinic_settings.of_clinic,
    rule_changes.reassess,
    key_change.change_keys,
):
    commands.add_command(command)
for command in (rule_changes.impact, rule_changes.freeze):
    basis.protocol.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; whatever was wrong with what it was given is a line a fault and status 2."""
    try:
        sys.exit(commands.main(arguments, prog_name="questionnaire", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        sys.exit(BAD_INPUT)
    except click.UsageError as error:
        _refuse(f"{_with_full_stop(error.format_message())} {_see_help(error)}")
    except UnreadableFile as error:
        _refuse(*str(error).splitlines())
    except CannotBeAssessed as error:
        _refuse(f"these answers cannot be assessed, by a fault of the program: {error}")
    except FAULTS_WITH_REMEDY as error:
        _refuse(str(error))
    except KeyMissing as error:
        _refuse(f"QUESTIONNAIRE_KEYS does not fit the database: {error}")
    except (OperationalError, ProgrammingError):
        _refuse(NO_DATABASE)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(STOPPED)


def _see_help(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "questionnaire"
    return f"See: {path} --help"


def _with_full_stop(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _refuse(*faults: str) -> None:
    for fault in faults:
        click.echo(f"Error: {' '.join(fault.split())}", err=True)
    sys.exit(BAD_INPUT)
