"""A criterion in a case: its status, the figure used, why it cannot be told, and overall."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules.language.logic import Absent, Case, Cause, Given, Origin
from rules.language.protocols import Criterion, Polarity, Status, find, overall
from rules.language.questions import Scale
from rules.language.relations import WorkingFigure
from rules.sources import PROJECT_CHOICE

ON = date(2026, 11, 16)

pain = Scale("pain", "How bad?", "Pain")


def case(**answers: object) -> Case:
    return Case({key: Given(value) for key, value in answers.items()}, ON)


SEVERE = WorkingFigure("severe", "Severe from", Decimal(7), "of 10", "None given.", Decimal(10))
severe = Criterion(
    key="severe",
    says="The pain is severe.",
    polarity=Polarity.INDICATION,
    met_when=pain.is_at_least(SEVERE),
    not_met_when=pain.is_at_most(Decimal(3)),
    source=PROJECT_CHOICE,
)


def test_a_clinic_sets_its_own_working_figure_and_the_finding_keeps_it() -> None:
    answers = {"pain": Given(Decimal(7))}
    by_default = find(severe, Case(answers, ON))
    by_clinic = find(severe, Case(answers, ON, {"severe": Decimal(8)}))

    assert (by_default.status, by_clinic.status) == (Status.MET, Status.CANNOT_TELL)
    assert by_default.figures == {SEVERE: Decimal(7)}
    assert by_clinic.figures == {SEVERE: Decimal(8)}


def test_between_met_and_not_met_it_is_for_the_clinician() -> None:
    finding = find(severe, case(pain=Decimal(5)))

    assert finding.status is Status.CANNOT_TELL
    assert finding.causes == (Cause.FOR_CLINICIAN,)


@pytest.mark.parametrize(
    ("answers", "cause"),
    [({}, Cause.UNANSWERED), ({"pain": Absent.NOT_SURE}, Cause.NOT_SURE)],
)
def test_what_is_missing_says_why(answers: dict[str, object], cause: Cause) -> None:
    assert find(severe, case(**answers)).causes == (cause,)


def test_a_finding_names_the_fact_that_settled_it_and_who_gave_it() -> None:
    known = Case({"pain": Given(Decimal(8), Origin.HELPER, "Ann")}, ON)
    (fact,) = find(severe, known).because

    assert (fact.short, fact.said, fact.origins, fact.by) == (
        "Pain", "8 / 10", (Origin.HELPER,), "Ann",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("statuses", "together"),
    [
        ("met met", Status.MET),
        ("met cannot_tell", Status.CANNOT_TELL),
        ("met cannot_tell not_met", Status.NOT_MET),
        ("met not_applicable", Status.MET),
        ("not_applicable not_applicable", Status.NOT_APPLICABLE),
        ("", Status.NOT_APPLICABLE),
    ],
)
def test_overall_follows_the_indications(statuses: str, together: Status) -> None:
    assert overall(Status[name.upper()] for name in statuses.split()) is together
