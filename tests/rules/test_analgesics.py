"""Which classes of pain medicine were tried, whether an opioid was stopped, and what is not known."""

from __future__ import annotations

from datetime import date

import pytest

from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import Cause
from rules.language.logic.weighing import weigh
from rules.medicines.analgesics import AnyMedicine
from rules.questions.from_medicines import (
    opioid_stopped_for_side_effects,
    opioid_tried,
    other_class_tried,
    thinner_listed,
)
from rules.questions.pain_relief import pain_medicines

ON = date(2026, 11, 16)
TERMS = (opioid_tried, other_class_tried, opioid_stopped_for_side_effects)
Medicine = dict[str, object]
Truths = tuple[bool | None, bool | None, bool | None]


def case(*medicines: Medicine) -> Case:
    return Case({"pain_medicines": Given(pain_medicines.read(list(medicines)))}, ON)


def taken(name: str, **parts: object) -> Medicine:
    return {"name": name, "still_taken": True, **parts}


def stopped(name: str, why: object = "side_effects") -> Medicine:
    return {"name": name, "still_taken": False, "why_stopped": why}


def truths(known: Case) -> Truths:
    opioid, other, given_up = (weigh(term.yes, known).truth for term in TERMS)
    return opioid, other, given_up


@pytest.mark.parametrize(
    ("medicines", "expected"),
    [
        ([], (False, False, False)),
        ([taken("Paracetamol")], (False, True, False)),
        ([taken("Morphine")], (True, False, False)),
        ([taken("Co-codamol")], (True, True, False)),
        ([taken("Targinact")], (True, False, False)),
        ([stopped("Morphine")], (True, False, True)),
        ([stopped("Morphine", "did_not_help")], (True, False, False)),
        ([stopped("Ibuprofen")], (False, True, False)),
        ([stopped("Co-codamol"), taken("Naproxen")], (True, True, True)),
        ([taken("Zopiclone"), taken("Prednisolone"), taken("Fosamax")], (False, False, False)),
        ([taken("Voltarol gel")], (False, True, False)),
        ([taken("Amitriptyline"), taken("Baclofen")], (False, True, False)),
        ([taken("Butec"), taken("Methadone")], (True, False, False)),
    ],
)
def test_what_was_tried_follows_from_what_is_in_the_medicines(
    medicines: list[Medicine], expected: Truths
) -> None:
    assert truths(case(*medicines)) == expected


@pytest.mark.parametrize(
    ("medicines", "expected"),
    [
        ([taken("the white ones")], (None, None, False)),
        ([stopped("the white ones")], (None, None, None)),
        ([stopped("the white ones", "did_not_help")], (None, None, False)),
        ([taken("the white ones"), taken("Morphine")], (True, None, False)),
        ([taken("the white ones"), taken("Co-codamol")], (True, True, False)),
        ([{"name": "Morphine"}], (True, False, None)),
        ([{"name": "Morphine", "still_taken": False}], (True, False, None)),
        ([stopped("Morphine", {"absent": "not sure"})], (True, False, None)),
        ([{"name": "Paracetamol"}], (False, True, False)),
        ([{"still_taken": True}], (None, None, False)),
    ],
)
def test_what_nobody_knows_of_a_medicine_leaves_open_what_it_could_change(
    medicines: list[Medicine], expected: Truths
) -> None:
    assert truths(case(*medicines)) == expected


@pytest.mark.parametrize("how", ["not_confirmed", "patient_not_sure"])
def test_a_reading_that_nobody_confirmed_is_as_good_as_none(how: str) -> None:
    unsure = stopped("oxycodon") | {"read_as": ["oxycodone"], "read_how": how}
    known = case(unsure)

    assert truths(known) == (None, None, None)
    assert [(one.term.short, one.cause) for one in opioid_tried.open(known)] == [
        ("Whether “oxycodon” is Oxycodone", Cause.NEEDS_STAFF)
    ]
    assert truths(case({**unsure, "read_how": "patient"})) == (True, False, True)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.short)
