"""Where a criterion stands, and by which of its checks: it follows from their truths alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple, TypeAlias, cast

from rules.language.criteria.criteria import (
    CANNOT_TELL,
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    Criterion,
    Status,
)
from rules.language.diagrams.questions_read import absences_in, turns_on
from rules.language.logic.case import Case
from rules.language.logic.conditions import Check, Condition, Result, Term, checks
from rules.language.logic.weighing import weigh_by
from rules.language.questions.generated import TRUTH, Program

Weighed: TypeAlias = Callable[[Condition], Result]
Bits: TypeAlias = tuple[int, ...]
MOST = 2000  # ways that are remembered of a criterion; few have as many


class SettledAs(NamedTuple):
    """A status with the checks that settled it, or that keep it open."""

    status: Status
    settled_by: tuple[Check, ...]
    terms: tuple[Term, ...]  # of those checks, each once
    open: tuple[Term, ...]  # of those that are not known, one a check
    absences: tuple[Check, ...]  # what can have settled it for want of an answer


def settled(criterion: Criterion, weighed: Weighed) -> SettledAs:
    """What comes of a criterion, given how its conditions are weighed."""
    applies = weighed(criterion.applies_when)
    if applies.truth is not True:
        status = CANNOT_TELL if applies.truth is None else NOT_APPLICABLE
        return _settled(status, applies.because, weighed)
    met, not_met = weighed(criterion.met_when), weighed(criterion.not_met_when)
    if met.truth:
        return _settled(MET, met.because + applies.because, weighed)
    if not_met.truth:
        return _settled(NOT_MET, not_met.because + applies.because, weighed)
    return _settled(CANNOT_TELL, _undecided(met, not_met), weighed)


def all_settled(criteria: Sequence[Criterion]) -> Callable[[Case], tuple[SettledAs, ...]]:
    """A function from a case to what comes of these criteria in it, in their order."""
    program = Program(part for one in criteria for part in turns_on(one))
    found = [_remembered(one, program) for one in criteria]
    written = program.function(f"({', '.join(found)},)" if found else "()")
    return cast("Callable[[Case], tuple[SettledAs, ...]]", written)


def _remembered(criterion: Criterion, program: Program) -> str:
    """How it is settled, as an expression over the truths of what the criterion asks."""
    asked = [check for part in turns_on(criterion) for check in checks(part)]
    bits = {check: program.bits(check) for check in asked}
    key = tuple(dict.fromkeys(bits.values()))
    places = {check: key.index(name) for check, name in bits.items()}
    name = program.named("by_truths", SettledByTruths(criterion, places))
    return f"{name}[{', '.join(key)},]" if key else f"{name}[()]"


class SettledByTruths(dict[Bits, SettledAs]):
    """How a criterion is settled by the truths of its checks: worked out once for each of these."""

    def __init__(self, criterion: Criterion, places: Mapping[Check, int]) -> None:
        super().__init__()
        self._criterion = criterion
        self._places = places

    def __missing__(self, bits: Bits) -> SettledAs:
        if len(self) >= MOST:
            self.clear()
        told: dict[Condition, Result] = {
            check: check.results[TRUTH[bits[place]]] for check, place in self._places.items()
        }
        found = self[bits] = settled(self._criterion, partial(weigh_by, told))
        return found


def _settled(status: Status, settled_by: tuple[Check, ...], weighed: Weighed) -> SettledAs:
    terms = tuple(dict.fromkeys([check.term for check in settled_by]))
    if status is CANNOT_TELL:
        undecided = [check.term for check in settled_by if weighed(check).truth is None]
        return SettledAs(status, settled_by, terms, tuple(undecided), ())
    absences = dict.fromkeys(one for check in settled_by for one in absences_in(check))
    return SettledAs(status, settled_by, terms, (), tuple(absences))


def _undecided(met: Result, not_met: Result) -> tuple[Check, ...]:
    if met.because is not_met.because:
        return met.because
    results = [result for result in (met, not_met) if result.truth is None] or [met, not_met]
    return tuple(dict.fromkeys(chain(*[result.because for result in results])))
