"""What is measured in one run: which checkouts, on which database, how often and how long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import click

from tests.bench.checkouts import Checkout
from tests.bench.peers import Peer, bare_stack, program
from tests.bench.table import BARE
from tests.bench.turns import Turns

Side = TypeVar("Side")
Round = TypeVar("Round")


@dataclass
class Sides:
    """The checkouts by side (now, before), and how much is asked of them."""

    checkouts: Mapping[str, Checkout]
    folder: Path
    rounds: int = 5
    seconds: float = 8
    warm_up: int = 1
    minutes: int = 20
    loads: list[float] = field(default_factory=list)

    @property
    def is_quick(self) -> bool:
        """Whether all is at its smallest: to see that it runs, not how fast."""
        return self.warm_up == 0

    def by_turns(
        self, what: str, sides: Mapping[str, Side], measure: Callable[[Side], Round]
    ) -> Mapping[str, list[Round]]:
        """Rounds of every side, with a bar that says how far it is."""
        length = (self.rounds + self.warm_up) * len(sides)
        with click.progressbar(length=length, label=f"{what:32}", file=sys.stderr) as bar:
            turns = Turns(self.warm_up, self.minutes, bar.update)
            rounds = turns.all(sides, self.rounds, measure)
        self.loads += turns.loads
        return rounds

    @contextmanager
    def served(self, *, beside_bare: bool = True) -> Generator[Mapping[str, Peer], None, None]:
        """A server of every side, each from a new clinic, and of the bare stack beside them."""
        with ExitStack() as servers, TemporaryDirectory(dir=self.folder) as folder:
            peers: dict[str, Peer] = {
                side: servers.enter_context(program(checkout, Path(folder) / side))
                for side, checkout in self.checkouts.items()
            }
            if beside_bare:
                peers[BARE] = servers.enter_context(bare_stack(Path(folder) / BARE))
            yield peers
