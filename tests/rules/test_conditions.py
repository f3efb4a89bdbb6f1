"""The logic that criteria are weighed in: Kleene's tables, and what counts as known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import (
    ALWAYS,
    NEVER,
    Cause,
    Condition,
    all_of,
    any_of,
    at_least_two_of,
    not_,
)
from rules.language.logic.days import ApproximateDate
from rules.language.logic.relations import Range
from rules.language.logic.weighing import weigh
from rules.language.questions import (
    ApproximateDay,
    Audience,
    Choice,
    Day,
    MultiChoice,
    Scale,
    YesNo,
)
from rules.language.questions.worked_out import (
    AgeInYears,
    DaysSince,
    SupersededChoice,
    SupersededYesNo,
)

ON = date(2026, 11, 16)

a = YesNo("a", "A?", "A")
b = YesNo("b", "B?", "B")
c = YesNo("c", "C?", "C")
smokes = YesNo("smokes", "Do you smoke?", "Smokes")
what = Choice(
    "what", "What?", "What", asked_if=smokes.yes, options={"pipe": "Pipe", "cigar": "Cigar"}
)
pain = Scale("pain", "How bad?", "Pain")
began = ApproximateDay("began", "When?", "Onset")
born = Day("born", "Born?", "Born")
places = MultiChoice("places", "Where?", "Places", options={"arm": "Arm", "leg": "Leg"})
judged = YesNo("judged", "Deficit?", "Deficit", asked_of=Audience.STAFF)
weak = YesNo("weak", "Weak?", "Weak")
cause_judged = Choice(
    "cause_judged", "Cause?", "Cause", asked_of=Audience.STAFF, options={"x": "X", "y": "Y"}
)
cause_told = Choice(
    "cause_told", "Cause?", "Cause", asked_if=smokes.yes, options={"x": "X", "y": "Y"}
)

days = DaysSince(began, "Days since onset")
deficit = SupersededYesNo(judged, weak, "Deficit")
cause = SupersededChoice(cause_judged, cause_told, "Cause")

T, F, U = True, False, None

# fmt: off
KLEENE = [
    # A  B   A and B  A or B
    (T,  T,     T,      T),
    (T,  U,     U,      T),
    (T,  F,     F,      T),
    (U,  T,     U,      T),
    (U,  U,     U,      U),
    (U,  F,     F,      U),
    (F,  T,     F,      T),
    (F,  U,     F,      U),
    (F,  F,     F,      F),
]
NEGATION = [(T, F), (U, U), (F, T)]
# fmt: on


def case(**answers: object) -> Case:
    return Case({key: Given(value) for key, value in answers.items() if value is not None}, ON)


def truth(condition: Condition, **answers: object) -> bool | None:
    return weigh(condition, case(**answers)).truth


@pytest.mark.parametrize(("left", "right", "both", "either"), KLEENE)
def test_conditions_combine_as_in_kleenes_tables(
    left: bool | None, right: bool | None, both: bool | None, either: bool | None
) -> None:
    assert truth(all_of(a.yes, b.yes), a=left, b=right) is both
    assert truth(any_of(a.yes, b.yes), a=left, b=right) is either


@pytest.mark.parametrize(("part", "opposite"), NEGATION)
def test_the_opposite_of_what_is_not_known_is_not_known(
    part: bool | None, opposite: bool | None
) -> None:
    assert truth(not_(a.yes), a=part) is opposite


def test_all_of_nothing_holds_and_any_of_nothing_does_not() -> None:
    assert truth(ALWAYS) is True
    assert truth(NEVER) is False


@pytest.mark.parametrize("condition", [a.yes, all_of(a.yes), not_(a.yes)])
def test_a_condition_has_no_truth_without_a_case(condition: Condition) -> None:
    with pytest.raises(TypeError, match=r"^a condition has no truth without a case: write all_of"):
        bool(condition)


@pytest.mark.parametrize("absent", [Absent.UNANSWERED, Absent.NOT_SURE])
def test_neither_silence_nor_not_sure_is_yes_or_no(absent: Absent) -> None:
    assert truth(a.yes, a=absent) is None
    assert truth(a.no, a=absent) is None
    assert truth(a.is_unknown, a=absent) is True


def test_what_is_not_asked_does_not_hold_and_is_not_unknown() -> None:
    assert what.value(case(smokes=False, what="pipe")) is Absent.NOT_ASKED
    assert truth(what.is_("pipe"), smokes=False, what="pipe") is False
    assert truth(what.is_unknown, smokes=False) is False


def test_an_answer_stays_hidden_until_it_is_known_that_it_is_asked() -> None:
    assert truth(what.is_("pipe"), what="pipe") is None
    assert truth(what.is_("pipe"), what="pipe", smokes=True) is True


def test_none_of_these_is_an_answer() -> None:
    assert truth(places.includes("arm"), places=()) is False
    assert truth(places.is_none, places=()) is True
    assert truth(places.is_none) is None


def test_zero_is_a_value() -> None:
    assert truth(pain.is_at_most(Decimal(0)), pain=Decimal(0)) is True
    assert truth(pain.is_at_least(Decimal(1)), pain=Decimal(0)) is False


def test_the_reasons_are_the_parts_that_settled_it() -> None:
    yes, no = a.yes, b.yes

    assert weigh(any_of(yes, no), case(a=True, b=False)).because == (yes,)
    assert weigh(all_of(yes, no), case(a=True, b=False)).because == (no,)
    assert weigh(all_of(yes, no), case(a=True)).because == (no,)


def test_an_option_that_does_not_exist_is_refused_when_the_rule_is_written() -> None:
    with pytest.raises(ValueError, match="what has no option"):
        what.is_("pip")


@pytest.mark.parametrize(
    ("said", "at_least_21"),
    [("2026-10-26", True), ("2026-10-27", False), ("2026-10", None), ("2026-09", True)],
)
def test_a_date_that_straddles_the_limit_leaves_it_open(
    said: str, at_least_21: bool | None
) -> None:
    assert truth(days.is_at_least(Decimal(21)), began=ApproximateDate(said)) is at_least_21
    assert truth(days.is_under(Decimal(21)), began=ApproximateDate(said)) is (
        None if at_least_21 is None else not at_least_21
    )


def test_a_month_gives_days_between_limits() -> None:
    known = case(began=ApproximateDate("2026-10"))

    assert days.value(known) == Range(Decimal(16), Decimal(46))
    assert [missing.term for missing in days.open(known)] == [began]


def test_a_day_that_has_not_come_yet_is_counted_as_today() -> None:
    assert days.value(case(began=ApproximateDate("2026-11"))) == Range(Decimal(0), Decimal(15))
    assert days.value(case(began=ApproximateDate("2026-11-17"))) == 0


@pytest.mark.parametrize(("began_on", "said"), [("2026-11-15", "1 day"), ("2026-11-14", "2 days")])
def test_days_are_said_as_people_say_them(began_on: str, said: str) -> None:
    assert days.said(days.value(case(began=ApproximateDate(began_on)))) == said


@pytest.mark.parametrize(
    ("born_on", "age"),
    [(date(1966, 11, 16), 60), (date(1966, 11, 17), 59), (date(2000, 2, 29), 26)],
)
def test_age_is_in_completed_years_on_the_day_of_the_case(born_on: date, age: int) -> None:
    assert AgeInYears(born, "Age").value(case(born=born_on)) == age


def test_staff_supersede_what_the_patient_said() -> None:
    assert truth(deficit.yes, weak=True) is True
    assert truth(deficit.yes, weak=True, judged=False) is False
    assert truth(deficit.yes, weak=True, judged=Absent.NOT_SURE) is True


def test_what_a_patient_is_not_asked_staff_can_still_know() -> None:
    not_asked = case(smokes=False)

    assert truth(cause.is_("x"), smokes=False) is None
    assert [(one.term, one.cause) for one in cause.open(not_asked)] == [
        (cause_judged, Cause.NEEDS_STAFF)
    ]
    assert truth(cause.is_("x"), smokes=False, cause_judged="x") is True


@pytest.mark.parametrize("known", [*product([True, False, None], repeat=3)])
def test_two_of_some_hold_fail_or_stay_open_by_how_many_still_can(
    known: tuple[bool | None, ...],
) -> None:
    two = at_least_two_of(a.yes, b.yes, c.yes)
    short_of_two = False if known.count(False) >= 2 else None

    said = truth(two, **dict(zip("abc", known, strict=True)))

    assert said is (True if known.count(True) >= 2 else short_of_two)
