"""What follows from the answers when some are not known. The tables are Kleene's."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property, partial
from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rules.language.logic.case import NOT_ASKED, OUT_OF_DATE, Absent, Case, once_a_case
from rules.language.logic.relations import (
    Operand,
    Relation,
    WorkingChoice,
    WorkingFigure,
    is_unknown,
)


class Cause(Enum):
    """Why something cannot be told."""

    UNANSWERED = "unanswered"
    NOT_SURE = "the patient is not sure"
    NEEDS_STAFF = "needs staff"
    OUT_OF_DATE = "out of date on the consult day"
    CONFLICTING = "answers conflict"
    FOR_CLINICIAN = "for the clinician"


class Open(NamedTuple):
    """Something not known: the term that lacks it, and why."""

    term: Term
    cause: Cause


class Term(ABC):
    """What a rule can speak of: an answer, or a number worked out from answers."""

    if TYPE_CHECKING:  # the kinds of term are dataclasses: each has it as a field

        @property
        def short(self) -> str:
            """What staff call it."""

    @abstractmethod
    def value(self, case: Case) -> object:
        """The value in this case, a `Range` where it is known only between limits, or an `Absent`."""

    @abstractmethod
    def said(self, value: object) -> str:
        """The value in words, as staff read it."""

    def said_in(self, value: object, case: Case) -> str:
        """The same, with what only the case tells: by which table, say, a number was reached."""
        return self.said(value)

    @abstractmethod
    def reads(self) -> tuple[Term, ...]:
        """The questions whose answers this term turns on, itself included where it is one."""

    @property
    def explained(self) -> str:
        """How it is worked out, in a sentence or two; empty for a question, which is just asked."""
        return ""

    @property
    def turns_on(self) -> tuple[WorkingChoice, ...]:
        """The choices of a clinic that bear on how it is worked out."""
        return ()

    def used(self, case: Case) -> tuple[Term, ...]:
        """The questions whose answers the value comes from in this case."""
        return self.reads()

    def answer(self, case: Case) -> object:
        """The value as it was given, were it out of date by now."""
        return self.value(case)

    def day(self, case: Case) -> date | None:
        """The day on which the value was true: the oldest of what it comes from, if known."""
        days = (term.day(case) for term in self.used(case))
        return min((day for day in days if day), default=None)

    def overruled(self, case: Case) -> Term | None:
        """Who said otherwise and was not counted, if anybody did."""
        return None

    def examples(self, case: Case, check: Check) -> tuple[object, ...]:
        """Answers to what it reads, on each side of what a check asks of it."""
        return ()

    @abstractmethod
    def open(self, case: Case) -> tuple[Open, ...]:
        """What is missing, where the value is not known (or not known well enough)."""

    @property
    def is_unknown(self) -> Check:
        """Holds while no answer is known. What is then settled may be superseded by the answer.

        An answer out of date leaves it open: an old INR of 3 must never read as no INR at all.
        """
        return Check(self, is_unknown, None)


class NoTruthYet:
    """A condition has no truth until it meets a case."""

    def __bool__(self) -> bool:
        raise TypeError(
            "a condition has no truth without a case: write all_of(), any_of() or not_()"
        )


@dataclass(frozen=True, eq=False)
class Check(NoTruthYet):
    """One term, one relation, one operand: `pain is at least 7`."""

    term: Term
    relation: Relation
    operand: Operand

    @cached_property
    def results(self) -> Mapping[bool | None, Result]:
        """What this check comes to, by its truth."""
        return {truth: Result(truth, (self,)) for truth in (True, False, None)}


@dataclass(frozen=True, eq=False)
class Group(NoTruthYet):
    """Several conditions. `by` is the truth of which one part is enough: True for any, False for all."""

    parts: tuple[Condition, ...]
    by: bool


@dataclass(frozen=True, eq=False)
class AtLeastTwo(Group):
    """Any pair of some conditions. `single` are the conditions one by one, as they are said."""

    single: tuple[Condition, ...] = ()


@dataclass(frozen=True, eq=False)
class Not(NoTruthYet):
    """The opposite of a condition."""

    part: Condition


Condition: TypeAlias = Check | Group | Not


def all_of(*parts: Condition) -> Group:
    """Holds when every part holds."""
    return Group(parts, by=False)


def any_of(*parts: Condition) -> Group:
    """Holds when at least one part holds."""
    return Group(parts, by=True)


def at_least_two_of(*parts: Condition) -> AtLeastTwo:
    """Holds when any two of the parts hold together."""
    pairs = tuple(all_of(*pair) for pair in combinations(parts, 2))
    return AtLeastTwo(pairs, by=True, single=parts)


def not_(part: Condition) -> Not:
    """Holds when the part is known not to hold."""
    return Not(part)


ALWAYS = all_of()
NEVER = any_of()


class Result(NamedTuple):
    """A condition's truth (None: not known yet), and the checks that settled it or keep it open."""

    truth: bool | None
    because: tuple[Check, ...]


# Called by its own name, it takes several times as long to make.
_new_result = partial(tuple.__new__, Result)


def weigh(condition: Condition, case: Case) -> Result:
    """The truth of a condition in a case, with its reasons: deciding and explaining are one."""
    if isinstance(condition, Check):
        return condition.results[_truth(condition, value_of(condition.term, case), case)]
    if isinstance(condition, Group):
        return _weigh_group(condition, case)
    truth, because = weigh(condition.part, case)
    return _new_result((None if truth is None else not truth, because))


@once_a_case
def _weigh_group(group: Group, case: Case) -> Result:
    return settle([weigh(part, case) for part in group.parts], group.by)


def settle(results: Sequence[Result], by: bool) -> Result:
    """One `by` settles it; failing that, one unknown leaves it open; else all agree."""
    settling: list[Result] = []
    unknown: list[Result] = []
    for result in results:
        if result.truth is by:
            settling.append(result)
        elif result.truth is None:
            unknown.append(result)
    deciding = settling or unknown or results
    if len(deciding) == 1:
        return deciding[0]
    truth = deciding[0].truth if deciding else not by
    because = tuple(chain.from_iterable([result.because for result in deciding]))
    return _new_result((truth, because))


def checks(condition: Condition) -> Iterator[Check]:
    """Every check in a condition."""
    match condition:
        case Check():
            yield condition
        case Group(parts, _):
            for part in parts:
                yield from checks(part)
        case Not(part):
            yield from checks(part)


def value_of(term: Term, case: Case) -> object:
    """A term's value, worked out once."""
    value = case.values.get(term)
    if value is None:
        value = case.values[term] = term.value(case)
    return value


@once_a_case
def open_in(term: Term, case: Case) -> tuple[Open, ...]:
    """What is missing of a term, worked out once."""
    return term.open(case)


def _truth(check: Check, value: object, case: Case) -> bool | None:
    if check.relation is is_unknown:
        if value is OUT_OF_DATE:  # what was found once is not as if nobody had looked
            return None
        return type(value) is Absent and value is not NOT_ASKED
    if type(value) is Absent:  # someone on no blood thinner is not on warfarin
        return False if value is NOT_ASKED else None
    operand = check.operand
    return check.relation.holds(
        value, limit(operand, case) if type(operand) is WorkingFigure else operand
    )


def limit(operand: Operand, case: Case) -> Operand:
    """The operand as this clinic sets it: its own figure where it set one, else the one given."""
    if isinstance(operand, WorkingFigure):
        return case.figures.get(operand.key, operand.value)
    return operand


def chosen(choice: WorkingChoice, case: Case) -> str:
    """The option that this clinic chose, else the one that the choice comes with."""
    return case.choices.get(choice.key, choice.value)
