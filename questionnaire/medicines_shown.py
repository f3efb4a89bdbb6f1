"""Opioids with what they add to the day's morphine, and blood thinners with their holding times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.said import source_line
from rules.medicines import ANTITHROMBOTICS
from rules.morphine import DailyTotal, Line, TotalStatus


@dataclass(frozen=True)
class MorphineRow:
    """One medicine of the daily total; `morphine` says why where it is not in it."""

    name: str
    dose: str
    factor: str
    morphine: str


@dataclass(frozen=True)
class Thinner:
    """A medicine that slows clotting, with the holding time that its source gives."""

    name: str
    holding: str
    source: str


def said_total(total: DailyTotal) -> str:
    """The morphine that all opioids equal in a day. Never 0 for what is not known."""
    match total.status:
        case TotalStatus.EXACT:
            return f"{_plain(total.milligrams)} mg a day"
        case TotalStatus.AT_LEAST:
            return f"at least {_plain(total.milligrams)} mg a day"
        case TotalStatus.NOT_CALCULATED:
            return "not calculated"
        case TotalStatus.UNKNOWN:
            return "not known: the pain medicines are not answered"


def morphine_rows(total: DailyTotal) -> tuple[MorphineRow, ...]:
    """What the total is made of, and what it leaves out."""
    return tuple(_row(line) for line in total.lines)


def _row(line: Line) -> MorphineRow:
    read_as = line.ingredient if line.sure else f"read as {line.ingredient}: confirm"
    same = line.ingredient.casefold() == line.name.casefold() and line.sure
    name = line.name if same or not line.ingredient else f"{line.name} ({read_as})"
    dose = f"{_plain(line.dose)} {line.unit}".strip()
    why_not = (line.why or "not calculated").rstrip(".")
    return MorphineRow(name, dose, _plain(line.factor), _plain(line.morphine) or why_not)


def thinners(chosen: Iterable[str]) -> tuple[Thinner, ...]:
    """The blood thinners chosen, as their source has them."""
    agents = {agent.key: agent for agent in ANTITHROMBOTICS}
    return tuple(
        Thinner(agents[key].name, agents[key].holding, source_line(agents[key].source))
        for key in chosen
        if key in agents
    )


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"
