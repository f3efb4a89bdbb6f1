"""Verdicts alone, without reasons: criteria made into one plain function, to run over many cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias, cast

from rules.language.criteria.criteria import OF_TRUTH, Criterion, Protocol, Status
from rules.language.diagrams.questions_read import turns_on
from rules.language.logic.case import Case
from rules.language.logic.conditions import ALWAYS
from rules.language.questions.generated import TRUTH, Program

Verdicts: TypeAlias = Callable[[Case], tuple[Status, ...]]


def verdicts(criteria: Iterable[Criterion]) -> Verdicts:
    """A function from a case to the statuses that `find` gives these criteria, in their order."""
    criteria = tuple(criteria)
    program = Program(part for one in criteria for part in turns_on(one))
    for status in Status:
        program.known(status.name, status)
    program.known("STATUS", tuple(OF_TRUTH[truth] for truth in TRUTH))
    stands = [_stands(one, program) for one in criteria]
    return cast("Verdicts", program.function(f"({', '.join(stands)},)" if stands else "()"))


def statuses(protocol: Protocol, case: Case) -> Mapping[Criterion, Status]:
    """Where each criterion of a protocol stands, as `find` has it, without a word on why.

    Raises whatever one of them raises: `find` says of each by itself.
    """
    return dict(zip(protocol.criteria, _verdicts_of(protocol)(case), strict=True))


@lru_cache(64)  # each is used again and again; editions of the past come and go
def _verdicts_of(protocol: Protocol) -> Verdicts:
    return verdicts(protocol.criteria)


def _stands(criterion: Criterion, program: Program) -> str:
    """Where it stands, as an expression over the truths of what it turns on."""
    between = _between(criterion, program)
    if criterion.applies_when is ALWAYS:
        return between
    applies = program.bits(criterion.applies_when)
    return f"({between}) if {applies} == 3 else CANNOT_TELL if {applies} else NOT_APPLICABLE"


def _between(criterion: Criterion, program: Program) -> str:
    """Met, not met, or the grey between, of which there is none where one is the other's opposite."""
    met = program.bits(criterion.met_when)
    if criterion.is_either_or:
        return f"STATUS[{met}]"
    not_met = program.bits(criterion.not_met_when)
    return f"MET if {met} == 3 else NOT_MET if {not_met} == 3 else CANNOT_TELL"
