"""The answers on which rules turn: on each side of everything that they ask of a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from itertools import chain, combinations

from rules.language.logic.case import Case, Given, once_a_case
from rules.language.logic.conditions import Check
from rules.language.logic.days import ApproximateDate
from rules.language.logic.relations import is_unknown
from rules.language.logic.weighing import limit, weigh
from rules.language.questions import (
    ApproximateDay,
    Choice,
    Day,
    Entries,
    Entry,
    MultiChoice,
    Number,
    Question,
    YesNo,
)
from rules.language.questions.rows import ByRow
from rules.language.questions.worked_out import Counted, Superseded

Truths = tuple[bool | None, ...]
NOTHING_SAID: Entry = {}
LONG_AGO = date(1900, 1, 1)
MANY = 5  # of so many groups of options every mix is tried; of more, each alone and all together


@dataclass(frozen=True)
class Side:
    """Answers that rules take alike: examples, and what each check says of every one of them."""

    examples: tuple[object, ...]
    truths: Truths


@dataclass(frozen=True, eq=False)
class Turning:
    """What a question's answer could be, where `asked` are the checks that read it.

    `measured_by` is the number that an answer comes to, if it comes to one.
    """

    question: Question
    asked: tuple[Check, ...]
    sides: tuple[Side, ...]
    measured_by: Number | Counted | None


def turning(question: Question, asked: tuple[Check, ...], case: Case) -> Turning:
    """The sides of a question: the same for every patient of a day, and worked out once for all."""
    figures, choices = tuple(case.figures.items()), tuple(case.choices.items())
    return _turning((question, asked), _no_answers(case.on, figures, choices))


@lru_cache(maxsize=16)
def _no_answers(
    on: date, figures: tuple[tuple[str, Decimal], ...], choices: tuple[tuple[str, str], ...]
) -> Case:
    return Case({}, on, dict(figures), dict(choices))


@once_a_case
def _turning(subject: tuple[Question, tuple[Check, ...]], blank: Case) -> Turning:
    question, asked = subject
    terms = (question, *(check.term for check in asked))
    measured_by = next((term for term in terms if isinstance(term, Number | Counted)), None)
    examples = _examples(question, asked, blank)
    if measured_by:
        examples.sort(key=lambda example: amount(measured_by, example, blank.on))
    return Turning(question, asked, _sides(question, asked, examples, blank), measured_by)


def amount(measured_by: Number | Counted, example: object, on: date) -> Decimal:
    """The number that an answer comes to."""
    value = measured_by.of(example, on) if isinstance(measured_by, Counted) else example
    if not isinstance(value, Decimal):
        raise TypeError(f"{measured_by.short} of {example!r} is {value!r}: give an exact example")
    return value


def _sides(
    question: Question, asked: tuple[Check, ...], examples: Sequence[object], blank: Case
) -> tuple[Side, ...]:
    """What leaves a check open is no full answer, and left out.

    Where all do, as on a list behind a gate, none is known to be like another: each stands alone.
    """
    alike: dict[Truths, list[object]] = {}
    for example in examples:
        case = blank.having({question.key: Given(example)})
        truths = tuple([_truth(check, example, case) for check in asked])
        alike.setdefault(truths, []).append(example)
    sides = [Side(tuple(examples), truths) for truths, examples in alike.items()]
    whole = [side for side in sides if None not in side.truths]
    apart = (Side((example,), side.truths) for side in sides for example in side.examples)
    return tuple(whole or apart)


def _truth(check: Check, example: object, case: Case) -> bool | None:
    """Whether a check holds of an answer, were its question asked."""
    if check.relation is is_unknown:
        return False
    match check.term:
        case Question() | Superseded() | ByRow():
            value = example
        case Counted() as counted:
            value = counted.of(example, case.on)
        case _:
            return weigh(check, case).truth
    return check.relation.holds(value, limit(check.operand, case))


def _examples(question: Question, asked: tuple[Check, ...], blank: Case) -> list[object]:
    operands = [limit(check.operand, blank) for check in asked]
    of_terms = [check.term.examples(blank, check) for check in asked]
    every: list[object] = []
    for example in chain(_of_question(question, operands, blank.on), *of_terms):
        if example not in every:  # a list of medicines has no hash
            every.append(example)
    return every


def _of_question(question: Question, operands: Sequence[object], on: date) -> Iterator[object]:
    match question:
        case YesNo():
            yield from (True, False)
        case Choice():
            yield from question.options
        case MultiChoice():
            yield from _mixes(question, operands)
        case Number():
            yield from _near_limits(question, operands)
        case Entries():
            yield from ((), (NOTHING_SAID,))
        case Day():
            yield from (on, LONG_AGO)  # after what the patient tells of, and before all of it
        case ApproximateDay():
            yield ApproximateDate(on.isoformat())
        case _:
            yield question.short  # of words, rules ask only whether there are any


def _near_limits(question: Number, operands: Sequence[object]) -> Iterator[object]:
    """Both ends of what the question takes, and what lies beside each limit."""
    step = Decimal(1).scaleb(-question.decimals)
    limits = [operand for operand in operands if isinstance(operand, Decimal)]
    under = [(one / step).to_integral_value(ROUND_FLOOR) * step for one in limits]
    beside = {near for one in under for near in (one - step, one, one + step)}
    for number in (question.low, *beside, question.high):
        if question.low <= number <= question.high:
            yield question.read(number)


def _mixes(question: MultiChoice, operands: Sequence[object]) -> Iterator[tuple[str, ...]]:
    """Every mix of options, where those that no rule tells apart stand for each other."""
    named = [one if isinstance(one, frozenset) else {one} for one in operands if one]
    alike: dict[tuple[bool, ...], str] = {}
    for option in question.options:
        alike.setdefault(tuple([option in one for one in named]), option)
    options = list(alike.values())
    sizes = range(len(options) + 1) if len(options) <= MANY else (0, 1, len(options))
    for size in sizes:
        yield from combinations(options, size)
