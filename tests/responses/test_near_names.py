"""Which names have somebody asked whether they are one person's, and which do not."""

from __future__ import annotations

import pytest

from questionnaire.responses.near_names import is_near_name, is_same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dorothy Ash", "Ash, Dorothy"),
        ("Dorothy Ash", "Dorothy Birch"),  # she married
        ("Dorothy Ash", "D. Ash"),
        ("Dorothy Ash", "D A"),
        ("John Smith", "Jon Smyth"),
        ("Siobhán O’Brien", "Siobhan O Brien"),
        ("Mary-Ann Lee", "Maryann Lea"),
        ("Wei Li", "Li Wei"),
        ("Ольга Петрова", "Петрова Ольга"),
        ("van der Berg", "Vanderberg"),
    ],
)
def test_near_names_are_near_both_ways(one: str, other: str) -> None:
    assert is_near_name(one, other)
    assert is_near_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dorothy Ash", "Gerald Oak"),
        ("Mrs Dorothy Ash", "Mrs Karen Oak"),
        ("Ana de la Cruz", "Berta de la Peña"),
        ("D. Ash", "D. Oak"),
        ("Ольга Петрова", "Иван Сидоренко"),
    ],
)
def test_others_are_not_near(one: str, other: str) -> None:
    assert not is_near_name(one, other)
    assert not is_near_name(other, one)


def test_the_same_name_in_another_order_is_near_and_not_the_same() -> None:
    assert is_same_name("Zoë O’Brien", "zoe obrien")
    assert not is_same_name("Dorothy Ash", "Ash Dorothy")