def test_without_a_list_nothing_is_known(term: AnyMedicine) -> None:
    nothing = Case({}, ON)

    assert term.value(nothing) is Absent.UNANSWERED
    assert weigh(term.yes, nothing).truth is None
    assert weigh(term.no, nothing).truth is None
    assert [missing.cause for missing in term.open(nothing)] == [Cause.UNANSWERED]


@pytest.mark.parametrize(
    ("term", "medicine", "missing"),
    [
        (opioid_tried, taken("the white ones"), ("What “the white ones” is", Cause.NEEDS_STAFF)),
        (
            opioid_stopped_for_side_effects,
            {"name": "Morphine"},
            ("Whether Morphine is still taken", Cause.UNANSWERED),
        ),
        (
            opioid_stopped_for_side_effects,
            {"name": "Morphine", "still_taken": False},
            ("Why Morphine was stopped", Cause.UNANSWERED),
        ),
        (
            opioid_stopped_for_side_effects,
            stopped("Morphine", {"absent": "not sure"}),
            ("Why Morphine was stopped", Cause.NOT_SURE),
        ),
    ],
)
def test_what_is_open_names_the_part_and_who_can_tell(
    term: AnyMedicine, medicine: Medicine, missing: tuple[str, Cause]
) -> None:
    assert [(one.term.short, one.cause) for one in term.open(case(medicine))] == [missing]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("another_opioid", (True, False, False)),
        ("another_pain_medicine", (False, True, False)),
        ("not_for_pain", (False, False, False)),
    ],
)
def test_what_staff_say_of_a_name_that_is_not_on_record_settles_it(
    known: str, expected: Truths
) -> None:
    assert truths(case(taken("the white ones", read_as=[known], read_how="staff"))) == expected


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.short)
def test_lists_are_made_up_on_both_sides_of_the_check(term: AnyMedicine) -> None:
    found = {
        weigh(term.yes, Case({"pain_medicines": Given(one)}, ON)).truth
        for one in term.examples(case(), term.yes)
    }

    assert found == {True, False}


def test_the_lists_made_up_hold_every_mix_that_there_is() -> None:
    made_up = opioid_tried.examples(case(), opioid_tried.yes)

    found = {truths(Case({"pain_medicines": Given(one)}, ON)) for one in made_up}

    # An opioid that was stopped was tried.
    assert found == {
        (opioid, other, given_up)
        for opioid in (True, False)
        for other in (True, False)
        for given_up in (True, False)
        if opioid or not given_up
    }


def test_a_value_is_said_in_words() -> None:
    assert (opioid_tried.said(True), opioid_tried.said(False)) == ("Yes", "No")


@pytest.mark.parametrize(
    ("medicine", "expected"),
    [
        (taken("Clopidogrel"), True),
        (taken("Aspirin 75 mg"), True),
        (taken("Paracetamol"), False),
        (stopped("Clopidogrel"), False),
        ({"name": "Clopidogrel"}, True),  # it may be
        (taken("the white ones"), None),
        (stopped("the white ones"), False),
        (
            taken("clopidogrl")
            | {"read_as": [], "read_as_thinner": ["clopidogrel"], "read_how": "not_confirmed"},
            None,
        ),
        (
            taken("clopidogrl")
            | {"read_as": [], "read_as_thinner": ["clopidogrel"], "read_how": "patient"},
            True,
        ),
    ],
)
def test_what_slows_clotting_is_found_among_what_is_taken_or_may_be(
    medicine: Medicine, expected: bool | None
) -> None:
    assert weigh(thinner_listed.yes, case(medicine)).truth is expected


def test_the_samples_stand_on_both_sides_of_what_slows_clotting() -> None:
    made_up = thinner_listed.examples(case(), thinner_listed.yes)

    truths_found = {
        weigh(thinner_listed.yes, Case({"pain_medicines": Given(one)}, ON)).truth for one in made_up
    }

    assert truths_found == {True, False}
