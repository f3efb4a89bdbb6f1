"""The drawing of a back: every place and every level of the spine lies on it, in order."""

from __future__ import annotations

from itertools import pairwise

from flask import Flask

from questionnaire.fields.back import BANDS, HEIGHT_OF
from questionnaire.store.models import Role
from rules.questions.places import PLACES, SPINE
from tests.kit.filled import answered
from tests.kit.people import StaffClient, add_staff

LOWEST = 400  # of the drawing's units


def test_the_places_follow_on_each_other_and_each_is_wide_enough_for_a_finger() -> None:
    assert [band.place for band in BANDS] == list(PLACES)
    assert all(one.top + one.height == after.top for one, after in pairwise(BANDS))
    assert min(band.height for band in BANDS) >= 44
    assert BANDS[-1].top + BANDS[-1].height <= LOWEST


def test_every_level_of_the_spine_lies_below_the_one_above_it() -> None:
    heights = [HEIGHT_OF[level] for level in SPINE]

    assert heights == sorted(set(heights))


def test_a_nurse_sees_where_it_hurts_beside_the_levels_of_the_report(app: Flask) -> None:
    add_staff(app, Role.NURSE)
    response_id = answered(app, "V02")

    page = StaffClient(app, "nurse").get(f"/responses/{response_id}")

    figure = next(page.root.all("figure"))
    assert "Where it hurts: Middle of the back" in figure.text
    assert "Fractured levels reported: L1" in figure.text
    assert len([one for one in figure.all("rect") if "hurts" in one.get("class")]) == 1
    assert len([one for one in figure.all("path") if one.get("class") == "fracture"]) == 1
