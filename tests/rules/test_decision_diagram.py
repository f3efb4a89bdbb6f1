"""Decision diagrams by themselves: what leads to the same is told once."""

from __future__ import annotations

import pytest

from rules.language.criteria.criteria import Status
from rules.language.diagrams.decision_diagram import Diagrams, Point, both
from rules.language.diagrams.diagram_paths import Fewest


def test_a_point_whose_branches_lead_to_the_same_is_left_out() -> None:
    diagrams = Diagrams()

    assert diagrams.point(0, [Status.MET]) is Status.MET
    assert diagrams.point(0, [Status.MET, Status.MET]) is Status.MET
    assert isinstance(diagrams.point(0, [Status.MET, Status.NOT_MET]), Point)


def test_a_variable_has_the_same_answers_wherever_it_is_asked_for() -> None:
    diagrams = Diagrams()
    two, three = diagrams.point(0, [True, None]), diagrams.point(0, [True, False, None])

    with pytest.raises(ValueError, match="zip"):
        diagrams.join(both, two, three)


def test_of_two_ways_as_short_the_one_by_what_decides_is_taken() -> None:
    diagrams = Diagrams()
    second = diagrams.point(1, [Status.MET, Status.CANNOT_TELL])
    either = diagrams.point(0, [Status.MET, second])

    assert Fewest(Status.MET, favoured={0}).way(either) == ((0, 0),)
    assert Fewest(Status.MET, favoured={1}).way(either) == ((1, 0),)
