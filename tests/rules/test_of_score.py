"""The OF score as its card has it, and as a range while somebody has still to look."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.language.logic.case import Absent, Case, Given
from rules.language.questions.score import Total
from rules.questions.of_score import OF_SCORE, OF_SCORE_SAYS
from tests.rules.strategies import values_of

ON = date(2026, 11, 16)
PARTS = [part.question for part in OF_SCORE.parts]
KEYS = [question.key for question in PARTS]
# The mildest and the gravest of everything on the card.
BEST: dict[str, object] = {
    "of_type": "of1",
    "of_bone": False,
    "of_progress": False,
    "of_pain": False,
    "of_neurology": False,
    "of_mobile": True,
    "of_health": ("asa", "frailty", "anticoagulation"),
}
WORST: dict[str, object] = {
    "of_type": "of5",
    "of_bone": True,
    "of_progress": True,
    "of_pain": True,
    "of_neurology": True,
    "of_mobile": False,
    "of_health": (),
}


def case(answers: dict[str, object]) -> Case:
    return Case({key: Given(value) for key, value in answers.items()}, ON)


def total(answers: dict[str, object]) -> tuple[int, int] | None:
    found = OF_SCORE.total(case(answers))
    return (found.least, found.most) if found else None


@pytest.mark.parametrize(
    ("key", "value", "points"),
    [
        ("of_type", "of2", 4), ("of_type", "of3", 6), ("of_type", "of4", 8), ("of_type", "of5", 10),
        ("of_bone", True, 1), ("of_progress", True, 1), ("of_pain", True, 1),
        ("of_neurology", True, 2), ("of_mobile", False, 1),
        ("of_health", (), 0), ("of_health", ("frailty",), -1), ("of_health", ("asa", "frailty"), -2),
    ],
)  # fmt: skip
def test_each_part_adds_what_the_card_says(key: str, value: object, points: int) -> None:
    card = {"of_type": 2, "of_bone": 0, "of_progress": -1, "of_pain": -1, "of_neurology": 0}
    best = {**card, "of_mobile": -1, "of_health": -2}

    assert total(BEST) == (-3, -3)
    assert total({**BEST, key: value}) == (-3 + points - best[key],) * 2


def test_the_gravest_of_everything_comes_to_sixteen() -> None:
    assert total(WORST) == (16, 16)


def test_while_nobody_has_entered_anything_there_is_no_score() -> None:
    assert OF_SCORE.total(case({})) is None
    assert OF_SCORE.total(case(dict.fromkeys(KEYS, Absent.NOT_SURE))) is None


def test_what_is_not_known_is_a_range_and_is_named_and_never_counts_as_nothing() -> None:
    assert OF_SCORE.total(case({"of_type": "of3", "of_neurology": True})) == Total(
        8 - 1 - 1 - 1 - 2,
        8 + 1 + 1 + 1 + 1,
        (
            "OF: T-score under -3, or 90 HU or less",
            "OF: deformity progressing",
            "OF: pain of 5 or more on analgesia",
            "OF: mobile on analgesia",
            "OF: general health",
        ),
    )


@given(st.data())
def test_every_completion_lies_within_the_range_and_both_ends_are_reached(
    data: st.DataObject,
) -> None:
    whole = {question.key: data.draw(values_of(question)) for question in PARTS}
    known = data.draw(st.sets(st.sampled_from(KEYS), min_size=1))

    so_far = total({key: value for key, value in whole.items() if key in known})
    exact = total(whole)

    assert so_far is not None
    assert exact is not None
    assert so_far[0] <= exact[0] <= so_far[1]
    left = {key for key in KEYS if key not in known}
    assert total({**whole, **{key: BEST[key] for key in left}}) == (so_far[0],) * 2
    assert total({**whole, **{key: WORST[key] for key in left}}) == (so_far[1],) * 2


def test_it_is_information_marked_as_its_card_says() -> None:
    assert "not validated" in OF_SCORE_SAYS
    assert "no verdict" in OF_SCORE_SAYS
