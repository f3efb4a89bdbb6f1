"""A group of commands of which each is imported when it is called: to list them, none is."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import cast

import click


@dataclass(frozen=True)
class ListedCommand:
    """A command before it is imported: where it is, as "module:name", and what the list says of it."""

    place: str
    says: str


class Later(click.Group):
    """A group that knows its commands by their names, and imports what is called."""

    def __init__(self, name: str, later: Mapping[str, ListedCommand], **options: object) -> None:
        super().__init__(name, **options)  # type: ignore[arg-type]
        self.later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.later)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        listed = self.later.get(cmd_name)
        return _imported(listed.place) if listed else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.later[name].says) for name in sorted(self.later)])


def _imported(place: str) -> click.Command:
    """Nothing that is made on the way is rubbish: not looking for any saves a fifth of the time."""
    gc.disable()
    try:
        return cast("click.Command", resolve_name(f"questionnaire.cli.{place}"))
    finally:
        gc.enable()
