"""What criteria and protocols find in a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple

from rules.language.criteria.criteria import (
    CANNOT_TELL,
    Criterion,
    Polarity,
    Protocol,
    Status,
)
from rules.language.diagrams.single_end import single_end
from rules.language.diagrams.so_far import undone_by
from rules.language.findings.explanation import Fact, asked_facts, facts, waiting
from rules.language.findings.settled import SettledAs, all_settled, settled
from rules.language.logic.case import Case
from rules.language.logic.conditions import (
    NEVER,
    Cause,
    Check,
    Condition,
    Open,
    Term,
)
from rules.language.logic.relations import WorkingFigure
from rules.language.logic.weighing import limit, weigh


class Finding(NamedTuple):
    """A criterion in a case: where it stands, what settled it, and what it waits for."""

    criterion: Criterion
    status: Status
    because: tuple[Fact, ...]
    waiting_for: tuple[Open, ...] = ()
    reported: tuple[Fact, ...] = ()
    figures: Mapping[WorkingFigure, Decimal] = MappingProxyType({})
    so_far: tuple[Open, ...] = ()  # what can still come in and undo a status that is settled

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
    case: Case = field(repr=False, compare=False)
    pathway: str = ""  # the heading where this source does not speak of such patients

    @cached_property
    def overall(self) -> Status:
        """Of the indications alone. Contraindications and red flags stand apart, and first."""
        return overall_in(self._standing, self.case)

    @property
    def by_criteria(self) -> Status:
        """What the indications come to as they stand, whatever their open answers lead to."""
        return overall(self._standing.values())

    @property
    def is_whatever_is_answered(self) -> bool:
        """Whether criteria are open, and all that they wait for leads to the same overall."""
        return self.overall is not self.by_criteria

    @cached_property
    def _standing(self) -> Mapping[Criterion, Status]:
        kind = Polarity.INDICATION
        return {one[0]: one[1] for one in self.findings if one[0].polarity is kind}

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
    elsewhere = _holds(protocol.pathway_when, case)
    found = zip(protocol.criteria, _found(protocol, case), strict=True)
    return Assessment(
        protocol,
        case.on,
        tuple([_finding(criterion, one, case) for criterion, one in found]),
        case,
        protocol.pathway if elsewhere else "",
    )


def _found(protocol: Protocol, case: Case) -> Sequence[SettledAs]:
    try:
        return _written(protocol)(case)
    # Written as one, they fail as one: what failed is for each by itself to say, if it looks there.
    except Exception:  # noqa: BLE001
        return [_alone(criterion, case) for criterion in protocol.criteria]


@lru_cache(64)  # each is used again and again; editions of the past come and go
def _written(protocol: Protocol) -> Callable[[Case], tuple[SettledAs, ...]]:
    return all_settled(protocol.criteria)


def _alone(criterion: Criterion, case: Case) -> SettledAs:
    return settled(criterion, lambda part: weigh(part, case))


def overall(statuses: Iterable[Status]) -> Status:
    """Not met if any is; else cannot tell if any cannot; else met; not applicable where none applies."""
    found = set(statuses) - {Status.NOT_APPLICABLE}
    for status in (Status.NOT_MET, Status.CANNOT_TELL, Status.MET):
        if status in found:
            return status
    return Status.NOT_APPLICABLE


def overall_in(standing: Mapping[Criterion, Status], case: Case) -> Status:
    """The same of criteria in a case; where they cannot tell, what every completion comes to."""
    found = overall(standing.values())
    return single_end(standing, case) if found is CANNOT_TELL else found


def find(criterion: Criterion, case: Case) -> Finding:
    """One criterion in a case."""
    return _finding(criterion, _alone(criterion, case), case)


def _finding(criterion: Criterion, found: SettledAs, case: Case) -> Finding:
    status, settled_by, terms, undecided, absences = found
    waiting_for = so_far = ()
    if status is CANNOT_TELL:
        waiting_for = _waiting_for(criterion, case, settled_by, undecided)
    elif absences and any(weigh(one, case).truth for one in absences):
        so_far = undone_by(criterion, status, case)
    because = facts(terms, case)
    reported = asked_facts(criterion.reported, case) if criterion.reported else ()
    figures = _figures_used(criterion, case) if case.figures else criterion.shipped_figures
    return _new_finding((criterion, status, because, waiting_for, reported, figures, so_far))


def _figures_used(criterion: Criterion, case: Case) -> Mapping[WorkingFigure, Decimal]:
    """The figures that counted; a limit that nobody set did not."""
    figures = [(figure, limit(figure, case)) for figure in criterion.working_figures()]
    return {figure: value for figure, value in figures if isinstance(value, Decimal)}


def _waiting_for(
    criterion: Criterion, case: Case, settled_by: tuple[Check, ...], undecided: tuple[Term, ...]
) -> tuple[Open, ...]:
    if _holds(criterion.conflicting_when, case):
        return _all_open(weigh(criterion.conflicting_when, case).because, Cause.CONFLICTING)
    missing = () if _holds(criterion.unsettleable_when, case) else waiting(undecided, case)
    return missing or _all_open(settled_by, Cause.FOR_CLINICIAN)


def _holds(condition: Condition, case: Case) -> bool:
    return condition is not NEVER and weigh(condition, case).truth is True


def _all_open(parts: Iterable[Check], cause: Cause) -> tuple[Open, ...]:
    return tuple(Open(term, cause) for term in dict.fromkeys(check.term for check in parts))
