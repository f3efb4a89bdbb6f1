"""A criterion in a case: its status, the figure used, why it cannot be told, and overall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.language.criteria.criteria import Criterion, Polarity, Protocol, Status
from rules.language.findings.findings import assess, find, overall
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.logic.conditions import Cause, not_
from rules.language.logic.relations import WorkingFigure
from rules.language.questions import Scale, YesNo
from rules.sources import PROJECT_CHOICE

ON = date(2026, 11, 16)

pain = Scale("pain", "How bad?", "Pain")
fell = YesNo("fell", "Did you fall?", "Fall")


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


after_a_fall = replace(severe, key="after_a_fall", applies_when=fell.yes)


@pytest.mark.parametrize(
    ("answers", "status", "waits_for"),
    [
        ({}, Status.CANNOT_TELL, [("Fall", Cause.UNANSWERED)]),
        ({"fell": Absent.NOT_SURE}, Status.CANNOT_TELL, [("Fall", Cause.NOT_SURE)]),
        ({"fell": False, "pain": Decimal(9)}, Status.NOT_APPLICABLE, []),
        ({"fell": True}, Status.CANNOT_TELL, [("Pain", Cause.UNANSWERED)]),
        ({"fell": True, "pain": Decimal(9)}, Status.MET, []),
        ({"fell": True, "pain": Decimal(3)}, Status.NOT_MET, []),
    ],
)
def test_whether_a_criterion_applies_is_asked_first(
    answers: dict[str, object], status: Status, waits_for: list[tuple[str, Cause]]
) -> None:
    finding = find(after_a_fall, case(**answers))

    assert finding.status is status
    assert [(one.term.short, one.cause) for one in finding.waiting_for] == waits_for


@pytest.mark.parametrize(
    ("answers", "because"),
    [
        ({"fell": False, "pain": Decimal(9)}, ["Fall"]),
        ({"fell": True, "pain": Decimal(9)}, ["Pain", "Fall"]),
        ({"fell": True, "pain": Decimal(3)}, ["Pain", "Fall"]),
    ],
)
def test_what_made_it_apply_is_among_the_reasons(
    answers: dict[str, object], because: list[str]
) -> None:
    assert [fact.short for fact in find(after_a_fall, case(**answers)).because] == because


either_or = replace(severe, key="either_or", not_met_when=not_(severe.met_when))


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({}, Status.CANNOT_TELL),
        ({"pain": Decimal(7)}, Status.MET),
        ({"pain": Decimal(6)}, Status.NOT_MET),
    ],
)
def test_a_criterion_whose_opposite_is_plain_has_nothing_grey(
    answers: dict[str, object], status: Status
) -> None:
    assert find(either_or, case(**answers)).status is status


def test_what_both_sides_turn_on_is_waited_for() -> None:
    two_sided = replace(severe, key="two_sided", not_met_when=fell.no)

    nothing = find(two_sided, case())
    half = find(two_sided, case(pain=Decimal(5)))

    assert [one.term.short for one in nothing.waiting_for] == ["Pain", "Fall"]
    assert [one.term.short for one in half.waiting_for] == ["Fall"]


def test_where_no_answer_would_settle_it_nobody_is_asked_for_one() -> None:
    unsettled = replace(severe, key="unsettled", unsettleable_when=fell.yes)

    assert find(unsettled, case(fell=False)).causes == (Cause.UNANSWERED,)
    assert find(unsettled, case()).causes == (Cause.UNANSWERED,)
    assert find(unsettled, case(fell=True)).causes == (Cause.FOR_CLINICIAN,)


def test_answers_that_contradict_each_other_are_the_cause_before_any_other() -> None:
    contradicted = replace(severe, key="contradicted", conflicting_when=fell.yes)

    assert find(contradicted, case()).causes == (Cause.UNANSWERED,)
    assert [
        (one.term.short, one.cause) for one in find(contradicted, case(fell=True)).waiting_for
    ] == [("Fall", Cause.CONFLICTING)]


def test_findings_are_taken_by_their_polarity_and_their_status() -> None:
    flag = replace(severe, key="flag", polarity=Polarity.RED_FLAG)
    protocol = Protocol(
        key="p",
        title="P",
        short="P",
        edition="1",
        summary="P.",
        source=PROJECT_CHOICE,
        criteria=(severe, after_a_fall, flag),
    )
    found = assess(protocol, case(pain=Decimal(9)))

    def keys(*statuses: Status) -> list[str]:
        return [one.criterion.key for one in found.of(Polarity.INDICATION, *statuses)]

    assert keys() == ["severe", "after_a_fall"]
    assert keys(Status.MET) == ["severe"]
    assert keys(Status.CANNOT_TELL, Status.NOT_MET) == ["after_a_fall"]
    assert [one.criterion.key for one in found.of(Polarity.RED_FLAG)] == ["flag"]


def test_a_criterion_knows_every_question_that_it_turns_on_or_shows() -> None:
    two_sided = replace(severe, key="two_sided", not_met_when=not_(fell.yes))
    shown = replace(severe, key="shown", reported=(fell,))

    assert severe.questions() == (pain,)
    assert after_a_fall.questions() == (fell, pain)
    assert two_sided.questions() == (pain, fell)
    assert shown.questions() == (pain, fell)


def test_a_criterion_knows_the_working_figures_in_what_it_denies() -> None:
    denied = replace(severe, key="denied", met_when=not_(severe.met_when))

    assert severe.working_figures() == (SEVERE,)
    assert denied.working_figures() == (SEVERE,)
    assert either_or.working_figures() == (SEVERE,)
