"""What is true of every criterion under any answers at all, made up by Hypothesis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.language.criteria.criteria import Criterion, Status
from rules.language.findings.findings import find
from rules.language.logic.case import Absent, Case
from rules.language.logic.conditions import Condition, checks
from rules.language.logic.days import ApproximateDate
from rules.language.questions import Audience
from rules.questions import QUESTIONS
from rules.questions.symptoms import pain_began
from tests.rules.strategies import Values, answers_of, values_of
from tests.rules.turning import (
    CRITERIA,
    ON,
    ONSETS,
    asked_among,
    case_of,
    each_criterion,
    keys_of,
    questions_of,
    superseding,
    turning_values,
)

SETTLED = (Status.MET, Status.NOT_MET, Status.NOT_APPLICABLE)

STAFF_ALONE = (
    "s1_fracture_on_imaging",
    "s2_pain_from_fracture",
    "s7_mri_recent_fracture",
    "pain_not_from_fracture",
    "more_than_three_levels",
    "instability",
    "nerve_compression",
    "canal_compromise",
    "n4_unhealed",
    "n6_level_confirmed",
    "l3_level",
    "l4_oedema_or_uptake",
    "l8_continuum_of_care",
    "h4_fracture_on_imaging",
    "h5_tender_at_level",
    "h6_multidisciplinary_decision",
    "h7_spinal_surgery_access",
    "h8_bone_treatment",
)
ON_ONSET = [one for one in CRITERIA if "pain_began" in keys_of(one)]
FOR_STAFF = [one for one in CRITERIA if one.key in STAFF_ALONE]

sometimes = settings(max_examples=40, deadline=None, derandomize=True)


def values(criterion: Criterion, key: str) -> Values:
    """Any answer, and often one on which the criterion turns."""
    return st.sampled_from(turning_values(criterion, key)) | answers_of(QUESTIONS[key])


def answers(criterion: Criterion) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({key: values(criterion, key) for key in keys_of(criterion)})


@each_criterion
@sometimes
@given(data=st.data())
def test_a_later_answer_overturns_only_what_is_settled_so_far(
    criterion: Criterion, data: st.DataObject
) -> None:
    complete = asked_among(data.draw(answers(criterion), label="later"))
    later = sorted(set(complete) - superseding(criterion))
    some = st.sets(st.sampled_from(later)) if later else st.just(set[str]())
    left_out = data.draw(some, label="not known before")
    before = {key: value for key, value in complete.items() if key not in left_out}

    first = find(criterion, case_of(before))

    if first.status in SETTLED and not first.so_far:
        assert find(criterion, case_of(complete)).status is first.status


@pytest.mark.parametrize("criterion", ON_ONSET, ids=lambda one: one.key)
@sometimes
@given(data=st.data())
def test_a_day_known_better_never_overturns_what_is_settled(
    criterion: Criterion, data: st.DataObject
) -> None:
    known = data.draw(answers(criterion))
    began = data.draw(st.sampled_from(ONSETS) | values_of(pain_began))
    assert isinstance(began, ApproximateDate)
    exact = data.draw(st.dates(began.earliest, began.latest)).isoformat()

    first = find(criterion, case_of({**known, "pain_began": began})).status

    if first in SETTLED:
        better = {**known, "pain_began": ApproximateDate(exact)}
        assert find(criterion, case_of(better)).status is first


@each_criterion
@sometimes
@given(data=st.data())
def test_what_a_finding_names_is_enough_to_settle_it(
    criterion: Criterion, data: st.DataObject
) -> None:
    known = data.draw(answers(criterion))
    finding = find(criterion, case_of(known))
    named = {key for fact in finding.because for key in fact.questions}

    kept = {key: known[key] for key in named | gates(named) if key in known}

    if finding.status in SETTLED:
        assert find(criterion, case_of(kept)).status is finding.status


def gates(keys: set[str]) -> set[str]:
    """The questions on which others are asked at all."""
    turned_on = {above for key in keys for above in _turned_on(QUESTIONS[key].asked_if)}
    return turned_on | ({"fracture_levels"} if "level_findings" in keys else set())


def _turned_on(condition: Condition) -> Iterator[str]:
    for check in checks(condition):
        for question in questions_of(check.term):
            yield from (question.key, *_turned_on(question.asked_if))


@each_criterion
@sometimes
@given(data=st.data())
def test_what_cannot_be_told_says_what_it_waits_for(
    criterion: Criterion, data: st.DataObject
) -> None:
    finding = find(criterion, case_of(data.draw(answers(criterion))))

    assert bool(finding.waiting_for) == (finding.status is Status.CANNOT_TELL)


@each_criterion
def test_nothing_answered_is_neither_met_nor_not_met(criterion: Criterion) -> None:
    assert find(criterion, Case({}, ON)).status is Status.CANNOT_TELL


@each_criterion
@pytest.mark.parametrize("absent", [Absent.NOT_SURE, Absent.UNANSWERED])
def test_unknown_answers_are_neither_met_nor_not_met(criterion: Criterion, absent: Absent) -> None:
    """But for the flag that "not sure" itself raises."""
    if absent is Absent.NOT_SURE and criterion.key == "urgent_not_sure":
        return
    unknown: Mapping[str, object] = dict.fromkeys(keys_of(criterion), absent)

    assert find(criterion, case_of(dict(unknown))).status is Status.CANNOT_TELL


@pytest.mark.parametrize("criterion", FOR_STAFF, ids=lambda one: one.key)
@sometimes
@given(data=st.data())
def test_no_patient_settles_what_only_staff_can_know(
    criterion: Criterion, data: st.DataObject
) -> None:
    read = {question.key for term in criterion.questions() for question in questions_of(term)}
    patients = [key for key in read if QUESTIONS[key].asked_of is not Audience.STAFF]
    told = {key: data.draw(values(criterion, key), label=key) for key in sorted(patients)}

    assert find(criterion, case_of(told)).status is Status.CANNOT_TELL
