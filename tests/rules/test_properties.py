"""What is true of every criterion under all answers that people could give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.language.days import ApproximateDay as ApproximateDate
from rules.language.figures import Superseded
from rules.language.logic import Absent, Case, Cause, Condition, Given, checks, limit, weigh
from rules.language.protocols import Criterion, Finding, Polarity, Status, Urgency, find
from rules.language.questions import (
    Advice,
    ApproximateDay,
    Audience,
    MultiChoice,
    Number,
    Question,
)
from rules.language.relations import is_unknown
from rules.protocols import PROTOCOLS
from rules.protocols.red_flags import RED_FLAGS
from rules.protocols.review import ANTITHROMBOTIC_REVIEWS
from rules.questions import QUESTIONS
from tests.rules.strategies import Values, answers_of

ON = date(2026, 11, 16)
SETTLED = (Status.MET, Status.NOT_MET, Status.NOT_APPLICABLE)
ALIKE = set(ANTITHROMBOTIC_REVIEWS[1:])  # made by one call; the first stands for all
CRITERIA = [
    one for protocol in PROTOCOLS for one in protocol.criteria if one not in ALIKE
]
ONLY_STAFF_KNOW = ("S1", "S7")

DAYS_AGO = st.sampled_from([
    ApproximateDate("2026-11-16"),
    ApproximateDate("2026-10-27"),  # 20 days
    ApproximateDate("2026-10-26"),
    ApproximateDate("2026-10"),
    ApproximateDate("2026-08-24"),  # 84 days
    ApproximateDate("2026-08-23"),
    ApproximateDate("2026-08"),
    ApproximateDate("3 weeks", ON),
    ApproximateDate("2025"),
])

Answers = Mapping[str, object]
each_criterion = pytest.mark.parametrize("criterion", CRITERIA, ids=lambda one: one.key)
sometimes = settings(max_examples=80, deadline=None, derandomize=True)


def keys_of(condition: Condition) -> Iterator[str]:
    """The questions that a condition turns on, with those on which they are asked at all."""
    for check in checks(condition):
        for term in check.term.reads():
            assert isinstance(term, Question)
            yield from (term.key, *keys_of(term.asked_if))


def keys(criterion: Criterion) -> list[str]:
    return list(dict.fromkeys(key for part in criterion.conditions() for key in keys_of(part)))


def superseding(criterion: Criterion) -> set[str]:
    """Questions whose answer makes a new case of it: it overturns what stood without it."""
    every = [check for part in criterion.conditions() for check in checks(part)]
    unknown = {key for check in every if check.relation is is_unknown for key in named(check.term)}
    staff = {check.term.staff.key for check in every if isinstance(check.term, Superseded)}
    return unknown | staff


def named(term: object) -> set[str]:
    return {term.key} if isinstance(term, Question) else set()


def values(question: Question) -> Values:
    """Answers that lie where they decide something: on a limit, or beside it."""
    match question:
        case ApproximateDay():
            return st.just(Absent.NOT_SURE) | DAYS_AGO
        case Number():
            return st.sampled_from([Absent.NOT_SURE, *near_limits(question)])
        case _:
            return answers_of(question)


def near_limits(question: Number) -> list[Decimal]:
    """The figures that criteria compare the answer with, and those just beside."""
    limits = {Decimal(question.low), Decimal(question.high)}
    for criterion in CRITERIA:
        for check in (check for part in criterion.conditions() for check in checks(part)):
            operand = limit(check.operand, Case({}, ON))
            limits |= {operand} if check.term is question and isinstance(operand, Decimal) else set()
    step = Decimal(1).scaleb(-question.decimals)
    beside = {near for one in limits for near in (one - step, one, one + step)}
    return sorted(one for one in beside if question.low <= one <= question.high)


def answers(some: list[str]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({key: values(QUESTIONS[key]) for key in some})


def case(known: Answers) -> Case:
    return Case({key: Given(value) for key, value in known.items()}, ON)


def is_known(value: object) -> bool:
    return not isinstance(value, Absent)


@each_criterion
@sometimes
@given(data=st.data())
def test_a_later_answer_never_overturns_what_is_settled(
    criterion: Criterion, data: st.DataObject
) -> None:
    complete = data.draw(answers(keys(criterion)), label="later")
    fixed = superseding(criterion)
    left_out = data.draw(st.sets(st.sampled_from(sorted(complete))), label="not known before")
    before = {key: value for key, value in complete.items() if key in fixed or key not in left_out}

    first = find(criterion, case(before)).status

    if first in SETTLED:
        assert find(criterion, case(complete)).status is first


@each_criterion
@sometimes
@given(data=st.data())
def test_met_and_not_met_never_both_hold(criterion: Criterion, data: st.DataObject) -> None:
    known = case(data.draw(answers(keys(criterion))))

    assert not (
        weigh(criterion.met_when, known).truth and weigh(criterion.not_met_when, known).truth
    )


@each_criterion
@sometimes
@given(data=st.data())
def test_what_a_finding_names_is_enough_to_settle_it(
    criterion: Criterion, data: st.DataObject
) -> None:
    known = data.draw(answers(keys(criterion)))
    finding = find(criterion, case(known))

    enough = {key for fact in finding.because for key in fact.questions}
    gates = {key for one in enough for key in keys_of(QUESTIONS[one].asked_if)}
    kept = {key: value for key, value in known.items() if key in enough | gates}

    if finding.status in SETTLED:
        assert find(criterion, case(kept)).status is finding.status


@each_criterion
@sometimes
@given(data=st.data())
def test_what_cannot_be_told_says_what_it_waits_for(
    criterion: Criterion, data: st.DataObject
) -> None:
    finding = find(criterion, case(data.draw(answers(keys(criterion)))))

    if finding.status is Status.CANNOT_TELL:
        assert finding.waiting_for
        assert not supplied(finding)


def supplied(finding: Finding) -> list[str]:
    """Questions said to be unanswered though their answer is among the reasons."""
    known = {fact.questions for fact in finding.because if is_known(fact.value)}
    return [
        missing.term.key
        for missing in finding.waiting_for
        if missing.cause in (Cause.UNANSWERED, Cause.NOT_SURE)
        and isinstance(missing.term, Question)
        and not isinstance(missing.term, ApproximateDay)
        and (missing.term.key,) in known
        and missing.term.key != "pain_medicines"
    ]


@each_criterion
def test_nothing_answered_is_neither_met_nor_not_met(criterion: Criterion) -> None:
    assert find(criterion, Case({}, ON)).status is Status.CANNOT_TELL


@each_criterion
@sometimes
@given(data=st.data())
def test_not_sure_of_everything_is_neither_met_nor_not_met(
    criterion: Criterion, data: st.DataObject
) -> None:
    unsure = {key: data.draw(st.sampled_from(Absent)) for key in keys(criterion)}
    not_asked = {key: value for key, value in unsure.items() if value is not Absent.NOT_ASKED}

    assert find(criterion, case(not_asked)).status is Status.CANNOT_TELL


@pytest.mark.parametrize(
    "criterion", [one for one in CRITERIA if one.label in ONLY_STAFF_KNOW], ids=lambda one: one.label
)
@sometimes
@given(data=st.data())
def test_no_patient_settles_what_only_staff_can_know(
    criterion: Criterion, data: st.DataObject
) -> None:
    asked = [key for key, one in QUESTIONS.items() if one.asked_of is not Audience.STAFF]
    shown = [key for key in asked if key in {term.key for term in reported(criterion)}]

    finding = find(criterion, case(data.draw(answers(shown))))

    assert finding.status is Status.CANNOT_TELL
    assert Cause.NEEDS_STAFF in finding.causes or Cause.FOR_CLINICIAN in finding.causes


def reported(criterion: Criterion) -> list[Question]:
    return [term for term in criterion.questions() if isinstance(term, Question)]


def emergencies() -> Iterator[tuple[str, object]]:
    """Each answer that shows emergency advice to the patient, by itself."""
    for key, question in QUESTIONS.items():
        if question.advice is not Advice.EMERGENCY:
            continue
        for option in sorted(question.advised_by) or [True]:
            yield key, (option,) if isinstance(question, MultiChoice) else option


@pytest.mark.parametrize(("key", "answer"), list(emergencies()))
def test_an_answer_with_emergency_advice_raises_an_emergency_red_flag(
    key: str, answer: object
) -> None:
    assert QUESTIONS[key].calls_for(answer) is Advice.EMERGENCY

    raised = [flag for flag in RED_FLAGS if find(flag, case({key: answer})).status is Status.MET]

    assert [flag.urgency for flag in raised] == [Urgency.EMERGENCY]


def test_every_red_flag_says_how_soon_and_every_contraindication_how_strong() -> None:
    for criterion in CRITERIA:
        assert (criterion.urgency is not None) == (criterion.polarity is Polarity.RED_FLAG)
        assert (criterion.strength is not None) == (
            criterion.polarity is Polarity.CONTRAINDICATION
        )
