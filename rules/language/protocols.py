"""Criteria and protocols, and what they find in a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property, partial
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from rules.language.explanation import Fact, asked_facts, facts, waiting
from rules.language.logic import (
    ALWAYS,
    NEVER,
    Case,
    Cause,
    Check,
    Condition,
    Not,
    Open,
    Result,
    Term,
    checks,
    limit,
    weigh,
)
from rules.language.questions.question import Question
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
    LIMIT = "limit"  # of a blood result: kept, or not
    CONFLICT = "conflict"  # two answers disagree: raised for the clinician, never decided
    NOTE = "note"  # worth knowing, never alone a reason
    ENTRY = "entry figure"  # a trial's: who was studied, which is information and no verdict


class Strength(Enum):
    """How the source ranks a contraindication."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    LISTED = "listed"  # on a list that does not split absolute from relative


class Urgency(Enum):
    """How soon a red flag wants somebody."""

    EMERGENCY = "emergency now"
    SAME_DAY = "same day"
    WITHIN_24_HOURS = "within 24 hours"
    URGENT = "urgent"


# To ask the class for a member takes many times as long.
MET, NOT_MET, CANNOT_TELL, NOT_APPLICABLE = Status
OF_TRUTH = {True: MET, False: NOT_MET, None: CANNOT_TELL}


@dataclass(frozen=True)
class Rank:
    """How one published list ranks a contraindication; lists do not agree."""

    source: Source
    strength: Strength
    name: str = ""  # what clinicians call the list: "SIR"
    words: str = ""  # how the list puts it, where it means something a little different


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
    ranks: tuple[Rank, ...] = ()  # how each list that has it ranks it
    urgency: Urgency | None = None
    guidance: str = ""  # what the source says to do or to weigh
    grey: str = ""  # why a known case can stay open
    unsettleable_when: Condition = NEVER  # no answer settles it then: it is for the clinician
    conflicting_when: Condition = NEVER  # answers that it turns on contradict each other then
    reported: tuple[Term, ...] = ()  # shown beside, never counted: what the patient was told, say

    def conditions(self) -> tuple[Condition, ...]:
        return (
            self.applies_when,
            self.met_when,
            self.not_met_when,
            self.unsettleable_when,
            self.conflicting_when,
        )

    @property
    def lists_disagree(self) -> bool:
        """Whether one list calls it absolute and another relative."""
        return {Strength.ABSOLUTE, Strength.RELATIVE} <= {rank.strength for rank in self.ranks}

    def working_figures(self) -> tuple[WorkingFigure, ...]:
        """The figures in this criterion that no source gives, windows of what it reads included."""
        return self._working_figures

    @cached_property
    def _working_figures(self) -> tuple[WorkingFigure, ...]:
        every = [check for part in self.conditions() for check in checks(part)]
        read = (term for check in every for term in check.term.reads())
        used = (
            *(check.operand for check in every),
            *(term.window for term in read if isinstance(term, Question)),
        )
        return tuple(dict.fromkeys(figure for figure in used if isinstance(figure, WorkingFigure)))

    @cached_property
    def is_either_or(self) -> bool:
        """Whether not met is the plain opposite of met, so that nothing known is grey."""
        return isinstance(self.not_met_when, Not) and self.not_met_when.part is self.met_when

    @cached_property
    def shipped_figures(self) -> Mapping[WorkingFigure, Decimal]:
        """What those figures are where a clinic sets none."""
        figures = self.working_figures()
        return MappingProxyType({one: one.value for one in figures if one.value is not None})

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


@dataclass(frozen=True, eq=False, kw_only=True)
class Protocol:
    """Criteria from one published source, or on one subject.

    `pathway` heads it wherever it shows while `pathway_when` holds: the source does not speak of
    such patients, which is never a refusal.
    """

    key: str
    title: str
    short: str
    edition: str
    summary: str
    source: Source
    criteria: tuple[Criterion, ...]
    pathway_when: Condition = NEVER
    pathway: str = ""


