"""The logic against the cases that HL7 publishes for the operators of its Clinical Quality Language.

Source: HL7 CQL test suite, CqlLogicalOperatorsTest version 1.0 (all 39 cases), read on 2026-11-22 in
github.com/cqframework/cql-tests at 1939d99, file tests/cql/CqlLogicalOperatorsTest.xml. Its null is
what is not known here. Our language has no `xor` and no `implies`: they are said with the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import Condition, Group, all_of, any_of, not_
from rules.language.logic.weighing import weigh
from rules.language.questions import YesNo

Truth: TypeAlias = bool | None

T, F, N = True, False, None

# fmt: off
PUBLISHED = [
    # left  right  and  or  xor  implies
    (T,     T,     T,   T,  F,   T),
    (T,     F,     F,   T,  T,   F),
    (T,     N,     N,   T,  N,   N),
    (F,     T,     F,   T,  T,   T),
    (F,     F,     F,   F,  F,   T),
    (F,     N,     F,   N,  N,   T),
    (N,     T,     N,   T,  N,   T),
    (N,     F,     F,   N,  N,   N),
    (N,     N,     N,   N,  N,   N),
]
PUBLISHED_NOT = {T: F, F: T, N: N}
# fmt: on
AND = {(left, right): both for left, right, both, *_ in PUBLISHED}
OR = {(left, right): either for left, right, _, either, *_ in PUBLISHED}

ON = date(2026, 11, 16)
LEFT = YesNo("left", "Left?", "Left")
RIGHT = YesNo("right", "Right?", "Right")
UNKNOWN = (Absent.UNANSWERED, Absent.NOT_SURE)

each_pair = pytest.mark.parametrize("row", PUBLISHED)
each_absence = pytest.mark.parametrize("absent", UNKNOWN)


def either_but_not_both(left: Condition, right: Condition) -> Condition:
    """`xor`, which the language has no word for."""
    return any_of(all_of(left, not_(right)), all_of(not_(left), right))


def implies(left: Condition, right: Condition) -> Condition:
    """`implies`, which the language has no word for."""
    return any_of(not_(left), right)


def truth(
    condition: Condition, left: Truth = None, right: Truth = None, absent: Absent = UNKNOWN[0]
) -> Truth:
    values: dict[str, Truth] = {"left": left, "right": right}
    given_ = {key: Given(absent if value is None else value) for key, value in values.items()}
    return weigh(condition, Case(given_, ON)).truth


@each_pair
@each_absence
def test_two_conditions_combine_as_published(row: Sequence[Truth], absent: Absent) -> None:
    left, right, both, either, xor, follows = row

    assert truth(all_of(LEFT.yes, RIGHT.yes), left, right, absent) is both
    assert truth(any_of(LEFT.yes, RIGHT.yes), left, right, absent) is either
    assert truth(either_but_not_both(LEFT.yes, RIGHT.yes), left, right, absent) is xor
    assert truth(implies(LEFT.yes, RIGHT.yes), left, right, absent) is follows


@pytest.mark.parametrize(("part", "opposite"), PUBLISHED_NOT.items())
@each_absence
def test_the_opposite_of_a_condition_is_as_published(
    part: Truth, opposite: Truth, absent: Absent
) -> None:
    assert truth(not_(LEFT.yes), part, absent=absent) is opposite


@each_pair
def test_an_answer_that_is_not_there_counts_as_the_published_null(row: Sequence[Truth]) -> None:
    left, right, both, either, *_ = row
    values = {"left": left, "right": right}
    case = Case({key: Given(value) for key, value in values.items() if value is not None}, ON)

    assert weigh(all_of(LEFT.yes, RIGHT.yes), case).truth is both
    assert weigh(any_of(LEFT.yes, RIGHT.yes), case).truth is either


@pytest.mark.parametrize("value", [T, F, N])
@pytest.mark.parametrize("group", [all_of, any_of])
def test_a_group_of_one_is_that_one(group: Callable[[Condition], Group], value: Truth) -> None:
    assert truth(group(LEFT.yes), value) is value
    assert truth(group(group(LEFT.yes)), value) is value


def test_a_group_of_none_is_where_the_published_operator_starts() -> None:
    """`x and true` and `x or false` are x in every published case."""
    assert all(AND[value, True] is value and OR[value, False] is value for value in (T, F, N))
    assert truth(all_of()) is True
    assert truth(any_of()) is False
    assert truth(not_(all_of())) is False
    assert truth(any_of(all_of(), any_of())) is True
    assert truth(all_of(any_of(), LEFT.yes)) is False


@dataclass(frozen=True)
class Said:
    """A condition, and the truth that the published tables alone give it."""

    condition: Condition
    truth: Truth


def a_known(value: Truth) -> Said:
    question = {T: LEFT.yes, F: RIGHT.yes, N: YesNo("nobody", "?", "?").yes}[value]
    return Said(question, value)


def all_said(parts: Sequence[Said]) -> Said:
    told = reduce(lambda so_far, part: AND[so_far, part.truth], parts, T)
    return Said(all_of(*(part.condition for part in parts)), told)


def any_said(parts: Sequence[Said]) -> Said:
    told = reduce(lambda so_far, part: OR[so_far, part.truth], parts, F)
    return Said(any_of(*(part.condition for part in parts)), told)


def opposite_said(part: Said) -> Said:
    return Said(not_(part.condition), PUBLISHED_NOT[part.truth])


def nested(inner: st.SearchStrategy[Said]) -> st.SearchStrategy[Said]:
    several = st.lists(inner, max_size=4)
    return several.map(all_said) | several.map(any_said) | inner.map(opposite_said)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.recursive(st.sampled_from([T, F, N]).map(a_known), nested, max_leaves=20))
def test_conditions_within_conditions_come_out_as_the_tables_give_them(said: Said) -> None:
    assert truth(said.condition, left=T, right=F) is said.truth
