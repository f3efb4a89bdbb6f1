"""An assessment as plain values."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rules.language.criteria.criteria import Criterion, Polarity, Protocol, Rank, Strength, Urgency
from rules.language.criteria.sources import Source, Verified
from rules.language.findings.findings import assess
from rules.language.findings.record import Plain, as_record, plain, who_can_supply
from rules.language.logic import relations
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.logic.conditions import Cause, Check, Open, Term
from rules.language.logic.days import ApproximateDate
from rules.language.logic.relations import Range, WorkingFigure
from rules.language.questions import Audience, Scale, YesNo
from rules.language.questions.worked_out import Superseded
from rules.protocols import PROTOCOLS
from rules.protocols.conflicts import told_before_report, worst_over_usual
from rules.questions.examination import inr
from rules.questions.symptoms import pain_worst
from tests.kit.cases import WorkedCase, every_case

CASES = every_case()
ON = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (Decimal(60), 60),
        (Decimal("1.8"), 1.8),
        (date(2026, 11, 22), "2026-11-22"),
        (("a", "b"), ["a", "b"]),
        (Absent.NOT_SURE, {"absent": "not sure"}),
        (ApproximateDate("2026-03"), {"said": "2026-03"}),
        (Range(Decimal(3), None), {"low": 3, "high": None}),
        (Range(Decimal(3), Decimal(5)), {"low": 3, "high": 5}),
        (({"name": "x", "amount": Decimal("0.5")},), [{"name": "x", "amount": 0.5}]),
    ],
)
def test_a_value_of_each_kind_has_a_plain_form(value: object, expected: Plain) -> None:
    assert plain(value) == expected


def test_a_whole_number_is_written_whole() -> None:
    assert json.dumps(plain(Decimal("60.0"))) == "60"


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


def test_a_finding_is_recorded_whole() -> None:
    source = Source(
        "act", "An act", "The office", 2025, "Act 7", "https://x.test", ON, Verified.READ
    )
    doubtful = replace(source, key="memory", year=None, checked=None, how_far=Verified.FROM_MEMORY)
    limit = WorkingFigure("severe", "Severe from", Decimal(7), "of 10", "Ours.", Decimal(10))
    told = Scale("told", "How bad?", "Pain, reported")
    seen = Scale("seen", "How bad is it?", "Pain", asked_of=Audience.STAFF)
    pain = Superseded(seen, told, "Pain")
    fell = YesNo("fell", "Did you fall?", "Fall")
    criterion = Criterion(
        key="severe",
        label="Pain group",
        short="Severe pain",
        says="The pain is severe.",
        polarity=Polarity.CONTRAINDICATION,
        strength=Strength.RELATIVE,
        urgency=Urgency.SAME_DAY,
        ranks=(
            Rank(source, Strength.RELATIVE, "Act list", "bad pain"),
            Rank(doubtful, Strength.ABSOLUTE, "Memory list"),
        ),
        met_when=Check(pain, relations.is_at_least, limit),
        not_met_when=Check(pain, relations.is_under, limit),
        reported=(fell,),
        source=source,
        guidance="Ask again.",
    )
    protocol = Protocol(
        key="one",
        title="One",
        short="1",
        edition="7",
        summary="",
        source=source,
        criteria=(criterion,),
    )
    answers = {
        "told": Given(Decimal(3), at=datetime(2026, 11, 14, 9, 30, tzinfo=UTC)),
        "seen": Given(
            Decimal(8), Origin.STAFF, "Dr Day", datetime(2026, 11, 15, 10, 0, tzinfo=UTC)
        ),
        "fell": Given(value=True),
    }
    record = as_record(assess(protocol, Case(answers, ON, figures={"severe": Decimal("7.5")})))

    of_act: dict[str, Plain] = {
        "key": "act",
        "title": "An act",
        "organisation": "The office",
        "year": 2025,
        "identifier": "Act 7",
        "link": "https://x.test",
        "checked": "2026-11-16",
        "how_far": "read in the source's own text",
    }
    of_memory = of_act | {
        "key": "memory",
        "year": None,
        "checked": None,
        "how_far": "not checked against the source",
    }
    reported: dict[str, Plain] = {
        "what": "Pain, reported",
        "said": "3 / 10",
        "value": 3,
        "questions": ["told"],
        "origins": ["patient"],
        "by": "",
        "at": "2026-11-14T09:30:00+00:00",
        "observed_on": "2026-11-14",
        "overruled": None,
    }
    findings = record.pop("findings")
    assert record == {
        "protocol": "one",
        "title": "One",
        "edition": "7",
        "source": of_act,
        "on": "2026-11-16",
        "overall": "not applicable",
        "whatever_is_answered": False,
        "pathway": "",
    }
    assert findings == [
        {
            "criterion": "severe",
            "label": "Pain group",
            "short": "Severe pain",
            "says": "The pain is severe.",
            "polarity": "contraindication",
            "strength": "relative",
            "urgency": "same day",
            "ranks": [
                {
                    "list": "Act list",
                    "strength": "relative",
                    "words": "bad pain",
                    "source": of_act,
                },
                {
                    "list": "Memory list",
                    "strength": "absolute",
                    "words": "",
                    "source": of_memory,
                },
            ],
            "status": "met",
            "causes": [],
            "so_far": [],
            "because": [
                {
                    "what": "Pain",
                    "said": "8 / 10",
                    "value": 8,
                    "questions": ["seen"],
                    "origins": ["staff"],
                    "by": "Dr Day",
                    "at": "2026-11-15T10:00:00+00:00",
                    "observed_on": "2026-11-15",
                    "overruled": reported,
                }
            ],
            "waiting_for": [],
            "reported": [
                {
                    "what": "Fall",
                    "said": "Yes",
                    "value": True,
                    "questions": ["fell"],
                    "origins": ["patient"],
                    "by": "",
                    "at": None,
                    "observed_on": None,
                    "overruled": None,
                }
            ],
            "working_figures": [
                {
                    "key": "severe",
                    "says": "Severe from",
                    "used": 7.5,
                    "comes_as": 7,
                    "unit": "of 10",
                    "why": "Ours.",
                }
            ],
            "guidance": "Ask again.",
            "source": of_act,
        }
    ]
