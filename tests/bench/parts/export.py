"""What the export of a range costs, how soon it begins, and how others fare meanwhile."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from tests.bench.checkouts import memory
from tests.bench.keep_alive import KeepAlive
from tests.bench.load import at
from tests.bench.peers import Program
from tests.bench.sides import Sides
from tests.bench.table import Figure, table

RESPONSES, SMALL = "400", "6"
ALONE_SECONDS = 4.0
PAUSE_SECONDS = 0.02
DAYS = 180  # before and after today
SECTION = """\
All responses of a seeded clinic, each with all its answers, as one spreadsheet, while another visitor
fetches the front door again and again. {rows:,} rows.

{table}"""


@dataclass(frozen=True)
class Exported:
    """One export: seconds by the clock unless said otherwise, megabytes, and others' waiting."""

    rows: int
    first_byte: float
    whole: float
    processor: float
    grown: float
    alone: list[float]
    meanwhile: list[float]


EXPORTED = (
    Figure[Exported](
        "A row, processor time, ms", "≤ 3", lambda one: 1000 * one.processor / one.rows, 2
    ),
    Figure[Exported]("First byte after, s", "< 0.2", lambda one: one.first_byte, 2),
    Figure[Exported]("The whole after, s", "", lambda one: one.whole, 2),
    Figure[Exported]("Memory grown by, MB", "flat", lambda one: one.grown, 0),
    Figure[Exported]("Another's p99 alone, ms", "", lambda one: at(99, one.alone)),
    Figure[Exported]("Another's p99 meanwhile, ms", "", lambda one: at(99, one.meanwhile)),
    Figure[Exported](
        "Another's p99, meanwhile ÷ alone",
        "≤ 2",
        lambda one: at(99, one.meanwhile) / at(99, one.alone),
    ),
)


class Visitor:
    """Fetches the front door again and again beside what is measured."""

    def __init__(self, served: Program) -> None:
        self.site = served.site.served
        self.browser = KeepAlive(self.site.port)
        self.most = 0.0

    @contextmanager
    def beside(self) -> Generator[list[float], None, None]:
        """Seconds of each visit; the most memory that was seen is kept."""
        waited: list[float] = []
        over = Event()
        thread = Thread(target=self._visit, args=(waited, over))
        thread.start()
        try:
            yield waited
        finally:
            over.set()
            thread.join()

    def _visit(self, waited: list[float], over: Event) -> None:
        self.most = 0.0
        while not over.wait(PAUSE_SECONDS):
            began = time.perf_counter()
            self.browser.get("/")
            waited.append(time.perf_counter() - began)
            self.most = max(self.most, memory(self.site.process.pid))


def export(sides: Sides) -> str:
    """The section."""
    with sides.served_seeded(SMALL if sides.is_quick else RESPONSES, "--open", "1") as programs:
        seconds = 0.1 if sides.is_quick else ALONE_SECONDS
        rounds = sides.by_turns("exports of a range", programs, lambda one: _exported(one, seconds))
    rows = next(iter(rounds.values()))[0].rows
    return SECTION.format(rows=rows, table=table(EXPORTED, rounds))


def _exported(served: Program, seconds: float) -> Exported:
    today = datetime.now(tz=UTC).date()
    first, last = (today + timedelta(days=days) for days in (-DAYS, DAYS))
    visitor = Visitor(served)
    with visitor.beside() as alone:
        time.sleep(seconds)
    had, used, began = visitor.most, served.site.processor(), time.perf_counter()
    with visitor.beside() as meanwhile:
        address = f"/export/responses.csv?first={first}&last={last}"
        first_byte, content = served.nurse.browser.streamed(address)
        ended = time.perf_counter() - began
    return Exported(
        rows=content.count(b"\n") - 1, first_byte=first_byte, whole=ended,
        processor=served.site.processor() - used, grown=max(0.0, visitor.most - had),
        alone=alone, meanwhile=meanwhile,
    )  # fmt: skip
