"""The command that names every protocol: it needs the rules, and nothing of the application."""

from __future__ import annotations

import click

from rules.protocols import PROTOCOLS


@click.command("list")
def list_protocols() -> None:
    """Name every protocol: its key, edition and title."""
    for known in PROTOCOLS:
        click.echo(f"{known.key:<26} {known.edition:<9} {known.title}")
