"""What PDFs cost of patients who differ, and what of the server's memory they keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.bench.checkouts import memory
from tests.bench.peers import Program
from tests.bench.sides import Sides
from tests.bench.table import Figure, table

RESPONSES, OF_A_ROUND = 100, 16
SMALL = (6, 1)
SECTION = """\
Each of a patient whose PDF nobody had asked for: what was made once is made quicker again. Memory is
that of all processes of the server, and of any that makes PDFs for it.

{table}"""


@dataclass(frozen=True)
class Made:
    """Of one round: milliseconds of processor time of each PDF; megabytes before the first and now."""

    processor: float
    wall: float
    at_first: float
    now: float


MADE = (
    Figure[Made]("PDF, processor time, ms", "≤ 50", lambda one: one.processor),
    Figure[Made]("PDF, by the clock, ms", "", lambda one: one.wall),
    Figure[Made]("Memory before the first, MB", "", lambda one: one.at_first, 0),
    Figure[Made]("Memory after, MB", "bounded", lambda one: one.now, 0),
)


class Printer:
    """Prints one response after the other of a server, each once."""

    def __init__(self, served: Program, count: int) -> None:
        self.served, self.count = served, count
        self.responses = _responses(served)
        self.at_first = memory(served.site.served.process.pid)

    def print(self) -> Made:
        site = self.served.site
        site.new_round()
        for _ in range(self.count):
            self.served.nurse.get(f"{next(self.responses)}/summary.pdf")
        processor, wall = (
            1000 * sum(times) / self.count
            for times in zip(*((one.processor, one.wall) for one in site.visits), strict=True)
        )
        return Made(processor, wall, self.at_first, memory(site.served.process.pid))


def pdf(sides: Sides) -> str:
    """The section."""
    responses, count = SMALL if sides.is_quick else (RESPONSES, OF_A_ROUND)
    with sides.served_seeded(str(responses), "--even") as programs:
        printers = {side: Printer(one, count) for side, one in programs.items()}
        made: Mapping[str, Sequence[Made]] = sides.by_turns(
            "PDFs of different patients", printers, lambda one: one.print()
        )
    return SECTION.format(table=table(MADE, made))


def _responses(served: Program) -> Iterator[str]:
    """The addresses of all, a page of the list after the other."""
    for number in range(1, RESPONSES):
        listed = served.nurse.get(f"/worklist?view=all&page={number}").page.main.all("a")
        paths = dict.fromkeys(urlsplit(one.get("href")).path for one in listed)
        found = [path for path in paths if re.fullmatch(r"/responses/[^/]+", path)]
        if not found:
            return
        yield from found
