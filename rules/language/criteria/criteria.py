"""Criteria and protocols: what a source asks, and what settles it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from rules.language.criteria.sources import Source
from rules.language.logic.conditions import ALWAYS, NEVER, Condition, Not, Term, checks
from rules.language.logic.relations import WorkingFigure
from rules.language.questions.question import Question


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
    name: str  # what clinicians call the list: "SIR"
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

    @property
    def name(self) -> str:
        """What staff call it: "S3 Severe pain"."""
        return f"{self.label} {self.short_name}".strip()

    @property
    def short_name(self) -> str:
        """The name beside its label, or under its trial: "Severe pain".

        Where it is given none, its sentence up to the colon; of a review the whole, since there
        the colon stands before the medicine.
        """
        if self.short:
            return self.short
        whole = self.polarity is Polarity.REVIEW
        return (self.says if whole else self.says.partition(":")[0]).rstrip(".")

    @property
    def mark(self) -> str:
        """What it goes by in a list of many: its label, if it has one."""
        return self.label or self.short_name

    @property
    def heading(self) -> str:
        """What heads all that is written of it: its label and its sentence. A trial says its own."""
        return self.says if self.says.startswith(self.label) else f"{self.label} {self.says}"

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
            *(window for term in read if isinstance(term, Question) for window in term.windows),
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
    such patients, which is never a refusal. `heading` is what its verdict is of, where the short
    name does not read well aloud; `only_for` is the kind of patient of whom alone it speaks.
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
    heading: str = ""
    only_for: str = ""

    @property
    def asks(self) -> str:
        """What its verdict is of: "What the LCD asks"."""
        return self.heading or f"What {self.short or self.title} asks"


Keyed = TypeVar("Keyed", Protocol, Criterion)


def by_key(keyed: Iterable[Keyed]) -> dict[str, Keyed]:
    """Protocols, or criteria, by their keys."""
    return {one.key: one for one in keyed}
