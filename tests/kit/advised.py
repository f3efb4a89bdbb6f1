"""Every answer that calls for advice to the patient, with what must be answered before it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from rules.language.logic.case import Absent
from rules.language.logic.conditions import Check, checks
from rules.language.questions import Advice, Call, Entries, MultiChoice, Question, Together
from rules.questions import QUESTIONS

Answers = Mapping[str, object]


def advised() -> Iterator[tuple[Question, Answers, Advice]]:
    """Each question that has advice: answers that call for it, and no other of the patient's."""
    for question in QUESTIONS.values():
        for advice, calls in question.advice.items():
            for call in calls:
                for before in _before(question, call):
                    yield question, {**before, question.key: answer_of(question, call)}, advice


def answer_of(question: Question, call: Call) -> object:
    """The answer in which nothing else is said than what calls for advice."""
    if isinstance(call, Together):
        return tuple(sorted(call.options))
    alone = isinstance(call, Absent) or not isinstance(question, MultiChoice)
    return call if alone else (call,)


def _before(question: Question, call: Call) -> list[dict[str, object]]:
    """Answers of earlier pages by which the question is asked, or its answer is the more urgent."""
    beside = checks(call.beside) if isinstance(call, Together) else ()
    return [
        given for check in (*checks(question.asked_if), *beside) for given in _meeting(check)
    ] or [{}]


# Ten tablets a day: more than anybody takes.
OVERDOSE = {"name": "Paracetamol", "form": "tablet", "strength": "500", "unit": "mg"}
OVERDOSED = {**OVERDOSE, "still_taken": True, "amount": Decimal(2), "times": Decimal(5)}


def _meeting(check: Check) -> Iterator[dict[str, object]]:
    """The answers to the one question that a check reads by which it is met."""
    [gate] = check.term.reads()
    assert isinstance(gate, Question)
    if isinstance(gate, Entries):
        yield {gate.key: (OVERDOSED,)}
        return
    options = sorted(check.operand) if isinstance(check.operand, frozenset) else [check.operand]
    for option in options:
        yield {gate.key: (option,) if isinstance(gate, MultiChoice) else option}


each_advised = pytest.mark.parametrize(
    ("question", "answers", "advice"), list(advised()), ids=lambda one: getattr(one, "key", None)
)
