"""A condition in words, as a clinician reads it: clauses within clauses, nothing left to guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from rules.language.logic.conditions import AtLeastTwo, Check, Condition, Group, Not, Term
from rules.language.logic.relations import Operand, WorkingFigure, is_empty

Figures = Mapping[str, Decimal]
NO_FIGURES: Figures = MappingProxyType({})


@dataclass(frozen=True)
class Clause:
    """A condition in words. One with parts says how many of them it takes.

    `joined_by` is "and" or "or"; it is empty where neither would say it, as in "at least 2 of".
    """

    says: str
    parts: tuple[Clause, ...] = ()
    joined_by: str = ""

    @property
    def on_one_line(self) -> str:
        """The clause and its parts as one sentence, with brackets where parts have parts."""
        if not self.parts:
            return self.says
        parts = [f"({part.on_one_line})" if part.parts else part.says for part in self.parts]
        if self.joined_by:
            return f"; {self.joined_by} ".join(parts)
        return f"{self.says}: {'; '.join(parts)}"


@dataclass(frozen=True)
class FigureInUse:
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

    @property
    def marked(self) -> str:
        """The value in use, marked as what it is: no source gives it."""
        own = f" set by this clinic; it comes as {self._plain(self.figure.value)}"
        return f"{self.said} (working figure{own if self.is_own else ''})"

    def _with_unit(self, value: Decimal | None) -> str:
        said = self._plain(value)
        return said if value is None else f"{said} {self.figure.unit}"

    def _plain(self, value: Decimal | None) -> str:
        return "no limit" if value is None else str(value)


def in_use(figure: WorkingFigure, figures: Figures) -> FigureInUse:
    """A working figure with the value that a clinic's own settings give it."""
    return FigureInUse(figure, figures.get(figure.key, figure.value))


def in_words(condition: Condition, figures: Figures = NO_FIGURES) -> str:
    """A condition as one sentence: "Pain on movement is at least 7 (working figure)"."""
    return clause(condition, figures).on_one_line


def clause(
    condition: Condition, figures: Figures = NO_FIGURES, *, opposite: bool = False
) -> Clause:
    """A condition as clauses within clauses. An opposite is said by the opposites of its parts."""
    match condition:
        case Check():
            return Clause(_check(condition, figures, opposite))
        case AtLeastTwo():
            single = tuple(clause(part, figures) for part in condition.single)
            return Clause(f"{'fewer than' if opposite else 'at least'} 2 of these", single)
        case Group(parts, by):
            said = tuple(clause(part, figures, opposite=opposite) for part in parts)
            return joined(said, any_is_enough=by is not opposite)
        case Not(part):
            return clause(part, figures, opposite=not opposite)


def joined(parts: tuple[Clause, ...], *, any_is_enough: bool) -> Clause:
    """Clauses as one: a single one as it is, and those joined by the same word side by side."""
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


def _check(check: Check, figures: Figures, opposite: bool) -> str:
    term, operand = check.term, check.operand
    if isinstance(operand, bool):
        return f"{term.short}: {'no' if operand is opposite else 'yes'}"
    relation = check.relation.opposite if opposite else check.relation.words
    if check.relation is is_empty:
        return f"{term.short} {relation} “{term.said(())}”"
    return " ".join(filter(None, (term.short, relation, _operand(term, operand, figures))))


def _operand(term: Term, operand: Operand, figures: Figures) -> str:
    match operand:
        case None:
            return ""
        case WorkingFigure():
            return in_use(operand, figures).marked
        case frozenset():
            return " or ".join(f"“{_option(term, option)}”" for option in _in_order(term, operand))
        case str():
            return f"“{_option(term, operand)}”"
        case _:
            return term.said(Decimal(operand))


def _options(term: Term) -> Mapping[str, str]:
    for asked in (term, *term.reads()):
        options: Mapping[str, str] = getattr(asked, "options", {})
        if options:
            return options
    return {}


def _option(term: Term, option: str) -> str:
    return _options(term)[option]


def _in_order(term: Term, chosen: frozenset[str]) -> list[str]:
    return sorted(chosen, key=list(_options(term)).index)
