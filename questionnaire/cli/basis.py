"""Commands that need no database: assess a file of answers, print a protocol in words."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from questionnaire.cli.answer_file import assess_file
from questionnaire.cli.assessment_table import assessment_table
from questionnaire.clinic import settable
from questionnaire.protocols import FORMATS, printed
from rules.protocols import BY_KEY


@click.command(
    epilog="\b\n"
    "For example, answers.json:\n"
    '  {"on": "2026-11-22",\n'
    '   "answers": {"date_of_birth": "1950-03-10", "sex": "female",\n'
    '               "pain_on_movement": 8, "pain_began": {"said": "2026-10"},\n'
    '               "fracture_seen": true, "relief": {"absent": "not sure"}}}\n'
    "\b\n"
    "  questionnaire assess answers.json\n"
    "  questionnaire assess answers.json | jq .overall\n"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSON on a terminal as well.")
def assess(file: Path, as_json: bool) -> None:
    """Say what the rules find in a file of answers, as JSON; on a terminal as a table.

    FILE holds answers under the project's own keys. No database is opened, nothing is written.
    """
    record = assess_file(file)
    if sys.stdout.isatty() and not as_json:
        click.echo(assessment_table(record))
    else:
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def _known(_: click.Context, __: click.Parameter, key: str) -> str:
    try:
        return settable.known(key, BY_KEY, "protocol")
    except settable.CannotBeSet as error:
        raise click.BadParameter(str(error), param_hint="KEY") from None


@click.command(
    epilog="\b\n"
    "For example:\n"
    "  questionnaire protocol show documented_indications\n"
    "  questionnaire protocol show red_flags | less\n"
    "  questionnaire protocol show contraindications --as html > contraindications.html\n"
    "  questionnaire protocol show nice_ta279 --as svg > nice_ta279.svg\n"
)
@click.argument("key", metavar="KEY", callback=_known)
@click.option(
    "--as",
    "as_format",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="What to print it as; html and markdown have a place to sign, svg is a picture.",
)
def show(key: str, as_format: str) -> None:
    """Print one protocol in words, with every source and working figure.

    The figures are those it comes with: a clinic's own stand on its page *Clinical basis*.
    """
    click.echo(printed(key, as_format), nl=False)
