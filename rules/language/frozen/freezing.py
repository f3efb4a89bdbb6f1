"""A protocol as plain data: all that decides what it finds, so that an edition outlives the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from rules.language.criteria.criteria import Criterion, Protocol, Rank
from rules.language.criteria.sources import Source
from rules.language.findings.record import Plain
from rules.language.logic.conditions import AtLeastTwo, Check, Condition, Group, Not, Term
from rules.language.logic.relations import RELATIONS, WorkingFigure
from rules.language.questions import Question, Shorter
from rules.language.questions.as_given import AsGiven
from rules.language.questions.disagreement import (
    DaysAfter,
    Difference,
    HowMany,
    LevelsApart,
    WhollyBefore,
)
from rules.language.questions.left_behind import OnceSaid, UnopposedMultiChoice, UnopposedYesNo
from rules.language.questions.row_numbers import OfMarkedRow, RowsMarked
from rules.language.questions.rows import AnyRow, RowsCrossed
from rules.language.questions.worked_out import (
    AgeInYears,
    DaysPassed,
    DaysSince,
    DaysUntil,
    Superseded,
    SupersededChoice,
    SupersededYesNo,
)

FORMAT = 1
Table: TypeAlias = dict[str, Plain]
Declared: TypeAlias = Protocol | Criterion | Rank | Source | WorkingFigure

# What is worked out from answers by these is kept as their fields; anything else by its name.
KINDS: Mapping[str, type[Term]] = {
    kind.__name__: kind
    for kind in (
        DaysSince,
        DaysPassed,
        DaysUntil,
        AgeInYears,
        Superseded,
        SupersededChoice,
        SupersededYesNo,
        Difference,
        DaysAfter,
        WhollyBefore,
        HowMany,
        LevelsApart,
        AsGiven,
        OnceSaid,
        UnopposedYesNo,
        UnopposedMultiChoice,
        AnyRow,
        OfMarkedRow,
        RowsMarked,
        RowsCrossed,
    )
}

# What a protocol is called on a page: an earlier edition of it is called the same.
CALLED = ("heading", "only_for")

# What of a question bears on a finding. Its wording does not, and may change.
DECIDES = ("asked_of", "asked_if", "observed_on", "window")


@dataclass(frozen=True)
class Known:
    """What a frozen protocol names: questions by key, terms that code works out, working figures."""

    questions: Mapping[str, Question]
    terms: Mapping[str, Term]
    figures: Mapping[str, WorkingFigure]


def freeze(protocol: Protocol, known: Known) -> Table:
    """A protocol as JSON takes it. `rules.language.frozen.thawing.thaw` is the inverse.

    Raises TypeError for a part that has no frozen form yet, saying which.
    """
    freezer = Freezer(known)
    told = freezer.each(protocol)
    return {"format": FORMAT, **told, **freezer.tables}


@dataclass
class Freezer:
    """Makes plain data of a protocol's parts; what several of them share goes into a table, once."""

    known: Known
    sources: Table = field(default_factory=dict[str, Plain])
    figures: Table = field(default_factory=dict[str, Plain])
    questions: Table = field(default_factory=dict[str, Plain])
    terms: Table = field(default_factory=dict[str, Plain])
    names: dict[Term, str] = field(default_factory=dict[Term, str])
    asked: dict[str, Question] = field(default_factory=dict[str, Question])
    alike: dict[str, list[Check]] = field(default_factory=dict[str, list[Check]])

    @property
    def tables(self) -> Table:
        """What the parts made so far refer to, by key."""
        return {
            "sources": self.sources,
            "figures": self.figures,
            "questions": self.questions,
            "terms": self.terms,
        }

    def plain(self, value: object) -> Plain:
        """One part of a protocol."""
        match value:
            case None | bool() | int() | str():
                return value
            case Enum():
                return str(value.value)
            case date():
                return value.isoformat()
            case Decimal():
                return {"number": str(value)}
            case frozenset():
                return {"options": [*sorted(str(option) for option in value)]}
            case tuple():
                return [self.plain(item) for item in value]
        return self._part(value)

    def _part(self, value: object) -> Plain:
        match value:
            case Criterion():
                self.alike = {}
                return self.each(value)
            case Rank():
                return self.each(value)
            case Check() | Group() | Not():
                return self._condition(value)
            case Source():
                return _entered(self.sources, value.key, self.each(value))
            case WorkingFigure():
                return {"figure": _entered(self.figures, value.key, self.figure(value))}
            case Term():
                return self.term(value)
        raise TypeError(f"{value!r} has no frozen form; give rules.language.frozen.freezing one")

    def each(self, part: Declared) -> Table:
        """Every field of a part that an edition keeps, by its name."""
        kept = [one.name for one in fields(part) if one.name not in CALLED]
        return {name: self.plain(getattr(part, name)) for name in kept}

    def _condition(self, condition: Condition) -> Plain:
        match condition:
            case Check():
                return self._check(condition)
            case AtLeastTwo():
                return {"at_least_two_of": self.plain(condition.single)}
            case Group(parts, by):
                return {"any_of" if by else "all_of": self.plain(parts)}
            case Not(part):
                return {"not": self.plain(part)}

    def _check(self, check: Check) -> Plain:
        """A check; one that reads the same and is another in the code says so by `apart`."""
        name = check.relation.key
        if RELATIONS.get(name) is not check.relation:
            raise TypeError(f"list {name} under RELATIONS in rules.language.logic.relations")
        operand = self.plain(check.operand)
        told: Table = {"of": self.term(check.term), "relation": name, "to": operand}
        alike = self.alike.setdefault(str(told), [])
        if check not in alike:
            alike.append(check)
        place = alike.index(check)
        return told | ({"apart": place} if place else {})

    def figure(self, figure: WorkingFigure) -> Plain:
        """All that a working figure says."""
        return self.each(figure)

    def term(self, term: Term) -> str:
        """The name that conditions call a term by: a question's is its key."""
        if isinstance(term, Question):
            return self._asked(term)
        if term not in self.names:
            self.names[term] = self._name(term)
            self.terms[self.names[term]] = self._worked_out(term)
        return self.names[term]

    def _asked(self, question: Question) -> str:
        key = question.key
        if key not in self.asked:
            self.asked[key] = question  # its own conditions never lead back to it
            self.questions[key] = self._question(question)
        if self.asked[key] is not question or key not in self.known.questions:
            raise TypeError(f"{key!r} is not the one question of that key in rules/questions")
        return key

    def _question(self, question: Question) -> Plain:
        before, self.alike = self.alike, dict[str, list[Check]]()
        decides = {name: self.plain(getattr(question, name)) for name in DECIDES}
        if question.shorter:  # editions from before there were any say nothing of it
            decides["shorter"] = self._shorter(question.shorter)
        self.alike = before
        return {"kind": type(question).__name__, **decides}

    def _shorter(self, shorter: Shorter) -> Plain:
        return {
            "window": self.plain(shorter.window),
            "when": self.plain(shorter.when),
            "said": shorter.said,
        }

    def _name(self, term: Term) -> str:
        named = (name for name, known in self.known.terms.items() if known is term)
        name = next(named, term.short)
        taken = (*self.names.values(), *self.known.questions)
        alike = sum(other.partition(" / ")[0] == name for other in taken)
        return f"{name} / {alike + 1}" if alike else name

    def _worked_out(self, term: Term) -> Plain:
        if term in self.known.terms.values():
            return {"by_name": True, "reads": [self.term(one) for one in term.reads()]}
        kind = type(term).__name__
        if KINDS.get(kind) is not type(term):
            raise TypeError(
                f"{term.short!r} has no frozen form: name it in rules.editions.TERMS, "
                f"or list {kind} under KINDS in rules.language.frozen.freezing"
            )
        return {"kind": kind, **{name: self._field(part) for name, part in vars(term).items()}}

    def _field(self, part: object) -> Plain:
        match part:
            case Term():
                return {"term": self.term(part)}
            case tuple():
                return [self._field(item) for item in part]
            case Mapping():
                return {"table": {str(key): self.plain(item) for key, item in part.items()}}
        return self.plain(part)


def _entered(table: Table, key: str, told: Plain) -> str:
    if table.setdefault(key, told) != told:
        raise TypeError(f"two different ones are called {key!r}: give each its own key")
    return key
