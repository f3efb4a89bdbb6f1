"""What of two answers that disagree is shown: what each side said, and which one is used."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from questionnaire.summary.conflicts_shown import ConflictShown, conflicts_shown
from rules.language.findings.findings import find
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.protocols.conflicts import CONFLICTS

ON = date(2026, 11, 16)
BY_KEY = {criterion.key: criterion for criterion in CONFLICTS.criteria}


def shown(key: str, *given: tuple[str, object, Origin]) -> ConflictShown:
    case = Case({question: Given(value, origin) for question, value, origin in given}, ON)
    (one,) = conflicts_shown([find(BY_KEY[key], case)])
    return one


def sides(one: ConflictShown) -> dict[str, list[tuple[str, str]]]:
    return {side.name: [(fact.what, fact.said) for fact in side.facts] for side in one.sides}


def test_what_is_worked_out_of_both_answers_is_no_third_answer() -> None:
    one = shown(
        "worst_under_usual",
        ("pain_worst", Decimal(4), Origin.PATIENT),
        ("pain_on_movement", Decimal(6), Origin.HELPER),
    )

    assert sides(one) == {
        "Patient": [
            ("Pain at its worst, last 24 h", "4 / 10"),
            ("Pain on movement, usual, last 24 h", "6 / 10"),
        ]
    }


def test_what_nobody_answered_is_nobodys_side() -> None:
    one = shown(
        "deficit_not_reported",
        ("deficit_on_examination", True, Origin.STAFF),
        ("new_weakness", False, Origin.PATIENT),
        ("cauda_equina", Absent.UNANSWERED, Origin.PATIENT),
    )

    assert list(sides(one)) == ["Patient", "Staff"]
    assert [said for _, said in sides(one)["Patient"]] == ["No"]
    assert [said for _, said in sides(one)["Staff"]] == ["Yes"]


def test_what_the_criteria_use_is_headed_so_and_what_they_do_otherwise_is_said_whole() -> None:
    used = shown("fracture_not_seen").used
    otherwise = shown("worst_under_usual").used

    assert used == "Used: the imaging report: what was told is reported, not seen."
    assert otherwise == (
        "The criteria read usual pain on movement first. Which score is right, the patient can say."
    )
