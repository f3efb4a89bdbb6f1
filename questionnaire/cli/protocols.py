"""The group of commands on protocols: to read them, to freeze them, to see what a change would change."""

from __future__ import annotations

import click

from questionnaire.cli.command_list import OF_PROTOCOLS
from questionnaire.cli.later import Later


@click.group(
    cls=Later,
    later=OF_PROTOCOLS,
    epilog="\b\n"
    "For example:\n"
    "  questionnaire protocol list\n"
    "  questionnaire protocol show documented_indications\n"
    "  questionnaire protocol impact --set severe_pain=8\n",
)
def protocol() -> None:
    """Print the basis in words, to read and to sign; see what a change of it would change."""
