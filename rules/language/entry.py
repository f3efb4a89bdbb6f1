"""Whom trials took: their entry figures as criteria, and on which side of each a patient stands."""

from __future__ import annotations

from dataclasses import dataclass

from rules.language.findings import Assessment, Finding
from rules.language.logic import Condition, not_
from rules.language.protocols import Criterion, Polarity, Status
from rules.language.sources import Source


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


@dataclass(frozen=True)
class TrialFit:
    """Where a patient stands against one trial's entry figures. Information, never a status."""

    trial: str
    inside: tuple[Finding, ...]
    outside: tuple[Finding, ...]
    unknown: tuple[Finding, ...]


def entry_figures(
    key: str, trial: str, source: Source, *figures: EntryFigure
) -> tuple[Criterion, ...]:
    """A trial's figures as criteria, under its name. Not met: its results speak of others."""
    return tuple(_criterion(key, trial, figure.source or source, figure) for figure in figures)


def trial_fit(assessment: Assessment) -> tuple[TrialFit, ...]:
    """What an assessment says of each trial, in the protocol's order; nothing without entry figures."""
    entries = assessment.of(Polarity.ENTRY)
    trials = dict.fromkeys(finding.criterion.label for finding in entries)
    return tuple(
        _fit(trial, [finding for finding in entries if finding.criterion.label == trial])
        for trial in trials
    )


def _criterion(key: str, trial: str, source: Source, figure: EntryFigure) -> Criterion:
    outside = not_(figure.when) if figure.outside_when is None else figure.outside_when
    return Criterion(
        key=f"{key}_{figure.part}",
        label=trial,
        short=figure.says[0].upper() + figure.says[1:],
        says=f"{trial}: {figure.says}.",
        polarity=Polarity.ENTRY,
        met_when=figure.when,
        not_met_when=outside,
        source=source,
        guidance=figure.guidance,
        grey=figure.grey,
    )


def _fit(trial: str, findings: list[Finding]) -> TrialFit:
    def standing(status: Status) -> tuple[Finding, ...]:
        return tuple(finding for finding in findings if finding.status is status)

    return TrialFit(
        trial, standing(Status.MET), standing(Status.NOT_MET), standing(Status.CANNOT_TELL)
    )
