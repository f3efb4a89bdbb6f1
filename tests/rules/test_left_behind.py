"""Answers that another, changed since, has left behind."""

from __future__ import annotations

from datetime import date

import pytest

from rules.language.criteria.criteria import Status
from rules.language.findings.findings import find
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import Cause
from rules.language.questions.left_behind import Unopposed, says_something
from rules.protocols.cms_lcd import L9
from rules.protocols.taken_back import (
    TAKEN_BACK,
    infected_now,
    reacted_to,
    takes_thinner,
)
from rules.questions.safety import blood_thinner_which

ON = date(2026, 11, 16)
UNOPPOSED = (takes_thinner, infected_now, reacted_to)


def case(**answers: object) -> Case:
    return Case({key: Given(value) for key, value in answers.items()}, ON)


@pytest.mark.parametrize("nothing", [Absent.UNANSWERED, Absent.NOT_SURE, ()])
def test_what_says_nothing_opposes_nothing(nothing: object) -> None:
    known = case(blood_thinner=False, blood_thinner_which=nothing)

    assert not says_something(blood_thinner_which, known)
    assert takes_thinner.value(known) is False


def test_an_answer_that_another_opposes_is_not_known_because_answers_conflict() -> None:
    known = case(blood_thinner=False, blood_thinner_which=("warfarin",))

    assert isinstance(takes_thinner.value(known), Absent)
    assert [item.cause for item in takes_thinner.open(known)] == [Cause.CONFLICTING]


def test_an_answer_that_nobody_gave_waits_for_whoever_gives_it() -> None:
    known = case(blood_thinner_which=("warfarin",))

    assert [item.cause for item in takes_thinner.open(known)] == [Cause.UNANSWERED]


def test_what_stands_in_its_place_is_as_the_question_says_it() -> None:
    assert [one.said(value) for one, value in zip(UNOPPOSED, (True, False, ()), strict=True)] == [
        "Yes",
        "No",
        "None of these",
    ]


@pytest.mark.parametrize("term", UNOPPOSED, ids=lambda one: one.short)
def test_it_says_how_it_is_worked_out(term: Unopposed) -> None:
    assert f"“{term.question.short}”" in term.explained


def test_what_was_named_stands_with_whoever_named_it() -> None:
    known = case(blood_thinner=False, blood_thinner_which=("warfarin",))
    found = {one.key: find(one, known) for one in TAKEN_BACK}

    [named] = [one for one in found["thinner_taken_back"].because if "before" in one.short]
    assert named.said.startswith("Warfarin")
    assert named.origins


def test_the_lcd_names_the_conflict_among_what_l9_waits_for() -> None:
    waiting = find(L9, case(blood_thinner=False, blood_thinner_which=("warfarin",))).waiting_for

    assert ("Takes a blood thinner", Cause.CONFLICTING) in {
        (item.term.short, item.cause) for item in waiting
    }
    assert find(L9, case(blood_thinner=False)).status is Status.CANNOT_TELL
