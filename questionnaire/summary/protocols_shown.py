"""Protocols side by side, the one that leads in full; and where a patient stands against the trials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questionnaire.responses.results import Results
from questionnaire.summary.findings_shown import FindingRow, rows_of
from questionnaire.summary.said import OVERALL, source_line
from rules.language.criteria.criteria import Polarity, Status
from rules.language.findings.entry_fit import TrialFit, trial_fit
from rules.language.findings.findings import Assessment, Finding

IN_ORDER = (Status.MET, Status.NOT_MET, Status.CANNOT_TELL, Status.NOT_APPLICABLE)
WHATEVER = "Whatever the open answers are, they lead to the same."


@dataclass(frozen=True)
class ProtocolShown:
    """Where a patient stands by one protocol. `pathway` stands in place of the verdict, if any."""

    key: str
    title: str
    short: str
    heading: str  # what the verdict is of, by name
    only_for: str  # of whom alone it speaks, where that is a kind of patient
    source: str
    status: Status
    overall: str
    pathway: str
    counts: str
    whatever: str  # why it is settled though some of its criteria are open
    rows: tuple[FindingRow, ...]

    @property
    def says(self) -> str:
        """What heads it: that the source does not speak of such patients, else the verdict."""
        return self.pathway or f"{self.heading}: {self.overall}"

    @property
    def applies(self) -> bool:
        """Whether any of its criteria speaks of this patient."""
        return self.status is not Status.NOT_APPLICABLE


def protocols_shown(results: Results) -> tuple[ProtocolShown, ...]:
    """Every chosen protocol that comes to a verdict, the leading one first."""
    return tuple(_shown(one) for one in results.verdicts)


def _shown(assessment: Assessment) -> ProtocolShown:
    protocol, findings = assessment.protocol, assessment.of(Polarity.INDICATION)
    return ProtocolShown(
        key=protocol.key,
        title=protocol.title,
        short=protocol.short or protocol.title,
        heading=protocol.asks,
        only_for=protocol.only_for,
        source=source_line(protocol.source),
        status=assessment.overall,
        overall=OVERALL[assessment.overall],
        pathway=assessment.pathway,
        whatever=WHATEVER if assessment.is_whatever_is_answered else "",
        counts=_counts([finding.status for finding in findings]),
        rows=rows_of(assessment.findings),
    )


def _counts(statuses: Sequence[Status]) -> str:
    """How many stand how: "5 met, 1 cannot tell"."""
    found = Counter(statuses)
    return ", ".join(f"{found[one]} {one.value}" for one in IN_ORDER if found[one])


@dataclass(frozen=True)
class TrialShown:
    """One trial: on which of its entry figures the patient is like those it took, and on which not."""

    trial: str
    like: tuple[str, ...]
    unlike: tuple[str, ...]
    not_known: tuple[str, ...]


def trials_shown(results: Results) -> tuple[TrialShown, ...]:
    """Every trial, where the clinic chose to see them."""
    return tuple(_trial(fit) for assessment in results.chosen for fit in trial_fit(assessment))


def _trial(fit: TrialFit) -> TrialShown:
    return TrialShown(
        fit.trial, _entries(fit.inside), _with_facts(fit.outside), _entries(fit.unknown)
    )


def _entries(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(_entry(finding) for finding in findings)


def _with_facts(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What sets the patient apart is said with the patient's own."""
    return tuple(
        f"{_entry(finding)} ({', '.join(fact.said for fact in finding.because)})"
        for finding in findings
    )


def _entry(finding: Finding) -> str:
    criterion = finding.criterion
    return criterion.says.removeprefix(f"{criterion.label}: ").rstrip(".")
