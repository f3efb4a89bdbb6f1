"""What a rule can say: terms, checks of them, and the groups that join checks."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rules.language.logic.case import Case
from rules.language.logic.relations import (
    Operand,
    Relation,
    WorkingChoice,
    WorkingFigure,
    is_not_sure,
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


class Term:
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

    def window_in(self, case: Case) -> WorkingFigure | None:
        """The days for which the value counts in a case, where there is a limit to them."""
        return None

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

    @property
    def is_not_sure(self) -> Check:
        """Holds where "not sure" was the answer. Silence leaves it open: it is no answer at all."""
        return Check(self, is_not_sure, None)


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
