"""Figures worked out from answers: the answers tried beside a limit, and what stays open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import Cause, Open
from rules.language.logic.days import ApproximateDate
from rules.language.logic.relations import Range, WorkingFigure
from rules.language.logic.weighing import weigh
from rules.language.questions import ApproximateDay, Audience, Day, YesNo
from rules.language.questions.worked_out import AgeInYears, DaysSince, SupersededYesNo

ON = date(2026, 11, 16)

born = Day("born", "When were you born?", "Birth")
onset = ApproximateDay("onset", "When did it begin?", "Onset")
scanned = Day("scanned", "When was the scan?", "Scan", asked_of=Audience.STAFF)
told = YesNo("told", "Have you a fever?", "Fever, reported")
found = YesNo("found", "Has the patient a fever?", "Fever", asked_of=Audience.STAFF)
fever = SupersededYesNo(found, told, "Fever")
age = AgeInYears(born, "Age")
pain_for = DaysSince(onset, "Time since onset")
scan_age = DaysSince(scanned, "Age of the scan")
NO_LIMIT = WorkingFigure("limit", "A limit", None, "days", "None given.", Decimal(400))
CASE = Case({}, ON)


def test_days_are_tried_on_each_side_of_a_limit() -> None:
    tried = scan_age.examples(CASE, scan_age.is_at_most(Decimal(14)))

    assert tried == (date(2026, 11, 3), date(2026, 11, 2), date(2026, 11, 1))


def test_a_day_that_may_be_known_roughly_is_tried_as_one_known_exactly() -> None:
    tried = pain_for.examples(CASE, pain_for.is_over(Decimal(2)))

    assert tried == tuple(map(ApproximateDate, ("2026-11-15", "2026-11-14", "2026-11-13")))


def test_no_day_after_the_consult_is_tried() -> None:
    tried = scan_age.examples(CASE, scan_age.is_at_least(Decimal(0)))

    assert tried == (date(2026, 11, 16), date(2026, 11, 15))


def test_without_a_limit_only_the_day_of_the_consult_is_tried() -> None:
    assert scan_age.examples(CASE, scan_age.is_at_most(NO_LIMIT)) == (ON,)


def test_a_clinics_own_limit_is_the_one_tried() -> None:
    clinic = Case({}, ON, figures={"limit": Decimal(3)})
    tried = scan_age.examples(clinic, scan_age.is_at_most(NO_LIMIT))

    assert tried == (date(2026, 11, 14), date(2026, 11, 13), date(2026, 11, 12))
    births = age.examples(clinic, age.is_at_most(NO_LIMIT))
    assert births == (date(2024, 11, 1), date(2023, 11, 1), date(2022, 11, 1))


def test_births_are_tried_on_each_side_of_a_limit_on_a_day_that_every_year_has() -> None:
    leap = Case({}, date(2028, 2, 29))
    tried = age.examples(leap, age.is_at_least(Decimal(50)))

    assert tried == (date(1979, 2, 1), date(1978, 2, 1), date(1977, 2, 1))


@pytest.mark.parametrize(
    ("birth", "years"),
    [(date(1976, 11, 16), 50), (date(1976, 11, 17), 49), (date(1976, 12, 1), 49)],
)
def test_a_year_is_completed_on_the_birthday(birth: date, years: int) -> None:
    case = Case({"born": Given(birth)}, ON)

    assert age.value(case) == years
    assert age.said(age.value(case)) == f"{years} years"


@pytest.mark.parametrize(
    ("given", "cause"),
    [(Absent.UNANSWERED, Cause.UNANSWERED), (Absent.NOT_SURE, Cause.NOT_SURE)],
)
def test_what_an_age_waits_for_is_the_birth_and_why(given: object, cause: Cause) -> None:
    case = Case({"born": Given(given)}, ON)

    assert age.open(case) == (Open(born, cause),)


def test_a_month_leaves_open_how_many_days_it_is() -> None:
    case = Case({"onset": Given(ApproximateDate("2026-10"))}, ON)

    assert pain_for.said(pain_for.value(case)) == "16 to 46 days"
    assert pain_for.open(case) == (Open(onset, Cause.NOT_SURE),)


@pytest.mark.parametrize(
    ("reported", "known", "counts", "overruled"),
    [
        (True, False, False, True),
        (False, True, True, True),
        (True, True, True, False),
        (True, Absent.UNANSWERED, True, False),
        (Absent.NOT_SURE, True, True, False),
        (Absent.UNANSWERED, Absent.UNANSWERED, Absent.UNANSWERED, False),
    ],
)
def test_staff_overrule_the_patient_only_where_both_said_and_they_differ(
    reported: object, known: object, counts: object, *, overruled: bool
) -> None:
    case = Case({"told": Given(reported), "found": Given(known)}, ON)

    assert fever.value(case) is counts
    assert fever.overruled(case) is (told if overruled else None)


@pytest.mark.parametrize(
    ("scan", "days", "said"),
    [
        (date(2026, 11, 16), 0, "0 days"),
        (date(2026, 11, 15), 1, "1 day"),
        (date(2026, 10, 16), 31, "31 days"),
        (date(2026, 11, 17), 0, "0 days"),
    ],
)
def test_days_are_counted_to_the_consult_and_never_below_none(
    scan: date, days: int, said: str
) -> None:
    case = Case({"scanned": Given(scan)}, ON)

    assert scan_age.value(case) == days
    assert scan_age.said(scan_age.value(case)) == said


@pytest.mark.parametrize(
    ("result", "counts"),
    [(Absent.NOT_SURE, Absent.NOT_SURE), (True, Absent.OUT_OF_DATE)],
)
def test_only_what_was_answered_can_be_out_of_date(result: object, counts: Absent) -> None:
    days = WorkingFigure("days", "Days", Decimal(14), "days", "None given.", Decimal(30))
    sign = YesNo("sign", "Is there?", "Sign", observed_on=(scanned,), window=days)
    case = Case({"sign": Given(result), "scanned": Given(date(2026, 1, 1))}, ON)

    assert sign.value(case) is counts


@pytest.mark.parametrize(
    ("known", "years", "said"),
    [
        ("1976", Range(Decimal(49), Decimal(50)), "49 to 50 years"),
        ("1976-10", Decimal(50), "50 years"),
        ("1976-11", Range(Decimal(49), Decimal(50)), "49 to 50 years"),
        ("1976-12", Decimal(49), "49 years"),
    ],
)
def test_an_age_is_all_that_the_known_part_of_a_birthday_lets_it_be(
    known: str, years: object, said: str
) -> None:
    case = Case({"born": Given(ApproximateDate(known))}, ON)

    assert age.value(case) == years
    assert age.said(age.value(case)) == said


def test_an_age_between_limits_waits_for_whoever_has_the_record() -> None:
    case = Case({"born": Given(ApproximateDate("1976"))}, ON)

    assert age.open(case) == (Open(born, Cause.NEEDS_STAFF),)


@pytest.mark.parametrize(("known", "can_be"), [("1976", True), ("1977", False), ("1975", True)])
def test_an_age_that_can_be_over_a_limit_counts_where_it_is_asked_whether_it_can(
    known: str, can_be: bool
) -> None:
    case = Case({"born": Given(ApproximateDate(known))}, ON)

    assert weigh(age.can_be_over(Decimal(49)), case).truth is can_be
