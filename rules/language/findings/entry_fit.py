"""On which side of each of the trials' entry figures a patient stands."""

from __future__ import annotations

from dataclasses import dataclass

from rules.language.criteria.criteria import Polarity, Status
from rules.language.findings.findings import Assessment, Finding


@dataclass(frozen=True)
class TrialFit:
    """Where a patient stands against one trial's entry figures. Information, never a status."""

    trial: str
    inside: tuple[Finding, ...]
    outside: tuple[Finding, ...]
    unknown: tuple[Finding, ...]


def trial_fit(assessment: Assessment) -> tuple[TrialFit, ...]:
    """What an assessment says of each trial, in the protocol's order; nothing without entry figures."""
    entries = assessment.of(Polarity.ENTRY)
    trials = dict.fromkeys(finding.criterion.label for finding in entries)
    return tuple(
        _fit(trial, [finding for finding in entries if finding.criterion.label == trial])
        for trial in trials
    )


def _fit(trial: str, findings: list[Finding]) -> TrialFit:
    def standing(status: Status) -> tuple[Finding, ...]:
        return tuple(finding for finding in findings if finding.status is status)

    return TrialFit(
        trial, standing(Status.MET), standing(Status.NOT_MET), standing(Status.CANNOT_TELL)
    )
