"""Criteria and protocols, and what they find in a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from rules.language.explanation import Fact, facts, waiting
from rules.language.logic import (
    ALWAYS,
    Absent,
    Case,
    Cause,
    Check,
    Condition,
    Open,
    Result,
    Term,
    any_of,
    checks,
    weigh,
)
from rules.language.relations import WorkingFigure
from rules.language.sources import Source


class Status(Enum):
    """Where a criterion stands in a case."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"
    NOT_APPLICABLE = "not applicable"


class Polarity(Enum):
    """What it means that a criterion is met."""

    INDICATION = "indication"  # wanted
    CONTRAINDICATION = "contraindication"  # unwanted
    RED_FLAG = "red flag"  # somebody must act, whatever the rest says
    REVIEW = "review"  # to be weighed before the procedure
    NOTE = "note"  # worth knowing, never alone a reason


class Strength(Enum):
    """How the source ranks a contraindication."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"


class Urgency(Enum):
    """How soon a red flag wants somebody."""

    EMERGENCY = "emergency now"
    SAME_DAY = "same day"
    WITHIN_24_HOURS = "within 24 hours"
    URGENT = "urgent"


@dataclass(frozen=True, eq=False, kw_only=True)
class Criterion:
    """One thing that a source wants or does not want, and what settles it.

    Between `met_when` and `not_met_when` it is *cannot tell*: a grey zone stays grey.
    """

    key: str
    says: str
    polarity: Polarity
    met_when: Condition
    not_met_when: Condition
    source: Source
    applies_when: Condition = ALWAYS
    short: str = ""
    label: str = ""  # the name that clinicians use for it: "S1"
    strength: Strength | None = None
    urgency: Urgency | None = None
    guidance: str = ""  # what the source says to do or to weigh
    grey: str = ""  # why a known case can stay open
    unsettleable_when: Condition = any_of()  # no answer settles it then: it is for the clinician
    reported: tuple[Term, ...] = ()  # shown beside, never counted: what the patient was told, say

    def conditions(self) -> tuple[Condition, ...]:
        return (self.applies_when, self.met_when, self.not_met_when, self.unsettleable_when)

    def working_figures(self) -> tuple[WorkingFigure, ...]:
        """The figures in this criterion that no source gives."""
        operands = (check.operand for part in self.conditions() for check in checks(part))
        return tuple(
            dict.fromkeys(figure for figure in operands if isinstance(figure, WorkingFigure))
        )

    def questions(self) -> tuple[Term, ...]:
        """Every question that this criterion turns on or shows."""
        read = (
            term
            for part in self.conditions()
            for check in checks(part)
            for term in check.term.reads()
        )
        return tuple(
            dict.fromkeys((*read, *(term for shown in self.reported for term in shown.reads())))
        )


@dataclass(frozen=True, eq=False)
class Protocol:
    """Criteria from one published source, or on one subject."""

    key: str
    title: str
    edition: str
    summary: str
    source: Source
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Finding:
    """A criterion in a case: where it stands, what settled it, and what it waits for."""

    criterion: Criterion
    status: Status
    because: tuple[Fact, ...]
    waiting_for: tuple[Open, ...] = ()
    reported: tuple[Fact, ...] = ()
    figures: Mapping[WorkingFigure, object] = field(default_factory=dict)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why it cannot be told, each cause once."""
        return tuple(dict.fromkeys(missing.cause for missing in self.waiting_for))


@dataclass(frozen=True)
class Assessment:
    """What a protocol finds in a case, on the case's day."""

    protocol: Protocol
    on: date
    findings: tuple[Finding, ...]

    @property
    def overall(self) -> Status:
        """Of the indications alone. Contraindications and red flags stand apart, and first."""
        return overall(
            finding.status
            for finding in self.findings
            if finding.criterion.polarity is Polarity.INDICATION
        )

    def of(self, polarity: Polarity, *statuses: Status) -> tuple[Finding, ...]:
        """The findings of one polarity, in the protocol's order; of some statuses only, if named."""
        return tuple(
            finding
            for finding in self.findings
            if finding.criterion.polarity is polarity
            and (not statuses or finding.status in statuses)
        )


def assess(protocol: Protocol, case: Case) -> Assessment:
    """Every criterion of a protocol in a case. Pure: the day and the figures come with the case."""
    return Assessment(
        protocol, case.on, tuple(find(criterion, case) for criterion in protocol.criteria)
    )


def overall(statuses: Iterable[Status]) -> Status:
    """Not met if any is; else cannot tell if any cannot; else met; not applicable where none applies."""
    found = set(statuses) - {Status.NOT_APPLICABLE}
    for status in (Status.NOT_MET, Status.CANNOT_TELL, Status.MET):
        if status in found:
            return status
    return Status.NOT_APPLICABLE


def find(criterion: Criterion, case: Case) -> Finding:
    """One criterion in a case."""
    applies = weigh(criterion.applies_when, case)
    if applies.truth is not True:
        status = Status.NOT_APPLICABLE if applies.truth is False else Status.CANNOT_TELL
        return _finding(criterion, case, status, [applies])
    for status, condition in (
        (Status.MET, criterion.met_when),
        (Status.NOT_MET, criterion.not_met_when),
    ):
        result = weigh(condition, case)
        if result.truth:
            return _finding(criterion, case, status, [result])
    return _finding(criterion, case, Status.CANNOT_TELL, _undecided(criterion, case))


def _undecided(criterion: Criterion, case: Case) -> list[Result]:
    results = [weigh(criterion.met_when, case), weigh(criterion.not_met_when, case)]
    return [result for result in results if result.truth is None] or results


def _finding(criterion: Criterion, case: Case, status: Status, results: list[Result]) -> Finding:
    settled_by = tuple(dict.fromkeys(check for result in results for check in result.because))
    waiting_for = _waiting_for(criterion, case, settled_by) if status is Status.CANNOT_TELL else ()
    return Finding(
        criterion,
        status,
        facts(settled_by, case),
        waiting_for,
        tuple(fact for term in criterion.reported for fact in facts_of(term, case)),
        {
            figure: case.figures.get(figure.key, figure.value)
            for figure in criterion.working_figures()
        },
    )


def _waiting_for(
    criterion: Criterion, case: Case, undecided: tuple[Check, ...]
) -> tuple[Open, ...]:
    for_clinician = tuple(
        Open(term, Cause.FOR_CLINICIAN) for term in dict.fromkeys(check.term for check in undecided)
    )
    if weigh(criterion.unsettleable_when, case).truth:
        return for_clinician
    return waiting(undecided, case) or for_clinician


def facts_of(term: Term, case: Case) -> tuple[Fact, ...]:
    """A term's value as a fact, unless other answers made it needless."""
    value = term.value(case)
    return () if value is Absent.NOT_ASKED else (Fact.of(term, case),)
