"""An assessment as plain values."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from rules.language.case import Absent
from rules.language.days import ApproximateDay
from rules.language.findings import assess
from rules.language.logic import Cause, Open, Term
from rules.language.record import Plain, as_record, plain, who_can_supply
from rules.language.relations import Range
from rules.protocols import PROTOCOLS
from rules.protocols.conflicts import told_before_report, worst_over_usual
from rules.questions.staff import inr
from rules.questions.symptoms import pain_worst
from tests.rules.cases import WorkedCase, every_case

CASES = every_case()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (Decimal(60), 60),
        (Decimal("1.8"), 1.8),
        (date(2026, 11, 22), "2026-11-22"),
        (("a", "b"), ["a", "b"]),
        (Absent.NOT_SURE, {"absent": "not sure"}),
        (ApproximateDay("2026-03"), {"said": "2026-03"}),
        (Range(Decimal(3), None), {"low": 3, "high": None}),
        (({"name": "x", "amount": Decimal("0.5")},), [{"name": "x", "amount": 0.5}]),
    ],
)
def test_a_value_of_each_kind_has_a_plain_form(value: object, expected: Plain) -> None:
    assert plain(value) == expected


def test_what_has_no_plain_form_is_named() -> None:
    with pytest.raises(TypeError, match="has no plain form"):
        plain(object())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_worked_case_makes_a_record_that_json_takes(case: WorkedCase) -> None:
    for protocol in PROTOCOLS:
        record = as_record(assess(protocol, case.case()))

        assert json.loads(json.dumps(record)) == record


def test_a_finding_says_who_could_supply_what_it_waits_for() -> None:
    case = next(one for one in CASES if one.id == "V40").case()
    record = as_record(assess(PROTOCOLS[0], case))

    findings = record["findings"]
    assert isinstance(findings, list)
    first = findings[0]
    assert isinstance(first, dict)
    assert first["waiting_for"] == [
        {
            "what": "Vertebral fracture on imaging",
            "questions": ["fracture_seen"],
            "cause": "needs staff",
            "who_can_supply": "staff",
        }
    ]


@pytest.mark.parametrize(
    ("cause", "who"),
    [
        (Cause.UNANSWERED, "patient"),
        (Cause.NOT_SURE, "patient"),
        (Cause.NEEDS_STAFF, "staff"),
        (Cause.CONFLICTING, "clinician"),
        (Cause.FOR_CLINICIAN, "clinician"),
    ],
)
def test_the_cause_says_who_can_supply_what_is_missing(cause: Cause, who: str) -> None:
    assert who_can_supply(Open(pain_worst, cause)) == who


@pytest.mark.parametrize(
    ("term", "who"),
    [
        (pain_worst, "patient"),
        (worst_over_usual, "patient"),
        (inr, "staff"),
        (told_before_report, "staff"),
    ],
)
def test_what_is_out_of_date_is_given_anew_by_whoever_is_asked_it(term: Term, who: str) -> None:
    assert who_can_supply(Open(term, Cause.OUT_OF_DATE)) == who
