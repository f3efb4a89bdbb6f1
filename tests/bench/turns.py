"""Sides are measured by turns, so that what else the machine does falls on all alike."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Generic, TypeVar

Side = TypeVar("Side")
Round = TypeVar("Round")


@dataclass(frozen=True)
class Both(Generic[Round]):
    """The rounds of two sides: each of one was taken right beside the same of the other."""

    before: list[Round] = field(default_factory=list)
    after: list[Round] = field(default_factory=list)

    def compared(
        self,
        figure: Callable[[Round], float],
        digits: int = 1,
        of_all: Callable[[list[float]], float] = median,
    ) -> str:
        """One figure for each side, and the ratios of all pairs: least, middle, most."""
        old, new = ([figure(one) for one in rounds] for rounds in (self.before, self.after))
        ratios = sorted(after / before for before, after in zip(old, new, strict=True))
        sides = f"{of_all(old):,.{digits}f} | {of_all(new):,.{digits}f}"
        return f"{sides} | {ratios[0]:.2f} – **{median(ratios):.2f}** – {ratios[-1]:.2f}"


class Turns:
    """Gives turns until time is over, tells a bar, and remembers how loaded the machine was."""

    def __init__(self, warm_up: int, minutes: float, step: Callable[[int], None]) -> None:
        self.warm_up = warm_up
        self.ends = time.monotonic() + 60 * minutes
        self.step = step
        self.loads: list[float] = []

    def all(
        self, sides: Mapping[str, Side], count: int, measure: Callable[[Side], Round]
    ) -> Mapping[str, list[Round]]:
        """One after the other, then the other way round, and so on. Each once at least.

        What warms up is not counted.
        """
        rounds: dict[str, list[Round]] = {side: [] for side in sides}
        for number in range(-self.warm_up, count):
            if number > 0 and time.monotonic() > self.ends:
                break
            for side in sides if number % 2 == 0 else reversed(list(sides)):
                self.loads.append(os.getloadavg()[0])
                measured = measure(sides[side])
                self.step(1)
                if number >= 0:
                    rounds[side].append(measured)
        return rounds

    def both(
        self, sides: Mapping[str, Side], count: int, measure: Callable[[Side], Round]
    ) -> Both[Round]:
        """The same of two that are called so."""
        return Both(**self.all(sides, count, measure))

    @property
    def load(self) -> str:
        return load_of(self.loads)


def load_of(loads: Sequence[float]) -> str:
    """How loaded the machine was: least, middle, most."""
    return f"{min(loads):.1f} – {median(loads):.1f} – {max(loads):.1f} on {os.cpu_count()} cores"
