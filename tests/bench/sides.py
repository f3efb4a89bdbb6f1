"""What is measured in one run: which checkouts, how often and how long, and the servers of all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import click

from tests.bench.checkouts import Checkout
from tests.bench.clinics import Clinics, FileClinic, databases_of
from tests.bench.peers import Peer, Program, bare_stack, program
from tests.bench.table import BARE, BEFORE, NOW
from tests.bench.turns import Turns

Side = TypeVar("Side")
Round = TypeVar("Round")


@dataclass
class Sides:
    """The checkouts by side (now, before), and how much is asked of them."""

    checkouts: Mapping[str, Checkout]
    clinics: Clinics
    rounds: int = 5
    seconds: float = 8
    warm_up: int = 1
    minutes: int = 20
    most: int = 500_000  # responses of the largest clinic that is made
    database: str = "sqlite"
    loads: list[float] = field(default_factory=list)

    @property
    def is_quick(self) -> bool:
        """Whether all is at its smallest: to see that it runs, not how fast."""
        return self.warm_up == 0

    @property
    def said(self) -> str:
        """How much was asked for, as the command is told it."""
        beside = "--before BEFORE " if BEFORE in self.checkouts else ""
        asked = f"--rounds {self.rounds} --seconds {self.seconds} --database {self.database}"
        return " ".join([f"{beside}{asked}", *self.checkouts[NOW].options])

    def at_its_smallest(self) -> Sides:
        """One round of everything, as short as can be."""
        return replace(self, rounds=1, seconds=0.1, warm_up=0)

    def by_turns(
        self, what: str, sides: Mapping[str, Side], measure: Callable[[Side], Round]
    ) -> Mapping[str, list[Round]]:
        """Rounds of every side, with a bar that says how far it is."""
        length = (self.rounds + self.warm_up) * len(sides)
        with click.progressbar(length=length, label=f"{what:40}", file=sys.stderr) as bar:
            turns = Turns(self.warm_up, self.minutes, bar.update)
            rounds = turns.all(sides, self.rounds, measure)
        self.loads += turns.loads
        return rounds

    @contextmanager
    def served(self) -> Generator[Mapping[str, Program], None, None]:
        """A server of every checkout, each from a new clinic of its own."""
        with ExitStack() as running, TemporaryDirectory() as folder:
            databases = running.enter_context(databases_of(self.database))
            yield {
                side: running.enter_context(
                    program(checkout, Path(folder) / side, databases.clinic(checkout))
                )
                for side, checkout in self.checkouts.items()
            }

    @contextmanager
    def beside_bare(self) -> Generator[Mapping[str, Peer], None, None]:
        """The same, and a server of the bare stack."""
        with (
            self.served() as programs,
            TemporaryDirectory() as folder,
            databases_of(self.database) as databases,
            bare_stack(Path(folder), databases.new()) as bare,
        ):
            yield {**programs, BARE: bare}

    @contextmanager
    def copies(
        self, responses: str, *words: str
    ) -> Generator[Mapping[str, FileClinic], None, None]:
        """A seeded clinic for every checkout."""
        seeded = self.clinics.seeded(responses, *words)
        with TemporaryDirectory() as folder:
            yield {
                side: _copied(seeded, Path(folder) / side, checkout)
                for side, checkout in self.checkouts.items()
            }

    @contextmanager
    def served_seeded(
        self, responses: str, *words: str
    ) -> Generator[Mapping[str, Program], None, None]:
        """A server of every checkout, with a seeded clinic."""
        with ExitStack() as servers, self.copies(responses, *words) as clinics:
            yield {
                side: servers.enter_context(
                    program(checkout, clinics[side].file.parent, clinics[side].settings)
                )
                for side, checkout in self.checkouts.items()
            }


def _copied(seeded: FileClinic, into: Path, checkout: Checkout) -> FileClinic:
    copied = seeded.copied(into)
    copied.like(checkout)
    return copied
