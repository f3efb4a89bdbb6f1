"""A condition, a criterion or a protocol in words, for a clinician to read and sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from rules.language import relations
from rules.language.logic import ALWAYS, NEVER, Check, Condition, Group, Not, Term
from rules.language.protocols import Criterion, Protocol
from rules.language.questions import Audience, Question
from rules.language.relations import Operand, Relation, WorkingFigure
from rules.language.sources import Source

Figures = Mapping[str, Decimal]
NO_FIGURES: Figures = MappingProxyType({})

# A relation's own name is how it is said; this is how its opposite is said.
_OPPOSITES: Mapping[Relation, str] = {
    relations.is_: "is not",
    relations.is_one_of: "is none of",
    relations.includes: "does not include",
    relations.includes_any_of: "includes none of",
    relations.includes_only: "includes something other than",
    relations.is_empty: "is not",
    relations.is_at_least: "is under",
    relations.is_at_most: "is over",
    relations.is_over: "is at most",
    relations.is_under: "is at least",
    relations.is_unknown: "is known",
}


@dataclass(frozen=True)
class Clause:
    """A condition in words. One with parts says how many of them it takes."""

    says: str
    parts: tuple[Clause, ...] = ()
    joined_by: str = ""


@dataclass(frozen=True)
class Figure:
    """A working figure, and the value in use: the clinic's own where it set one; None: no limit."""

    figure: WorkingFigure
    in_use: Decimal | None

    @property
    def is_own(self) -> bool:
        """Whether the clinic set a figure of its own."""
        return self.in_use != self.figure.value

    @property
    def said(self) -> str:
        """The value in use: "7 of 10", or "no limit"."""
        return self._with_unit(self.in_use)

    @property
    def comes_as(self) -> str:
        """The value that it comes with."""
        return self._with_unit(self.figure.value)

    def _with_unit(self, value: Decimal | None) -> str:
        return "no limit" if value is None else f"{value} {self.figure.unit}".rstrip()


@dataclass(frozen=True)
class CriterionInWords:
    """A criterion as a clinician reads it; `applies_when` is None where it always applies."""

    criterion: Criterion
    met_when: Clause
    not_met_when: Clause
    applies_when: Clause | None
    for_the_clinician_when: Clause | None
    asked_of_patient: tuple[str, ...]
    asked_of_staff: tuple[str, ...]
    reported: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Document:
    """A protocol in words, with every source and every working figure that it stands on."""

    protocol: Protocol
    criteria: tuple[CriterionInWords, ...]
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]


def document(protocol: Protocol, figures: Figures = NO_FIGURES) -> Document:
    """A protocol in words, with a clinic's own working figures where it set some."""
    criteria = tuple(_criterion(criterion, figures) for criterion in protocol.criteria)
    sources = dict.fromkeys(
        (protocol.source, *(criterion.source for criterion in protocol.criteria))
    )
    used = dict.fromkeys(figure for criterion in criteria for figure in criterion.figures)
    return Document(protocol, criteria, tuple(sources), tuple(used))


def in_words(condition: Condition, figures: Figures = NO_FIGURES) -> str:
    """A condition as one sentence: "Pain on movement is at least 7 (working figure)"."""
    return _on_one_line(clause(condition, figures))


def clause(
    condition: Condition, figures: Figures = NO_FIGURES, *, opposite: bool = False
) -> Clause:
    """A condition as clauses within clauses. An opposite is said by the opposites of its parts."""
    match condition:
        case Check():
            return Clause(_check(condition, figures, opposite))
        case Group(parts, by):
            said = tuple(clause(part, figures, opposite=opposite) for part in parts)
            return _group(said, any_is_enough=by is not opposite)
        case Not(part):
            return clause(part, figures, opposite=not opposite)


def _group(parts: tuple[Clause, ...], *, any_is_enough: bool) -> Clause:
    if not parts:
        return Clause("never" if any_is_enough else "always")
    if len(parts) == 1:
        return parts[0]
    says, joined_by = ("any of these", "or") if any_is_enough else ("all of these", "and")
    flat = tuple(
        inner
        for part in parts
        for inner in (part.parts if part.joined_by == joined_by else (part,))
    )
    return Clause(says, flat, joined_by)


def _on_one_line(said: Clause) -> str:
    if not said.parts:
        return said.says
    parts = (f"({_on_one_line(part)})" if part.parts else part.says for part in said.parts)
    return f"; {said.joined_by} ".join(parts)


def _check(check: Check, figures: Figures, opposite: bool) -> str:
    term, operand = check.term, check.operand
    if isinstance(operand, bool):
        return f"{term.short}: {'no' if operand is opposite else 'yes'}"
    relation = _OPPOSITES[check.relation] if opposite else _relation(check.relation)
    if check.relation is relations.is_empty:
        return f"{term.short} {relation} “{term.said(())}”"
    return " ".join(filter(None, (term.short, relation, _operand(term, operand, figures))))


def _relation(relation: Relation) -> str:
    if relation is relations.is_empty:
        return "is"
    return relation.__name__.strip("_").replace("_", " ")


def _operand(term: Term, operand: Operand, figures: Figures) -> str:
    match operand:
        case None:
            return ""
        case WorkingFigure():
            return _working(operand, figures)
        case frozenset():
            return " or ".join(f"“{_option(term, option)}”" for option in _in_order(term, operand))
        case str():
            return f"“{_option(term, operand)}”"
        case _:
            return term.said(Decimal(operand))


def _working(figure: WorkingFigure, figures: Figures) -> str:
    own = figures.get(figure.key, figure.value)
    mark = (
        "working figure"
        if own == figure.value
        else f"working figure set by this clinic; it comes as {figure.value}"
    )
    return " ".join(filter(None, (str(own), figure.unit, f"({mark})")))


def _options(term: Term) -> Mapping[str, str]:
    for asked in (term, *term.reads()):
        options: Mapping[str, str] = getattr(asked, "options", {})
        if options:
            return options
    return {}


def _option(term: Term, option: str) -> str:
    return _options(term).get(option, option)


def _in_order(term: Term, chosen: frozenset[str]) -> list[str]:
    order = list(_options(term))
    return sorted(
        chosen, key=lambda option: (order.index(option) if option in order else len(order), option)
    )


def _criterion(criterion: Criterion, figures: Figures) -> CriterionInWords:
    asked = [term for term in criterion.questions() if isinstance(term, Question)]
    return CriterionInWords(
        criterion,
        clause(criterion.met_when, figures),
        clause(criterion.not_met_when, figures),
        None if criterion.applies_when is ALWAYS else clause(criterion.applies_when, figures),
        _for_the_clinician(criterion, figures),
        tuple(question.short for question in asked if question.asked_of is not Audience.STAFF),
        tuple(question.short for question in asked if question.asked_of is Audience.STAFF),
        tuple(term.short for term in criterion.reported),
        tuple(
            Figure(figure, figures.get(figure.key, figure.value))
            for figure in criterion.working_figures()
        ),
    )


def _for_the_clinician(criterion: Criterion, figures: Figures) -> Clause | None:
    said = clause(criterion.unsettleable_when, figures)
    return None if said == clause(NEVER) else said
