"""Answers that disagree: both are shown with who gave them, and nothing is decided."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product

import pytest

from rules.language.criteria.criteria import Criterion, Status
from rules.language.findings.findings import Finding, find
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.logic.conditions import Cause, Term
from rules.language.logic.days import ApproximateDate
from rules.language.logic.relations import Range
from rules.language.logic.weighing import weigh
from rules.language.questions import Choice, YesNo
from rules.language.questions.disagreement import chosen_apart, yes_and_no
from rules.protocols.conflicts import (
    CONFLICTS,
    report_before_told,
    told_before_report,
    worst_over_usual,
)
from rules.protocols.far_pain import (
    FAR_LEVELS,
    PAIN_FAR_FROM_FRACTURE,
    from_report,
    from_told,
)
from rules.questions.fracture_history import LEVELS, told_level
from rules.questions.imaging_report import fracture_levels
from rules.questions.places import PLACES, SPINE
from rules.questions.symptoms import pain_place
from tests.kit.cases import cases_of

ON = date(2026, 11, 16)
SHEET = {case.id: case for case in cases_of("documented_indications")}
BY_KEY = {one.key: one for one in CONFLICTS.criteria}

# By hand: how far the highest and the lowest level of each place lie from the top of the spine.
SPANS = {
    "neck": (0, 0),
    "between_shoulder_blades": (1, 7),
    "bra_strap": (7, 9),
    "middle_of_back": (9, 12),
    "waist": (13, 15),
    "low_back": (15, 17),
    "pelvis": (17, 18),
}


def case(**answers: object) -> Case:
    return Case({key: Given(value) for key, value in answers.items()}, ON)


def raised(known: Case) -> list[str]:
    return [one.key for one in CONFLICTS.criteria if find(one, known).status is Status.MET]


def by_who(finding: Finding) -> dict[str, tuple[Origin, ...]]:
    return {fact.short: fact.origins for fact in finding.because}


def test_pain_at_l5_with_an_old_fracture_of_t8_is_raised() -> None:
    assert raised(SHEET["V39"].case()) == ["pain_far_from_fracture"]


@pytest.mark.parametrize("name", sorted(set(SHEET) - {"V39"}))
def test_the_other_patients_of_the_sheet_raise_nothing(name: str) -> None:
    assert raised(SHEET[name].case()) == []


def test_every_place_of_the_pain_lies_over_levels_that_can_be_fractured() -> None:
    assert list(PLACES) == list(pain_place.options)
    assert all(set(faced) <= set(SPINE) for faced in PLACES.values())
    assert set(LEVELS) - set(SPINE) == {"other"}


def test_together_the_places_cover_the_spine() -> None:
    assert {level for faced in PLACES.values() for level in faced} == set(SPINE)


@pytest.mark.parametrize(("place", "level"), list(product(SPANS, SPINE)))
def test_the_distance_is_counted_from_the_nearest_level_under_the_place(
    place: str, level: str
) -> None:
    (top, bottom), at = SPANS[place], list(LEVELS).index(level)
    apart = max(0, top - at, at - bottom)

    assert from_report.value(case(pain_place=(place,), fracture_levels=(level,))) == apart


@pytest.mark.parametrize("level", SPINE)
@pytest.mark.parametrize("report", [True, False], ids=["reported", "told"])
def test_pain_is_either_far_from_the_fracture_or_not_and_never_both(
    level: str, report: bool
) -> None:
    levels = {"fracture_levels": (level,)} if report else {"told_level": (level,)}
    known = case(pain_place=("neck",), told_of_fracture=True, **levels)
    far = SPINE.index(level) >= (FAR_LEVELS.value or 0)

    assert (weigh(PAIN_FAR_FROM_FRACTURE.met_when, known).truth is True) == far
    assert (weigh(PAIN_FAR_FROM_FRACTURE.not_met_when, known).truth is True) == (not far)


def test_a_fracture_of_another_bone_has_no_distance_and_the_spinal_one_counts() -> None:
    assert (
        from_report.value(case(pain_place=("neck",), fracture_levels=("other",)))
        is Absent.UNANSWERED
    )
    assert from_report.value(case(pain_place=("neck",), fracture_levels=("t2", "other"))) == 2


def test_a_clinic_can_set_from_how_far_pain_is_far() -> None:
    answers = case(pain_place=("low_back",), fracture_levels=("t11",))
    own = Case(answers.answers, ON, {FAR_LEVELS.key: Decimal(4)})

    assert find(PAIN_FAR_FROM_FRACTURE, answers).status is Status.NOT_MET
    assert find(PAIN_FAR_FROM_FRACTURE, own).status is Status.MET


def test_pain_far_from_the_fracture_shows_the_places_the_levels_and_what_was_told() -> None:
    finding = find(
        PAIN_FAR_FROM_FRACTURE,
        case(
            pain_place=("low_back",),
            fracture_levels=("t8",),
            told_of_fracture=True,
            told_level=("l4",),
        ),
    )

    assert [(fact.short, fact.said) for fact in finding.because] == [
        ("Levels from the pain to the fracture reported", "7 levels")
    ]
    beside = {fact.short: fact.said for fact in finding.reported}
    assert beside[pain_place.short] == pain_place.options["low_back"]
    assert (beside[fracture_levels.short], beside[told_level.short]) == ("T8", "L4")


@pytest.mark.parametrize(("apart", "said"), [(0, "0 levels"), (1, "1 level"), (2, "2 levels")])
def test_one_level_is_said_in_the_singular(apart: int, said: str) -> None:
    assert from_report.said(Decimal(apart)) == said


def test_without_the_report_the_levels_from_the_pain_are_unanswered() -> None:
    assert from_report.value(case(pain_place=("neck",))) is Absent.UNANSWERED
    assert from_report.value(case(fracture_levels=("t8",))) is Absent.UNANSWERED
    assert (
        from_report.value(case(pain_place=("neck",), fracture_levels=Absent.NOT_SURE))
        is Absent.NOT_SURE
    )


def test_levels_that_were_not_asked_for_are_unanswered_since_the_report_can_still_tell() -> None:
    known = case(pain_place=("neck",), told_of_fracture=False)

    assert told_level.value(known) is Absent.NOT_ASKED
    assert from_told.value(known) is Absent.UNANSWERED


def test_no_pain_is_far_from_nothing() -> None:
    assert from_report.value(case(pain_place=(), fracture_levels=("t8",))) is Absent.NOT_ASKED


def test_both_answers_stand_with_who_gave_them_and_when() -> None:
    told, judged = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 3, tzinfo=UTC)
    finding = find(
        BY_KEY["cause_disputed"],
        Case(
            {
                "told_of_fracture": Given(True),
                "fracture_cause": Given("osteoporosis", Origin.HELPER, "Ann", told),
                "cause_judged": Given("cancer", Origin.STAFF, "Nurse Bell", judged),
            },
            ON,
        ),
    )

    assert finding.status is Status.MET
    assert {fact.by: (fact.said, fact.at) for fact in finding.because} == {
        "Ann": ("Weak bones (osteoporosis)", told),
        "Nurse Bell": ("Cancer", judged),
    }


def test_a_number_at_odds_shows_whose_it_is() -> None:
    finding = find(
        BY_KEY["worst_under_usual"],
        case(pain_worst=Decimal(6), pain_on_movement=Decimal(8)),
    )

    assert by_who(finding) == {"Worst pain less usual pain": (Origin.PATIENT,)}
    assert [fact.said for fact in finding.reported] == ["6 / 10", "8 / 10"]


def test_a_number_from_two_answers_names_both_people_and_the_later_time() -> None:
    first, last = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 3, tzinfo=UTC)
    known = Case(
        {
            "pain_worst": Given(Decimal(6), Origin.HELPER, "Ann", last),
            "pain_on_movement": Given(Decimal(8), Origin.STAFF, "Nurse Bell", first),
        },
        ON,
    )
    (fact,) = find(BY_KEY["worst_under_usual"], known).because

    assert (fact.by, fact.at) == ("Ann, Nurse Bell", last)
    assert fact.origins == (Origin.HELPER, Origin.STAFF)


@pytest.mark.parametrize("criterion", CONFLICTS.criteria, ids=lambda one: one.key)
def test_a_conflict_says_which_answer_the_criteria_use_and_never_a_rank(
    criterion: Criterion,
) -> None:
    assert criterion.guidance
    assert (criterion.strength, criterion.urgency, criterion.ranks) == (None, None, ())


def test_a_difference_is_not_known_until_both_numbers_are() -> None:
    assert worst_over_usual.value(case(pain_worst=Decimal(6))) is Absent.UNANSWERED
    assert (
        worst_over_usual.value(case(pain_worst=Absent.NOT_SURE, pain_on_movement=Decimal(6)))
        is Absent.NOT_SURE
    )
    assert worst_over_usual.value(
        case(pain_worst=Decimal(6), pain_on_movement=Decimal(8))
    ) == Decimal(-2)
    assert worst_over_usual.said(Decimal(-2)) == "-2"


@pytest.mark.parametrize(
    ("told", "days", "said"),
    [
        ("2026-11-03", Decimal(7), "7 days"),
        ("2026-11-09", Decimal(1), "1 day"),
        ("2026-11-12", Decimal(-2), "-2 days"),
        ("2026-11", Range(Decimal(-20), Decimal(9)), "-20 to 9 days"),
    ],
)
def test_days_from_one_day_to_another_are_a_range_where_one_is_known_roughly(
    told: str, days: object, said: str
) -> None:
    value = told_before_report.value(
        case(
            mri_status="done",
            mri_date=ApproximateDate(told),
            mri_report_date=date(2026, 11, 10),
        )
    )

    assert value == days
    assert told_before_report.said(value) == said


def test_days_to_a_day_known_roughly_are_a_range_too() -> None:
    known = case(
        mri_status="done",
        mri_date=ApproximateDate("2026-11"),
        mri_report_date=date(2026, 11, 10),
    )

    assert report_before_told.value(known) == Range(Decimal(-9), Decimal(20))


def test_what_is_missing_for_a_distance_in_levels_is_named_pain_first() -> None:
    nothing, told = case(), case(pain_place=("neck",))

    assert [item.term.short for item in from_report.open(nothing)] == [pain_place.short]
    assert [item.term.short for item in from_report.open(told)] == [fracture_levels.short]


def test_what_is_missing_for_a_distance_in_days_is_named_on_both_sides() -> None:
    known = case(mri_status="done")

    assert [(item.term.short, item.cause) for item in told_before_report.open(known)] == [
        ("MRI date", Cause.UNANSWERED),
        ("MRI date, from the report", Cause.NEEDS_STAFF),
    ]


@pytest.mark.parametrize("term", [told_before_report, worst_over_usual, from_report])
def test_what_is_worked_out_from_two_answers_says_how(term: Term) -> None:
    assert all(f"“{part.short}”" in term.explained for part in term.reads())


one, other = YesNo("one", "One?", "One"), YesNo("other", "Other?", "Other")
COLOURS = {"red": "Red", "green": "Green", "blue": "Blue"}
here, there = (
    Choice("here", "Here?", "Here", options=COLOURS),
    Choice("there", "There?", "There", options=COLOURS),
)


@pytest.mark.parametrize(
    ("answers", "contradict"),
    [
        ({"one": True, "other": False}, True),
        ({"one": False, "other": True}, True),
        ({"one": True, "other": True}, False),
        ({"one": False, "other": False}, False),
        ({"one": True}, None),
        ({"one": False}, None),
        ({"other": True}, None),
        ({"other": False}, None),
        ({}, None),
    ],
)
def test_yes_and_no_contradict_each_other_whoever_says_which(
    answers: dict[str, object], contradict: bool | None
) -> None:
    assert weigh(yes_and_no(one, other), case(**answers)).truth is contradict


@pytest.mark.parametrize(("mine", "yours"), list(product(COLOURS, COLOURS)))
def test_two_choices_are_apart_unless_they_are_the_same(mine: str, yours: str) -> None:
    truth = weigh(chosen_apart(here, there), case(here=mine, there=yours)).truth

    assert truth is (mine != yours)


@pytest.mark.parametrize("answers", [{}, {"here": "red"}, {"there": "red"}])
def test_one_choice_alone_is_not_known_to_be_apart(answers: dict[str, object]) -> None:
    assert weigh(chosen_apart(here, there), case(**answers)).truth is None