class Finding(NamedTuple):
    """A criterion in a case: where it stands, what settled it, and what it waits for."""

    criterion: Criterion
    status: Status
    because: tuple[Fact, ...]
    waiting_for: tuple[Open, ...] = ()
    reported: tuple[Fact, ...] = ()
    figures: Mapping[WorkingFigure, Decimal] = MappingProxyType({})

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why it cannot be told, each cause once."""
        return tuple(dict.fromkeys(missing.cause for missing in self.waiting_for))


# Called by its own name, it takes several times as long to make.
_new_finding = partial(tuple.__new__, Finding)


@dataclass(frozen=True)
class Assessment:
    """What a protocol finds in a case, on the case's day."""

    protocol: Protocol
    on: date
    findings: tuple[Finding, ...]
    pathway: str = ""  # the heading where this source does not speak of such patients

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
    elsewhere = weigh(protocol.pathway_when, case).truth is True
    return Assessment(
        protocol,
        case.on,
        tuple([find(criterion, case) for criterion in protocol.criteria]),
        protocol.pathway if elsewhere else "",
    )


def by_key(protocols: Iterable[Protocol]) -> Mapping[str, Protocol]:
    """Protocols by their keys."""
    return {protocol.key: protocol for protocol in protocols}


def overall(statuses: Iterable[Status]) -> Status:
    """Not met if any is; else cannot tell if any cannot; else met; not applicable where none applies."""
    found = set(statuses) - {Status.NOT_APPLICABLE}
    for status in (Status.NOT_MET, Status.CANNOT_TELL, Status.MET):
        if status in found:
            return status
    return Status.NOT_APPLICABLE


APPLIES = Result(True, ())


def find(criterion: Criterion, case: Case) -> Finding:
    """One criterion in a case."""
    applies = APPLIES if criterion.applies_when is ALWAYS else weigh(criterion.applies_when, case)
    if applies.truth is not True:
        status = NOT_APPLICABLE if applies.truth is False else CANNOT_TELL
        return _finding(criterion, case, status, applies.because)
    met = weigh(criterion.met_when, case)
    if met.truth or (criterion.is_either_or and met.truth is False):
        return _finding(criterion, case, OF_TRUTH[met.truth], met.because + applies.because)
    not_met = weigh(criterion.not_met_when, case)
    if not_met.truth:
        return _finding(criterion, case, NOT_MET, not_met.because + applies.because)
    return _finding(criterion, case, CANNOT_TELL, _undecided(met, not_met))


def _undecided(met: Result, not_met: Result) -> tuple[Check, ...]:
    if met.because is not_met.because:
        return met.because
    results = [result for result in (met, not_met) if result.truth is None] or [met, not_met]
    return tuple(dict.fromkeys(chain(*[result.because for result in results])))


def _finding(
    criterion: Criterion, case: Case, status: Status, settled_by: tuple[Check, ...]
) -> Finding:
    waiting_for = _waiting_for(criterion, case, settled_by) if status is CANNOT_TELL else ()
    because = facts(settled_by, case)
    reported = asked_facts(criterion.reported, case) if criterion.reported else ()
    figures = _figures_used(criterion, case) if case.figures else criterion.shipped_figures
    return _new_finding((criterion, status, because, waiting_for, reported, figures))


def _figures_used(criterion: Criterion, case: Case) -> Mapping[WorkingFigure, Decimal]:
    """The figures that counted; a limit that nobody set did not."""
    figures = [(figure, limit(figure, case)) for figure in criterion.working_figures()]
    return {figure: value for figure, value in figures if isinstance(value, Decimal)}


def _waiting_for(
    criterion: Criterion, case: Case, undecided: tuple[Check, ...]
) -> tuple[Open, ...]:
    if _holds(criterion.conflicting_when, case):
        contradicting = checks(criterion.conflicting_when)
        return _all_open(contradicting, Cause.CONFLICTING)
    missing = () if _holds(criterion.unsettleable_when, case) else waiting(undecided, case)
    return missing or _all_open(undecided, Cause.FOR_CLINICIAN)


def _holds(condition: Condition, case: Case) -> bool:
    return condition is not NEVER and weigh(condition, case).truth is True


def _all_open(parts: Iterable[Check], cause: Cause) -> tuple[Open, ...]:
    return tuple(Open(term, cause) for term in dict.fromkeys(check.term for check in parts))
