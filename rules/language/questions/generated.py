"""Conditions written out as one plain function of a case, made once and run over many.

What a clinician signs stays as it is: the lines are written from the conditions themselves. A truth
is two bits, so that the tables of Kleene are `&` and `|`: 3 is true, 0 is false, 1 is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import cast

from rules.language.logic import relations
from rules.language.logic.case import NOT_ASKED, NOT_SURE, OUT_OF_DATE, UNANSWERED, Absent, Case
from rules.language.logic.conditions import ALWAYS, Check, Condition, Not, Term, checks
from rules.language.logic.relations import Operand, Range, Relation, WorkingFigure
from rules.language.logic.weighing import limit
from rules.language.questions.question import Question

OF_TRUTH: Mapping[bool | None, int] = {False: 0, None: 1, True: 3}
TRUTH: tuple[bool | None, ...] = (False, None, None, True)  # by its bits
_OPPOSITE = (3, 1, 1, 0)

# Where the value is known, and no range of numbers, the relation itself: "holds" in Python's words.
_WRITTEN: Mapping[Relation, str] = {
    relations.is_unknown: "False",
    relations.is_not_sure: "False",
    relations.is_: "{value} == {operand}",
    relations.is_one_of: "{value} in {operand}",
    relations.includes: "{operand} in {value}",
    relations.includes_any_of: "not {operand}.isdisjoint({value})",
    relations.is_empty: "not {value}",
    relations.is_at_least: "{value} >= {operand}",
    relations.is_at_most: "{value} <= {operand}",
    relations.can_be_at_most: "{value} <= {operand}",
    relations.can_be_over: "not {value} <= {operand}",
    relations.is_over: "not {value} <= {operand}",
    relations.is_under: "not {value} >= {operand}",
}
# Where it is absent: someone on no blood thinner is not on warfarin.
_ABSENT: Mapping[Relation, str] = {
    relations.is_unknown: "0 if {value} is NOT_ASKED else 1 if {value} is OUT_OF_DATE else 3",
    relations.is_not_sure: "0 if {value} is NOT_ASKED else 3 if {value} is NOT_SURE else 1",
}
_ABSENT_ELSE = "0 if {value} is NOT_ASKED else 1"
_ORDERED = frozenset(
    (
        relations.is_at_least,
        relations.is_at_most,
        relations.can_be_at_most,
        relations.can_be_over,
        relations.is_over,
        relations.is_under,
    )
)


class Program:
    """The lines of a function, written as they are wanted: each value, check and group once."""

    def __init__(self, conditions: Iterable[Condition]) -> None:
        self._lines: list[str] = []
        self._known: dict[str, object] = {
            "Absent": Absent,
            "NOT_ASKED": NOT_ASKED,
            "NOT_SURE": NOT_SURE,
            "OUT_OF_DATE": OUT_OF_DATE,
            "UNANSWERED": UNANSWERED,
            "Range": Range,
            "OF_TRUTH": OF_TRUTH,
            "OPPOSITE": _OPPOSITE,
            "limit": limit,
        }
        self._terms: dict[Term, str] = {}
        self._asked: dict[Term, dict[object, tuple[Check, str]]] = {}
        self._groups: dict[str, str] = {}
        self._figures: dict[WorkingFigure, str] = {}
        for condition in conditions:
            self._gather(condition)

    def bits(self, condition: Condition) -> str:
        """The name under which the truth of a condition stands, once the lines before have run."""
        if isinstance(condition, Check):
            self._work_out(condition.term)
            return self._asked[condition.term][_alike(condition)][1]
        if isinstance(condition, Not):
            return self._group(f"OPPOSITE[{self.bits(condition.part)}]")
        parts = dict.fromkeys(map(self.bits, condition.parts))
        if not parts:
            return "0" if condition.by else "3"
        return self._group((" | " if condition.by else " & ").join(parts))

    def known(self, name: str, value: object) -> str:
        """A value that lines may name."""
        self._known[name] = value
        return name

    def named(self, kind: str, value: object) -> str:
        """The same under a name of its own."""
        return self.known(f"{kind}_{len(self._known)}", value)

    def function(self, returned: str) -> Callable[[Case], object]:
        """The lines so far as a function that returns an expression over their names."""
        body = ["given, values = case.answers, case.values", *self._limits(), *self._lines]
        source = "\n    ".join(("def in_case(case):", *body, f"return {returned}"))
        # Names and operands come from the rules' own files, never from what anybody typed.
        exec(compile(source, "<conditions>", "exec"), self._known)  # noqa: S102
        return cast("Callable[[Case], object]", self._known["in_case"])

    def _gather(self, condition: Condition) -> None:
        """Note what is asked of each term, so that all of it is decided beside its value."""
        for check in checks(condition):
            asked = self._asked.setdefault(check.term, {})
            if _alike(check) not in asked:
                asked[_alike(check)] = check, f"c{sum(map(len, self._asked.values()))}"
                for question in _questions(check.term):
                    self._gather(question.asked_if)

    def _group(self, expression: str) -> str:
        if expression.isidentifier():
            return expression
        if expression not in self._groups:
            self._groups[expression] = f"g{len(self._groups)}"
            self._lines.append(f"{self._groups[expression]} = {expression}")
        return self._groups[expression]

    def _work_out(self, term: Term) -> None:
        """A term's value, with all that is asked of it decided right after."""
        if term in self._terms:
            return
        for question in _questions(term):
            if question is not term:
                self._work_out(question)
        value, name = self._terms.setdefault(term, f"v{len(self._terms)}"), self.named("t", term)
        if isinstance(term, Question) and _is_plain(term):
            self._answer(term, value, name)
        else:
            worked_out = self.named("w", term.value)
            self._lines.append(f"{value} = values.get({name})")
            self._lines.append(f"if {value} is None: {value} = values[{name}] = {worked_out}(case)")
        self._lines += self._decided(term, value)

    def _answer(self, question: Question, value: str, name: str) -> None:
        """The one door to an answer, written out; and whether the answer still counts."""
        key = repr(question.key)
        written = f"given[{key}].value if {key} in given else UNANSWERED"
        if question.asked_if is not ALWAYS:
            gate = self.bits(question.asked_if)
            written = f"({written}) if {gate} == 3 else UNANSWERED if {gate} else NOT_ASKED"
        self._lines.append(f"{value} = {written}")
        if windows := [f"{self._operand(window)} is not None" for window in question.windows]:
            is_old = f"type({value}) is not Absent and not {name}.is_in_date(case)"
            self._lines.append(f"if ({' or '.join(windows)}) and {is_old}: {value} = OUT_OF_DATE")
        self._lines.append(f"values[{name}] = {value}")

    def _decided(self, term: Term, value: str) -> Iterator[str]:
        """Every check of a term: where its value is absent, is a range, and is known."""
        asked = [(name, check) for check, name in self._asked.get(term, {}).values()]
        if not asked:
            return
        absent = [(name, _ABSENT.get(check.relation, _ABSENT_ELSE)) for name, check in asked]
        yield f"if type({value}) is Absent:"
        yield from (f"    {name} = {told.format(value=value)}" for name, told in absent)
        if not _ORDERED.isdisjoint(check.relation for _, check in asked):
            yield f"elif isinstance({value}, Range):"
            yield from (f"    {name} = {self._held(check, value)}" for name, check in asked)
        yield "else:"
        yield from (f"    {name} = {self._known_to(check, value)}" for name, check in asked)

    def _known_to(self, check: Check, value: str) -> str:
        written = _WRITTEN.get(check.relation)
        if written is None:
            return self._held(check, value)
        return f"3 if {written.format(value=value, operand=self._operand(check.operand))} else 0"

    def _held(self, check: Check, value: str) -> str:
        """By the relation itself."""
        if check.relation is relations.is_unknown:
            return "0"
        holds = self.named("h", check.relation.holds)
        return f"OF_TRUTH[{holds}({value}, {self._operand(check.operand)})]"

    def _operand(self, operand: Operand) -> str:
        if isinstance(operand, WorkingFigure):
            return self._figures.setdefault(operand, f"f{len(self._figures)}")
        return (
            repr(operand)
            if operand is None or type(operand) in {bool, str}
            else self.named("o", operand)
        )

    def _limits(self) -> Iterator[str]:
        """The figures that a clinic set; those that it did not as they come."""
        if self._figures:
            self.known("FIGURES", tuple(self._figures))
            self.known("SHIPPED", tuple(figure.value for figure in self._figures))
            own = "[limit(figure, case) for figure in FIGURES]"
            yield f"{', '.join(self._figures.values())}, = {own} if case.figures else SHIPPED"


def _alike(check: Check) -> tuple[object, ...]:
    """What two checks of a term have in common that come to the same."""
    return check.relation, type(check.operand), check.operand


def _questions(term: Term) -> Iterator[Question]:
    return (one for one in term.reads() if isinstance(one, Question))


def _is_plain(question: Question) -> bool:
    """Whether its value is what every question's is."""
    kind = type(question)
    return kind.value is Question.value and kind.answer is Question.answer
