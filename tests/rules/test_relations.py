"""What a condition asks of a value: on each side of a limit, and where only a range is known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.language.logic import relations
from rules.language.logic.relations import (
    RELATIONS,
    Operand,
    Range,
    Relation,
    WorkingFigure,
    can_be_over,
    includes,
    includes_any_of,
    includes_only,
    is_,
    is_at_least,
    is_at_most,
    is_empty,
    is_one_of,
    is_over,
    is_under,
)

SEVEN = Decimal(7)


def number(low: int, high: int | None) -> Range:
    return Range(Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("value", "at_least", "at_most"),
    [
        (Decimal(6), False, True),
        (Decimal(7), True, True),
        (Decimal(8), True, False),
        (number(1, 6), False, True),
        (number(1, 7), None, True),
        (number(6, 8), None, None),
        (number(7, 8), True, None),
        (number(8, 9), True, False),
        (number(7, 7), True, True),
        (number(6, None), None, None),
        (number(7, None), True, None),
        (number(8, None), True, False),
    ],
)
def test_a_limit_is_asked_of_a_number_or_of_all_that_it_can_be(
    value: object, at_least: bool | None, at_most: bool | None
) -> None:
    found = (is_at_least.holds(value, SEVEN), is_at_most.holds(value, SEVEN))

    assert found == (at_least, at_most)


@pytest.mark.parametrize(
    ("value", "over", "under"),
    [
        (Decimal(6), False, True),
        (Decimal(7), False, False),
        (Decimal(8), True, False),
        (number(1, 7), False, None),
        (number(6, 8), None, None),
        (number(7, None), None, False),
        (number(8, None), True, False),
    ],
)
def test_over_and_under_leave_the_limit_itself_out(
    value: object, over: bool | None, under: bool | None
) -> None:
    assert (is_over.holds(value, SEVEN), is_under.holds(value, SEVEN)) == (over, under)


@pytest.mark.parametrize(
    ("value", "can_be"),
    [
        (Decimal(7), False),
        (Decimal(8), True),
        (number(1, 7), False),
        (number(6, 8), True),
        (number(7, None), True),
    ],
)
def test_what_can_be_over_a_limit_is_so_wherever_it_is_not_surely_at_most(
    value: object, can_be: bool
) -> None:
    assert can_be_over.holds(value, SEVEN) is can_be


@pytest.mark.parametrize(
    ("relation", "value", "operand", "holds"),
    [
        (is_, True, True, True),
        (is_, False, True, False),
        (is_one_of, "a", frozenset({"a", "b"}), True),
        (is_one_of, "c", frozenset({"a", "b"}), False),
        (includes, ("a", "b"), "a", True),
        (includes, ("a", "b"), "c", False),
        (includes_any_of, ("a", "c"), frozenset({"a", "b"}), True),
        (includes_any_of, ("c",), frozenset({"a", "b"}), False),
        (includes_only, ("a",), frozenset({"a", "b"}), True),
        (includes_only, ("a", "b"), frozenset({"a", "b"}), True),
        (includes_only, ("a", "c"), frozenset({"a", "b"}), False),
        (is_empty, (), None, True),
        (is_empty, ("a",), None, False),
    ],
)
def test_what_was_chosen_is_compared_with_what_is_asked(
    relation: Relation, value: object, operand: Operand, holds: bool
) -> None:
    assert relation.holds(value, operand) is holds


def test_each_relation_has_a_key_and_words_and_an_opposite_of_its_own() -> None:
    every = [one for one in vars(relations).values() if isinstance(one, Relation)]

    assert every == list(RELATIONS.values()), "list each one under RELATIONS, once"
    assert len({one.key for one in every}) == len(every)
    assert all(one.words != one.opposite for one in every)


FIGURE = WorkingFigure(
    "f", "Counts from", SEVEN, "of 10", "None given.", high=Decimal(10), low=Decimal(1)
)


@pytest.mark.parametrize(
    ("figure", "allowed"),
    [
        ("0.9", False),
        ("1", True),
        ("5.5", True),
        ("10", True),
        ("10.1", False),
        ("NaN", False),
        ("Infinity", False),
    ],
)
def test_a_clinic_can_set_a_figure_from_the_lowest_to_the_highest(
    figure: str, allowed: bool
) -> None:
    assert FIGURE.allows(Decimal(figure)) is allowed


def test_what_a_clinic_can_set_is_said() -> None:
    assert FIGURE.takes() == "a number from 1 to 10"
