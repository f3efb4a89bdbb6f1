"""What a page says once: the ends that scores share, and a long list that waits until it is wanted."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.kit.markup import Element
from tests.kit.pages import Page
from tests.kit.people import Invited, PatientClient
from tests.patient.test_patient import answer, value

SCORES = ("pain_on_movement", "pain_at_rest", "pain_worst", "pain_now")
OPENS = "I was told: choose the bone, such as T12 or L1"


def groups(page: Page) -> dict[str, Element]:
    """The radios of each score, by the question's key."""
    return {key: next(page.by_id(f"question-{key}").all("fieldset")) for key in SCORES}


def test_scores_with_the_same_ends_say_them_above_the_first_alone(patient: PatientClient) -> None:
    page = patient.get(patient.at("pain-scores"))

    assert page.main.text.count("0 means: No pain") == 1
    assert "10 means:" in groups(page)["pain_on_movement"].text


def test_each_score_is_described_by_the_ends_to_whom_it_is_read_aloud(
    patient: PatientClient,
) -> None:
    page = patient.get(patient.at("pain-scores"))

    for key, group in groups(page).items():
        described = [page.by_id(one).text for one in group.get("aria-describedby").split()]
        assert any("0 means: No pain" in one for one in described), key


@pytest.fixture
def told(patient: PatientClient) -> PatientClient:
    """Somebody who was told of a broken bone."""
    answer(patient, "told-of-fracture", {"told_of_fracture": "yes"})
    return patient


def bones(page: Page) -> Element:
    """The list of bones, which is folded."""
    [folded] = page.by_id("question-told_level").all("details")
    assert next(folded.all("summary")).text == OPENS
    return folded


def offered(inside: Element) -> set[str]:
    return {one.get("value") for one in inside.all("input") if one.get("type") == "checkbox"}


def test_the_long_list_of_bones_is_folded_below_what_most_say(told: PatientClient) -> None:
    page = told.get(told.at("broken-bone"))

    folded = bones(page)
    assert "open" not in folded.attributes
    assert {"t12", "l1", "sacrum"} <= offered(folded)
    assert offered(page.by_id("question-told_level")) - offered(folded) == {
        "none-of-these",
        "not-sure",
    }


def test_a_bone_that_was_chosen_is_seen_again(
    told: PatientClient, app: Flask, invited: Invited
) -> None:
    answer(told, "broken-bone", {"told_level": ["t12"]})

    assert value(app, invited, "told_level") == ("t12",)
    assert "open" in bones(told.get(told.at("broken-bone"))).attributes


def test_a_bone_and_none_is_asked_about_with_the_list_unfolded(
    told: PatientClient, app: Flask, invited: Invited
) -> None:
    page = answer(told, "broken-bone", {"told_level": ["t12", "none-of-these"]}, expect=422)

    assert page.errors
    assert "open" in bones(page).attributes
    assert value(app, invited, "told_level") is None


def test_not_told_which_bone_leaves_the_list_folded(told: PatientClient) -> None:
    answer(told, "broken-bone", {"told_level": "none-of-these"})

    assert "open" not in bones(told.get(told.at("broken-bone"))).attributes
