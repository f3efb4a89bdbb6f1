"""Whom trials took: their entry figures as criteria."""

from __future__ import annotations

from dataclasses import dataclass

from rules.language.criteria.criteria import Criterion, Polarity
from rules.language.criteria.sources import Source
from rules.language.logic.conditions import Condition, not_


@dataclass(frozen=True, eq=False)
class EntryFigure:
    """Whom a trial took, in one respect: "age 50 or more".

    `outside_when` is given where being outside takes more than the opposite; `source` where it is
    not the trial's own.
    """

    part: str
    says: str
    when: Condition
    outside_when: Condition | None = None
    guidance: str = ""
    grey: str = ""
    source: Source | None = None


def entry_figures(
    key: str, trial: str, source: Source, *entries: EntryFigure
) -> tuple[Criterion, ...]:
    """A trial's figures as criteria, under its name. Not met: its results speak of others."""
    return tuple(_criterion(key, trial, entry.source or source, entry) for entry in entries)


def _criterion(key: str, trial: str, source: Source, entry: EntryFigure) -> Criterion:
    outside = not_(entry.when) if entry.outside_when is None else entry.outside_when
    return Criterion(
        key=f"{key}_{entry.part}",
        label=trial,
        short=entry.says[0].upper() + entry.says[1:],
        says=f"{trial}: {entry.says}.",
        polarity=Polarity.ENTRY,
        met_when=entry.when,
        not_met_when=outside,
        source=source,
        guidance=entry.guidance,
        grey=entry.grey,
    )
