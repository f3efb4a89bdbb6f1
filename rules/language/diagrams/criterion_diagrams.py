"""Decision diagrams of criteria over the answers not known in a case: where each stands under all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeGuard

from rules.language.criteria.criteria import Criterion, Status
from rules.language.diagrams.decision_diagram import (
    Diagram,
    Diagrams,
    both,
    either,
    met_or_not,
    together,
    where_it_applies,
)
from rules.language.diagrams.questions_read import (
    absences,
    questions_in,
    questions_of,
    turns_on,
)
from rules.language.diagrams.unknowns import Unknown, given_now
from rules.language.logic.case import Case
from rules.language.logic.conditions import ALWAYS, Check, Condition, Group, Not, Term
from rules.language.logic.weighing import truth_of, weigh
from rules.language.questions import Question

Chosen = tuple[tuple[int, int], ...]  # variables, each with one of its answers


class CriterionDiagrams:
    """Diagrams of the criteria of one case. A variable is a place in `unknown`."""

    def __init__(self, unknown: Sequence[Unknown], case: Case) -> None:
        self._case = case
        self._diagrams = Diagrams()
        self._questions = [one.question for one in unknown]
        self._variables = {question: place for place, question in enumerate(self._questions)}
        self._examples = [one.examples for one in unknown]
        self._given = [
            [given_now(question, example, case) for example in examples]
            for question, examples in zip(self._questions, self._examples, strict=True)
        ]
        self._conditions: dict[Condition, Diagram] = {}
        self._cases: dict[Chosen, Case] = {}

    def turns(self, criterion: Criterion) -> bool:
        """Whether a criterion reads anything that is not known."""
        return any(question in self._variables for question in questions_of(criterion))

    def told(
        self, standing: Mapping[Criterion, Status], waiting: Collection[Criterion]
    ) -> dict[Criterion, Diagram]:
        """Where each criterion stands: what is settled as it does, unless an answer can undo that."""
        return {
            one: self.criterion(one) if one in waiting or self._can_be_undone(one) else status
            for one, status in standing.items()
        }

    def _can_be_undone(self, criterion: Criterion) -> bool:
        return bool(absences(criterion)) and self.turns(criterion)

    def overall(self, statuses: Sequence[Diagram]) -> Diagram:
        """The overall status of some criteria."""
        return self._diagrams.join_all(together, statuses, Status.NOT_APPLICABLE)

    def completed(self, diagram: Diagram) -> Diagram:
        """The same where everything is answered."""
        return self._diagrams.completed(diagram)

    def whatever_comes(self, diagram: Diagram, coming: Collection[int]) -> Diagram:
        """The same where answers that are waited for leave open only that in which they differ."""
        return self._diagrams.whatever_comes(diagram, coming)

    def criterion(self, criterion: Criterion) -> Diagram:
        """Where a criterion stands."""
        applies, met, not_met = (self._condition(part) for part in turns_on(criterion))
        where_met = self._diagrams.join(met_or_not, met, not_met)
        return self._diagrams.join(where_it_applies, applies, where_met)

    def _condition(self, condition: Condition) -> Diagram:
        if condition not in self._conditions:
            self._conditions[condition] = self._made_of(condition)
        return self._conditions[condition]

    def _made_of(self, condition: Condition) -> Diagram:
        if self._variables.keys().isdisjoint(questions_in(condition)):
            return weigh(condition, self._case).truth
        match condition:
            case Check():
                return self._of_check(condition)
            case Group(parts, by):
                joining = either if by else both
                return self._diagrams.join_all(joining, list(map(self._condition, parts)), not by)
            case Not(part):
                return self._diagrams.opposite(self._condition(part))

    def _of_check(self, check: Check) -> Diagram:
        if _is_an_answer(check.term):  # which its examples are: no other answer has a say in it
            variable = self._variables[check.term]
            truths = [truth_of(check, one, self._case) for one in self._examples[variable]]
            return self._diagrams.point(variable, [*truths, weigh(check, self._case).truth])
        read = [self._variables.get(one) for one in questions_in(check)]
        return self._check(check, sorted(one for one in read if one is not None), ())

    def _check(self, check: Check, variables: Sequence[int], chosen: Chosen) -> Diagram:
        """A check by itself is weighed as ever, under each mix of the few answers that it reads."""
        if not variables:
            return weigh(check, self._case_of(chosen)).truth
        first, *rest = variables
        answers = range(len(self._given[first]))
        known = [self._check(check, rest, (*chosen, (first, one))) for one in answers]
        return self._diagrams.point(first, [*known, self._check(check, rest, chosen)])

    def _case_of(self, chosen: Chosen) -> Case:
        if chosen not in self._cases:
            answers = dict(self._case.answers)
            for variable, answer in chosen:
                answers |= self._given[variable][answer]
            self._cases[chosen] = self._as_asked(self._case.having(answers), chosen)
        return self._cases[chosen]

    def _as_asked(self, case: Case, chosen: Chosen) -> Case:
        """Nobody is shown what is not asked, so no answer to it comes in."""
        asked = [self._questions[variable] for variable, _ in chosen]
        closed = {
            one.key
            for one in asked
            if one.asked_if is not ALWAYS and weigh(one.asked_if, case).truth is False
        }
        if not closed:
            return case
        return case.having({key: one for key, one in case.answers.items() if key not in closed})


def _is_an_answer(term: Term) -> TypeGuard[Question]:
    """Whether its value is whatever is answered, always asked and never out of date."""
    return isinstance(term, Question) and term.asked_if is ALWAYS and not term.windows
