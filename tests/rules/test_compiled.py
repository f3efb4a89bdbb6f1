"""Verdicts without reasons are the verdicts with reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from rules.language.criteria.criteria import Criterion, Polarity, Status
from rules.language.diagrams.questions_read import indications
from rules.language.findings.compiled import verdicts
from rules.language.findings.findings import assess, find, overall_in
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import ALWAYS, NEVER, Condition, all_of, any_of, not_
from rules.language.logic.days import ApproximateDate as Day
from rules.language.questions import ApproximateDay, YesNo
from rules.language.questions.worked_out import DaysSince
from rules.protocols import PROTOCOLS, WORKING_FIGURES
from rules.sources import LEAFLET
from tests.bench.patients import ON, patients
from tests.kit.cases import WorkedCase, every_case

CRITERIA = tuple(one for protocol in PROTOCOLS for one in protocol.criteria)

a, b = YesNo("a", "A?", "A"), YesNo("b", "B?", "B")
gated = YesNo("gated", "Gated?", "Gated", asked_if=a.yes)


@pytest.fixture(scope="module")
def in_case() -> Callable[[Case], tuple[Status, ...]]:
    """The verdicts of everything, made once as an impact run makes them."""
    return verdicts(CRITERIA)


def found(case: Case) -> tuple[Status, ...]:
    return tuple(find(criterion, case).status for criterion in CRITERIA)


def criterion(met_when: Condition, not_met_when: Condition, applies_when: Condition) -> Criterion:
    return Criterion(
        key="made_up",
        says="Made up.",
        polarity=Polarity.NOTE,
        met_when=met_when,
        not_met_when=not_met_when,
        applies_when=applies_when,
        source=LEAFLET,
    )


@pytest.mark.parametrize("worked", every_case(), ids=lambda worked: worked.id)
def test_a_worked_case_has_the_same_verdicts(
    worked: WorkedCase, in_case: Callable[[Case], tuple[Status, ...]]
) -> None:
    case = worked.case()

    assert in_case(case) == found(case)


def test_any_patient_has_the_same_verdicts() -> None:
    in_case = verdicts(CRITERIA)

    for case in patients(1000, seed=11):
        assert in_case(case) == found(case)


def test_verdicts_alone_come_to_the_same_overall_status() -> None:
    for protocol in filter(indications, PROTOCOLS):
        criteria = indications(protocol)
        told = verdicts(criteria)
        for case in patients(150, seed=16):
            standing = dict(zip(criteria, told(case), strict=True))
            assert overall_in(standing, replace(case)) is assess(protocol, case).overall


def test_a_clinics_own_figures_count() -> None:
    """Windows too: what is out of date on the day is not counted as known."""
    in_case = verdicts(CRITERIA)
    chance = Random(12)  # noqa: S311  # invented figures, no secret
    for case in patients(300, seed=13):
        figures = {figure.key: Decimal(chance.randint(1, 60)) for figure in WORKING_FIGURES}
        own = replace(case, figures=figures)

        assert in_case(own) == found(own)


def test_an_earlier_case_leaves_nothing_behind() -> None:
    in_case = verdicts(CRITERIA)
    some = list(patients(20, seed=14))
    forwards = [in_case(case) for case in some]

    assert [in_case(case) for case in reversed(some)] == forwards[::-1]


@pytest.mark.parametrize("met_when", [a.yes, gated.yes, gated.is_unknown, any_of(a.no, gated.no)])
@pytest.mark.parametrize("not_met_when", [NEVER, not_(a.yes), all_of(not_(gated.yes), b.yes)])
@pytest.mark.parametrize("applies_when", [ALWAYS, b.yes, all_of(), not_(b.is_unknown)])
def test_every_shape_of_criterion_is_compiled(
    met_when: Condition, not_met_when: Condition, applies_when: Condition
) -> None:
    made_up = criterion(met_when, not_met_when, applies_when)
    compiled = verdicts([made_up])
    values = (True, False, Absent.NOT_SURE, None)

    for first in values:
        for second in values:
            for third in values:
                told = {"a": first, "b": second, "gated": third}
                given = {key: Given(value) for key, value in told.items() if value is not None}
                case = Case(given, ON)

                assert compiled(case) == (find(made_up, case).status,), told


def test_what_is_counted_from_a_day_that_was_not_asked_for_is_not_asked() -> None:
    """The gate is read by nothing else."""
    days = DaysSince(ApproximateDay("day", "When?", "Day", asked_if=a.yes), "Days since")
    made_up = criterion(days.is_at_least(Decimal(10)), days.is_under(Decimal(10)), ALWAYS)
    compiled = verdicts([made_up])

    for asked in (True, False, Absent.NOT_SURE):
        given = {"a": Given(asked), "day": Given(Day("2026-10-01"))}
        case = Case(given, ON)
        assert compiled(case) == (find(made_up, case).status,), asked
