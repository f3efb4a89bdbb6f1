"""Where a patient stands against the trials: a line a trial, in words that pass no verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questionnaire.results import Results
from rules.language.entry import TrialFit, trial_fit
from rules.language.findings import Finding


@dataclass(frozen=True)
class TrialShown:
    """One trial: on which of its entry figures the patient is like those it took, and on which not."""

    trial: str
    like: tuple[str, ...]
    unlike: tuple[str, ...]
    not_known: tuple[str, ...]


def trials_shown(results: Results) -> tuple[TrialShown, ...]:
    """Every trial, where the clinic chose to see them."""
    return tuple(_shown(fit) for assessment in results.chosen for fit in trial_fit(assessment))


def _shown(fit: TrialFit) -> TrialShown:
    return TrialShown(
        fit.trial, _figures(fit.inside), _with_facts(fit.outside), _figures(fit.unknown)
    )


def _figures(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(_figure(finding) for finding in findings)


def _with_facts(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What sets the patient apart is said with the patient's own."""
    return tuple(
        f"{_figure(finding)} ({', '.join(fact.said for fact in finding.because)})"
        for finding in findings
    )


def _figure(finding: Finding) -> str:
    criterion = finding.criterion
    return criterion.says.removeprefix(f"{criterion.label}: ").rstrip(".")
