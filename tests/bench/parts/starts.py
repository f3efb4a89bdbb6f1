"""How long commands and the server take to start."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.checkouts import Checkout
from tests.bench.sides import Sides
from tests.bench.starts import STARTS, Start
from tests.bench.table import Figure, head, line

SERVER, COMMAND = "questionnaire serve", "`questionnaire "
SECTION = """\
Each in a process of its own, with all modules compiled before.

{table}"""


def starts(sides: Sides) -> str:
    """The section."""
    with ExitStack() as folders:
        each: Mapping[str, tuple[Checkout, Path]] = {
            side: (checkout, Path(folders.enter_context(TemporaryDirectory())))
            for side, checkout in sides.checkouts.items()
        }
        lines = [
            line(figure, rounds)
            for what, start in STARTS.items()
            for rounds in (sides.by_turns(what, each, lambda one, start=start: start(*one)),)
            for figure in _figures(what)
        ]
    return SECTION.format(table="\n".join([head(each), *lines]))


def _figures(what: str) -> tuple[Figure[Start], ...]:
    aim = "≤ 1" if SERVER in what else "≤ 0.5" if COMMAND in what else ""
    return (
        Figure(f"{what}: by the clock, s", aim, lambda one: one.wall, 2),
        Figure(f"{what}: processor time, s", "", lambda one: one.processor, 2),
    )
