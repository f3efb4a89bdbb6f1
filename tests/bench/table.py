"""Figures of every side, and how they compare, as one table of Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Generic, TypeVar

Round = TypeVar("Round")
NOW, BARE, BEFORE = "now", "bare", "before"
NAMES = {NOW: "now", BARE: "bare stack", BEFORE: "before"}


@dataclass(frozen=True)
class Figure(Generic[Round]):
    """One line: what is looked at, what it should be, and how it is had from a round."""

    what: str
    aim: str
    of: Callable[[Round], float]
    digits: int = 1


def table(figures: Sequence[Figure[Round]], rounds: Mapping[str, Sequence[Round]]) -> str:
    """A line for each figure: the middle round, (the least – the most), and ratios of rounds side by side."""
    return "\n".join([head(rounds), *(line(one, rounds) for one in figures)])


def head(rounds: Mapping[str, object]) -> str:
    """The head of a table with a column for each side."""
    columns = [f"{NAMES[side]} | now ÷ {NAMES[side]}" for side in _others(rounds)]
    titles = " | ".join(["| | aim | now", *columns]) + " |"
    return f"{titles}\n|---|---|---:|{'---:|---:|' * len(columns)}"


def line(figure: Figure[Round], rounds: Mapping[str, Sequence[Round]]) -> str:
    """One line of it."""
    of = {side: [figure.of(one) for one in measured] for side, measured in rounds.items()}
    compared = [
        f"{middle(of[side], figure.digits)} | {ratio(of[NOW], of[side])}"
        for side in _others(rounds)
    ]
    cells = [figure.what, figure.aim or "–", middle(of[NOW], figure.digits), *compared]
    return f"| {' | '.join(cells)} |"


def _others(rounds: Mapping[str, object]) -> list[str]:
    return [side for side in NAMES if side in rounds and side != NOW]


def middle(values: Sequence[float], digits: int) -> str:
    """The middle one, and between which they lie."""
    least, most = min(values), max(values)
    return f"{median(values):,.{digits}f} ({least:,.{digits}f} – {most:,.{digits}f})"


def ratio(now: Sequence[float], other: Sequence[float]) -> str:
    """Of rounds right beside each other: the middle one, and between which they lie."""
    ratios = sorted(one / beside for one, beside in zip(now, other, strict=True) if beside)
    if not ratios:
        return "–"
    return f"**{median(ratios):.2f}** ({ratios[0]:.2f} – {ratios[-1]:.2f})"
