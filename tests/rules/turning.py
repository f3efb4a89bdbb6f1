"""The answers on which a criterion turns: each side of every limit, each option it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import prod

import pytest

from rules.language.criteria.criteria import Criterion
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import Check, Condition, Term, checks
from rules.language.logic.days import ApproximateDate
from rules.language.logic.weighing import limit, weigh
from rules.language.questions import (
    ApproximateDay,
    Audience,
    Choice,
    Day,
    Entries,
    MultiChoice,
    Number,
    Question,
)
from rules.language.questions.worked_out import Superseded
from rules.protocols import PROTOCOLS
from rules.protocols.bleeding_risk import ANTITHROMBOTIC_REVIEWS
from rules.questions import QUESTIONS

ALIKE = set(ANTITHROMBOTIC_REVIEWS[1:])  # made by one call; the first stands for all
CRITERIA = [one for protocol in PROTOCOLS for one in protocol.criteria if one not in ALIKE]
each_criterion = pytest.mark.parametrize("criterion", CRITERIA, ids=lambda one: one.key)

ON = date(2026, 11, 16)
NO_ANSWERS = Case({}, ON)

BIRTHDAYS = [date(1950, 3, 10), date(1966, 11, 17), date(1976, 3, 10), date(1990, 3, 10)]
BEFORE_ALL = date(1900, 1, 1)
STUDIES = [
    date(2026, 11, 9),  # 7 days
    date(2026, 11, 2),  # 14 days
    date(2026, 11, 1),
    date(2026, 10, 15),  # within a month that an onset or an MRI may be known by
    BEFORE_ALL,
]
ONSETS = [
    ApproximateDate("2026-10-27"),  # 20 days
    ApproximateDate("2026-10-26"),
    ApproximateDate("2026-10"),  # on both sides of 21 days
    ApproximateDate("2026-08-24"),  # 84 days
    ApproximateDate("2026-08"),
    ApproximateDate("2025"),
]
PARACETAMOL = {"name": "Paracetamol", "still_taken": True}
MORPHINE = {"name": "Morphine", "form": "tablet", "strength": "25", "unit": "mg"}
MEDICINES: list[object] = [
    (),
    ({"name": "Methadone"},),
    (MORPHINE,),  # no dose
    ({**MORPHINE, "amount": Decimal(1), "times": Decimal(1)},),
    ({**MORPHINE, "amount": Decimal(1), "times": Decimal(2)},),  # 50 mg
    (PARACETAMOL,),
    (MORPHINE, PARACETAMOL),
    ({"name": "Codeine", "still_taken": False, "why_stopped": "side_effects"},),
    ({"name": "Codeine", "still_taken": False}, PARACETAMOL),  # nobody knows why
]


LEVELS: list[object] = [
    (),
    ({"level": "t12", "tender": True, "oedema": True, "height_loss": Decimal(30)},),
    (
        {"level": "t12", "tender": True, "oedema": False, "to_be_treated": True},
        {"level": "l1", "tender": False, "oedema": True, "height_loss": Decimal(16)},
    ),
    (
        {"level": "t12", "tender": False, "oedema": False, "height_loss": Decimal(71)},
        {"level": "l1", "oedema": False, "height_loss": Decimal(10), "to_be_treated": True},
    ),
    ({"level": "t12"}, {"level": "l1", "tender": False}),
    tuple({"level": level, "to_be_treated": True} for level in ("t11", "t12", "l1", "l2")),
]


def checks_of(criterion: Criterion) -> list[Check]:
    """Every check in its conditions, and in those on which its questions are asked at all."""
    return [check for part in criterion.conditions() for check in _with_gates(part)]


def _with_gates(condition: Condition) -> Iterator[Check]:
    for check in checks(condition):
        yield check
        for question in questions_of(check.term):
            yield from _with_gates(question.asked_if)


def questions_of(term: Term) -> list[Question]:
    return [read for read in term.reads() if isinstance(read, Question)]


def keys_of(criterion: Criterion) -> list[str]:
    """Every question that a criterion turns on."""
    turned_on = (
        question for check in checks_of(criterion) for question in questions_of(check.term)
    )
    return list(dict.fromkeys(question.key for question in turned_on))


def superseding(criterion: Criterion) -> set[str]:
    """Questions whose answer makes a new case of it: staff's own, in place of the patient's, and rows."""
    terms = [check.term for check in checks_of(criterion)]
    staff = {term.staff.key for term in terms if isinstance(term, Superseded)}
    rows = {one.key for term in terms for one in questions_of(term) if is_rows(one)}
    return staff | rows


def is_rows(question: Question) -> bool:
    """Whether it has rows, which stand above a single answer."""
    return isinstance(question, Entries) and question.row_for is not None


def asked_among(known: dict[str, object]) -> dict[str, object]:
    """Without answers to what is not asked: nobody is shown the question, so none comes in."""
    case = case_of(known)
    return {
        key: value
        for key, value in known.items()
        if weigh(QUESTIONS[key].asked_if, case).truth is not False
    }


def turning_values(criterion: Criterion, key: str) -> list[object]:
    """Not sure first, then a value on each side of everything the criterion asks of the answer."""
    return [Absent.NOT_SURE, *_values(criterion, QUESTIONS[key])]


def _values(criterion: Criterion, question: Question) -> list[object]:
    match question:
        case Number():
            return [*_near_limits(criterion, question)]
        case MultiChoice():
            return [*_choices(criterion, question)]
        case Choice():
            return [*question.options]
        case Day():
            return [*(BIRTHDAYS if question.asked_of is Audience.RECORD else STUDIES)]
        case ApproximateDay():
            return [*ONSETS]
        case Entries():
            return LEVELS if question.row_for else MEDICINES
        case _:
            return [True, False]


def _operands(criterion: Criterion, question: Question) -> list[object]:
    return [
        limit(check.operand, NO_ANSWERS)
        for check in checks_of(criterion)
        if question in questions_of(check.term)
    ]


def _near_limits(criterion: Criterion, question: Number) -> list[Decimal]:
    step = Decimal(1).scaleb(-question.decimals)
    limits = [one for one in _operands(criterion, question) if isinstance(one, Decimal)]
    beside = {near for one in limits for near in (one - step, one, one + step)}
    return sorted(one for one in beside if question.low <= one <= question.high)


def _choices(criterion: Criterion, question: MultiChoice) -> list[tuple[str, ...]]:
    """None, each option named, one that is not named, and all of these together."""
    sets = [one if isinstance(one, frozenset) else {one} for one in _operands(criterion, question)]
    named = [option for option in question.options if any(option in one for one in sets)]
    other = [option for option in question.options if option not in named][:1]
    return [(), *((option,) for option in (*named, *other)), (*named, *other)]


def combinations_of(criterion: Criterion) -> int:
    """How many combinations of turning values there are."""
    return prod(len(turning_values(criterion, key)) for key in keys_of(criterion))


def case_of(known: dict[str, object]) -> Case:
    return Case({key: Given(value) for key, value in known.items()}, ON)
