"""What criteria read: the questions on which they turn, and what they ask of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from rules.language.criteria.criteria import Criterion, Polarity, Protocol
from rules.language.logic.conditions import Check, Condition, checks
from rules.language.logic.relations import is_not_sure, is_unknown
from rules.language.questions import Question

KEPT = 4096  # far more than there are: editions of the past, read for a comparison, come and go


@lru_cache(KEPT)
def indications(protocol: Protocol) -> tuple[Criterion, ...]:
    """The criteria that its overall status is made of."""
    return tuple(
        criterion for criterion in protocol.criteria if criterion.polarity is Polarity.INDICATION
    )


def turns_on(criterion: Criterion) -> tuple[Condition, Condition, Condition]:
    """The conditions that its status is made of."""
    return criterion.applies_when, criterion.met_when, criterion.not_met_when


@lru_cache(KEPT)
def questions_of(criterion: Criterion) -> tuple[Question, ...]:
    """Every question that its status turns on, those first on which others are asked at all."""
    found = (question for part in turns_on(criterion) for question in questions_in(part))
    return tuple(dict.fromkeys(found))


@lru_cache(KEPT)
def questions_in(condition: Condition) -> tuple[Question, ...]:
    """The same of a condition."""
    return tuple(dict.fromkeys(_questions_in(condition)))


def _questions_in(condition: Condition) -> Iterator[Question]:
    for check in checks(condition):
        for question in _read_by(check):
            yield from questions_in(question.asked_if)
            yield question


def _read_by(check: Check) -> Iterator[Question]:
    return (term for term in check.term.reads() if isinstance(term, Question))


@lru_cache(KEPT)
def asked_by(criteria: tuple[Criterion, ...]) -> Mapping[Question, tuple[Check, ...]]:
    """What some criteria ask of each question that they turn on."""
    parts = [part for criterion in criteria for part in turns_on(criterion)]
    gates = [question.asked_if for part in parts for question in questions_in(part)]
    asked: dict[Question, dict[object, Check]] = {}
    for check in chain.from_iterable(map(checks, (*parts, *gates))):
        for question in _read_by(check):
            same = (check.term, check.relation, check.operand)
            asked.setdefault(question, {}).setdefault(same, check)
    return {question: tuple(every.values()) for question, every in asked.items()}


@lru_cache(KEPT)
def absences(criterion: Criterion) -> tuple[Check, ...]:
    """What it asks that holds while nobody has looked: an answer can undo what that settled."""
    asked = (check for part in turns_on(criterion) for check in checks(part))
    return tuple(dict.fromkeys(one for check in asked for one in absences_in(check)))


@lru_cache(KEPT)
def absences_in(check: Check) -> tuple[Check, ...]:
    """The same of a check, and of whether its questions are asked at all."""
    gates = (gate for one in _read_by(check) for gate in checks(one.asked_if))
    behind = (one for gate in gates for one in absences_in(gate))
    return (check, *behind) if check.relation in (is_unknown, is_not_sure) else tuple(behind)
