"""How answers are said, and what an answer of the wrong kind is told."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from rules.language.logic.case import Absent, Case, Given
from rules.language.questions import (
    Advice,
    ApproximateDay,
    Choice,
    Day,
    Entries,
    MultiChoice,
    Number,
    Question,
    Scale,
    Step,
    Text,
    Together,
    Unreadable,
    YesNo,
)

fell = YesNo("fell", "Did you fall?", "Fall")
form = Choice("form", "In what form?", "Form", options={"tablet": "Tablet", "liquid": "Liquid"})
unit = Choice(
    "unit",
    "In what unit?",
    "Unit",
    options={"mg": "mg (milligrams)", "g": "g (grams)"},
    beside=True,
    brief={"mg": "mg"},
)
signs = MultiChoice("signs", "Which?", "Signs", options={"a": "Fever", "b": "Weight loss"})
amount = Number(
    "amount", "How much?", "Amount", unit="tablets", unit_by=form, units={"liquid": "ml"}
)
strength = Number("strength", "How strong?", "Strength", high=1000, decimals=2)
times = Number("times", "How often?", "Times a day", unit="times a day", once="once a day")
pain = Scale("pain", "How bad?", "Pain")
name = Text("name", "Which?", "Name", longest=5)
day = Day("day", "When?", "Day")
onset = ApproximateDay("onset", "When?", "Onset")
seen = YesNo("seen", "Seen?", "Seen by staff")
noted = MultiChoice("noted", "Noted?", "Noted", options={"x": "First"})
medicines = Entries(
    "medicines",
    "Which?",
    "Medicines",
    steps=(Step("what", "What", (name, strength, unit, form)), Step("how", "How", (signs, fell))),
    noted=(noted, seen),
)


def upper(text: str) -> str:
    """Stands for a translation: it shows which words are looked up."""
    return text.upper()


@pytest.mark.parametrize(
    ("question", "value", "message"),
    [
        (fell, "yes", "takes true or false"),
        (form, "cream", "takes one of: tablet, liquid"),
        (form, ["tablet"], "takes one of: tablet, liquid"),
        (signs, ["c"], "takes a list (empty for none of these) of: a, b"),
        (signs, "a", "takes a list (empty for none of these) of: a, b"),
        (amount, 101, "takes a number from 0 to 100 (whole)"),
        (amount, 1.5, "takes a number from 0 to 100 (whole)"),
        (strength, 0.125, "takes a number from 0 to 1000 (with up to 2 decimals)"),
        (name, "aspirin", "takes text of up to 5 characters"),
        (day, "2026-13-01", "takes a date such as 2026-03-27"),
        (
            onset,
            {"said": "soon"},
            (
                'takes {"said": "2026-03-27"}, {"said": "2026-03"}, {"said": "2026"} or '
                '{"said": "3 weeks", "on": "2026-04-17"}'
            ),
        ),
        (medicines, {}, "takes a list (empty for none)"),
        (medicines, ["aspirin"], "takes a list of entries with named values"),
        (medicines, [{"fell": 1}], "fell takes true or false"),
        (
            medicines,
            [{"nam": "x", "zzz": 1}],
            (
                "has no part 'nam'; did you mean name? An entry has ['fell', 'form', 'name', 'noted',"
                " 'seen', 'signs', 'strength', 'unit']"
            ),
        ),
        (
            medicines,
            [{"qqqqqq": 1}],
            (
                "has no part 'qqqqqq'; an entry has ['fell', 'form', 'name', 'noted',"
                " 'seen', 'signs', 'strength', 'unit']"
            ),
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_what_is_taken(
    question: Question, value: object, message: str
) -> None:
    with pytest.raises(Unreadable, match=f"^{re.escape(message)}$"):
        question.read(value)


def test_an_option_that_does_not_exist_is_named_with_those_that_do() -> None:
    message = re.escape("form has no option ['cream']; it has ['liquid', 'tablet']")

    with pytest.raises(ValueError, match=f"^{message}$"):
        form.is_one_of("tablet", "cream")


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        (fell, True, "YES"),
        (fell, False, "NO"),
        (fell, Absent.NOT_SURE, "NOT SURE"),
        (unit, "mg", "MG"),
        (unit, "g", "G (GRAMS)"),
        (signs, ("a", "b"), "FEVER; WEIGHT LOSS"),
        (signs, (), "NONE OF THESE"),
        (amount, Decimal(2), "2 TABLETS"),
        (strength, Decimal("0.25"), "0.25"),
        (times, Decimal(1), "ONCE A DAY"),
        (times, Decimal(2), "2 TIMES A DAY"),
        (pain, Decimal(0), "0 / 10"),
        (medicines, (), "NONE"),
        (medicines, ({}, {"name": "x"}), "NOTHING FILLED IN; x"),
    ],
)
def test_an_answer_is_said_in_the_readers_language(
    question: Question, value: object, said: str
) -> None:
    assert question.said(value, upper) == said


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({}, "5 TABLETS"),
        ({"form": "tablet"}, "5 TABLETS"),
        ({"form": "liquid"}, "5 ML"),
        ({"form": Absent.NOT_SURE}, "5 TABLETS"),
    ],
)
def test_an_amount_is_said_in_the_unit_of_its_form(others: dict[str, object], said: str) -> None:
    assert amount.said_among(Decimal(5), others, upper) == said


def test_an_entry_names_what_its_value_alone_does_not_tell() -> None:
    entry = {
        "name": "Oxy",
        "strength": Decimal(5),
        "unit": "mg",
        "form": Absent.NOT_SURE,
        "signs": ("a",),
        "fell": True,
        "noted": ("x",),
        "seen": False,
    }

    assert medicines.said_entry(entry) == (
        "Oxy, Strength: 5 mg, Fever, Fall: Yes, Noted: First, Seen by staff: No"
    )
    assert medicines.said_entry({"fell": True}, upper) == "FALL: YES"


def test_a_unit_stands_beside_its_number_and_apart_from_anything_else() -> None:
    assert medicines.said_entry({"name": "Oxy", "unit": "mg"}) == "Oxy, mg"


def test_an_entry_keeps_its_parts_in_order_and_reads_back_as_it_was() -> None:
    read = medicines.read([{"unit": "mg", "name": " Oxy ", "strength": 2.5, "signs": ["b", "a"]}])

    assert read == ({"name": "Oxy", "strength": Decimal("2.5"), "unit": "mg", "signs": ("a", "b")},)
    assert medicines.stored(read) == [
        {"name": "Oxy", "strength": 2.5, "unit": "mg", "signs": ["a", "b"]}
    ]


@pytest.mark.parametrize("value", [True, "5", float("nan"), float("inf"), None])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(Unreadable):
        strength.read(value)


@pytest.mark.parametrize(("value", "read"), [(0, "0"), (100, "100"), (20.0, "20")])
def test_limits_are_within_what_is_taken(value: float, read: str) -> None:
    assert str(amount.read(value)) == read


def test_text_is_taken_up_to_its_longest_without_the_spaces_around_it() -> None:
    assert name.read(" abcde ") == "abcde"
    with pytest.raises(Unreadable):
        name.read("   ")


def test_advice_is_called_for_by_an_answer_an_option_or_options_together() -> None:
    urgent = YesNo(
        "urgent",
        "Now?",
        "Now",
        advice={Advice.EMERGENCY: (True,), Advice.SAME_DAY: (Absent.NOT_SURE,)},
    )
    some = MultiChoice(
        "some",
        "Which?",
        "Some",
        options={"a": "A", "b": "B", "c": "C"},
        advice={
            Advice.SAME_DAY: ("b",),
            Advice.EMERGENCY: (
                Together(frozenset({"b", "c"})),
                Together(frozenset({"a"}), beside=urgent.yes),
            ),
        },
    )
    case = Case({"urgent": Given(value=True)}, date(2026, 11, 1))
    nothing = case.having({})

    assert urgent.calls_for(value=True, case=nothing) is Advice.EMERGENCY
    assert urgent.calls_for(value=False, case=nothing) is None
    assert urgent.calls_for(Absent.NOT_SURE, nothing) is Advice.SAME_DAY
    assert urgent.calls_for(Absent.UNANSWERED, nothing) is None
    assert some.calls_for(("a", "b"), nothing) is Advice.SAME_DAY
    assert some.calls_for(("b", "c"), nothing) is Advice.EMERGENCY
    assert some.calls_for(("a", "c"), nothing) is None
    assert some.calls_for(("a",), case) is Advice.EMERGENCY
    assert some.advised_beside(Advice.EMERGENCY) == (urgent,)
    assert some.advised_beside(Advice.SAME_DAY) == ()
    assert fell.calls_for(value=True, case=nothing) is None


def test_an_entry_says_an_amount_in_the_unit_of_its_form_and_that_nothing_is_filled_in() -> None:
    taken = Entries("taken", "Taken?", "Taken", steps=(Step("t", "Taken", (amount, form)),))

    assert taken.said_entry({"amount": Decimal(5), "form": "liquid"}) == "5 ml, Liquid"
    assert taken.said_entry({}) == "nothing filled in"


def test_a_day_reads_back_as_it_was_stored() -> None:
    assert day.stored(day.read("2026-03-27")) == "2026-03-27"
    assert onset.stored(onset.read({"said": "2026-03"})) == {"said": "2026-03"}
    assert onset.said(onset.read({"said": "2026-03"})) == "March 2026"


@pytest.mark.parametrize("absent", [Absent.NOT_SURE, Absent.UNANSWERED])
def test_an_absence_is_stored_as_such_and_reads_back(absent: Absent) -> None:
    assert name.stored(absent) == {"absent": absent.value}
    assert name.read({"absent": absent.value}) is absent


def test_a_single_letter_is_text_and_a_whole_number_is_stored_whole() -> None:
    assert name.read("x") == "x"
    assert repr(amount.stored(Decimal(2))) == "2"
