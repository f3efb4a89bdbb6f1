"""The command line. Bad input ends with a line that names the fault and its remedy, and status 2."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from questionnaire.cli.command_list import COMMANDS
from questionnaire.cli.later import Later

BAD_INPUT = 2
STOPPED = 130


@click.group(
    cls=Later,
    later=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="questionnaire")
def commands() -> None:
    """A questionnaire before vertebroplasty: patients answer, nurses review, clinicians decide.

    The rules inform; nobody is declined by a program. Settings come from the environment;
    docs/operating.md in the repository names them. Each command explains itself: questionnaire serve --help
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; whatever was wrong with what it was given is a line a fault and status 2."""
    try:
        sys.exit(commands.main(arguments, prog_name="questionnaire", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        sys.exit(BAD_INPUT)
    except click.UsageError as error:
        _refuse(f"{_with_full_stop(error.format_message())} {_see_help(error)}")
    except click.ClickException as error:
        _refuse(str(error))
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(STOPPED)
    except Exception as error:
        from questionnaire.cli.told_faults import lines_of  # noqa: PLC0415 (it knows every part's faults)

        lines = lines_of(error)
        if not lines:
            raise
        _refuse(*lines)


def _see_help(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "questionnaire"
    return f"See: {path} --help"


def _with_full_stop(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _refuse(*faults: str) -> None:
    for fault in faults:
        click.echo(f"Error: {' '.join(fault.split())}", err=True)
    sys.exit(BAD_INPUT)
