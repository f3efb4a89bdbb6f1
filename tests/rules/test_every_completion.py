"""All answers on which a criterion turns, in every combination: no verdict flips that is not so far.

A criterion that reads too many questions for that is tried in a sample of the combinations.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.language.criteria.criteria import Criterion, Status
from rules.language.findings.findings import find
from rules.language.logic.case import Absent
from rules.language.logic.weighing import weigh
from tests.kit.cases import every_case
from tests.rules.turning import (
    CRITERIA,
    asked_among,
    case_of,
    combinations_of,
    keys_of,
    superseding,
    turning_values,
)

Answers = dict[str, object]

MOST_TRIED = 10_000
TRIED_WHOLE = [one for one in CRITERIA if combinations_of(one) <= MOST_TRIED]
SAMPLED = [one for one in CRITERIA if one not in TRIED_WHOLE]
EVERY_CASE = every_case()
NOT_SURE = Absent.NOT_SURE
UNHEALED = {"uptake", "mri_report_date", "uptake_date", "pain_began"}

tried_whole = pytest.mark.parametrize("criterion", TRIED_WHOLE, ids=lambda one: one.key)
sampled = pytest.mark.parametrize("criterion", SAMPLED, ids=lambda one: one.key)
sample = settings(max_examples=500, deadline=None, derandomize=True)


def every_answer(criterion: Criterion) -> Iterator[Answers]:
    keys = keys_of(criterion)
    for values in product(*(turning_values(criterion, key) for key in keys)):
        yield dict(zip(keys, values, strict=True))


@cache
def worked_answers(criterion: Criterion) -> list[Answers]:
    """What each worked case answers of the questions that a criterion turns on."""
    every = [worked.case() for worked in EVERY_CASE]
    keys = keys_of(criterion)
    return [
        {key: one.answers[key].value if key in one.answers else NOT_SURE for key in keys}
        for one in every
    ]


@st.composite
def beside_a_worked_case(draw: st.DrawFn, criterion: Criterion) -> Answers:
    """What a worked case answers, with a few of it changed: chance alone would settle nothing."""
    known = draw(st.sampled_from(worked_answers(criterion)))
    changed = draw(st.sets(st.sampled_from(sorted(known)), max_size=4))
    return known | {
        key: draw(st.sampled_from(turning_values(criterion, key))) for key in sorted(changed)
    }


def one_answer_more(criterion: Criterion, known: Answers) -> Iterator[Answers]:
    """What follows when one answer that was not known comes in, unless it supersedes another."""
    for key in set(asked_among(known)) - superseding(criterion) - levels_of_rows(known):
        if known[key] is Absent.NOT_SURE:
            for value in turning_values(criterion, key)[1:]:
                yield {**known, key: value}


def levels_of_rows(known: Answers) -> set[str]:
    """No row stands before its level is said to be fractured: these levels are no later answer."""
    return {"fracture_levels"} if known.get("level_findings", NOT_SURE) is not NOT_SURE else set()


def test_only_these_answers_make_a_new_case() -> None:
    """They are left out below: staff's judgement stands above what the patient was told or said.

    What else can undo a finding, the finding says: it is so far. Rows of staff, one for each level,
    stand above every single answer that would cover them all.
    """
    alone = {one.key: superseding(one) - {"level_findings"} for one in CRITERIA}
    assert {key: some for key, some in alone.items() if some} == {
        "s6_osteoporosis_or_cancer": {"cause_judged"},
        "n1_osteoporotic": {"cause_judged"},
        "l2_osteoporotic": {"cause_judged"},
        "h10_osteoporotic": {"cause_judged"},
        "l9_no_exclusion": {"deficit_on_examination", "infection_judged"},
        "m1_mechanical_resistant_pain": {"cause_judged"},
        "m2_no_cord_compression": {"cause_judged"},
        "m3_stable": {"cause_judged"},
        "m4_specialists_agree": {"cause_judged"},
        "m5_spinal_surgery_to_hand": {"cause_judged"},
        "vertos_ii_cancer": {"cause_judged"},
        "vertos_iv_cancer": {"cause_judged"},
        "vapour_cancer": {"cause_judged"},
        "invest_cancer": {"cause_judged"},
        "cafe_cancer": {"cause_judged"},
        "cancer_emergency": {"cause_judged"},
        "cancer_spinal_pain": {"cause_judged"},
        "found_compression_with_cancer": {"cause_judged"},
        "found_compression": {"cause_judged"},
        "active_infection": {"infection_judged"},
        "neurological_deficit": {"deficit_on_examination"},
    }


def stands(criterion: Criterion, known: Answers) -> None:
    """One answer at a time reaches every completion."""
    found = find(criterion, case_of(known))
    before = found.status
    if before is Status.CANNOT_TELL or found.so_far:
        return
    for later in one_answer_more(criterion, known):
        assert find(criterion, case_of(later)).status is before, (known, later)


def is_one_or_the_other(criterion: Criterion, known: Answers) -> None:
    case = case_of(known)
    met, not_met = weigh(criterion.met_when, case), weigh(criterion.not_met_when, case)

    assert not (met.truth and not_met.truth), known


@tried_whole
def test_a_later_answer_overturns_only_what_is_settled_so_far(criterion: Criterion) -> None:
    for known in every_answer(criterion):
        stands(criterion, known)


@tried_whole
def test_met_and_not_met_never_both_hold(criterion: Criterion) -> None:
    for known in every_answer(criterion):
        is_one_or_the_other(criterion, known)


@sampled
@sample
@given(data=st.data())
def test_in_a_sample_a_later_answer_overturns_only_what_is_settled_so_far(
    criterion: Criterion, data: st.DataObject
) -> None:
    stands(criterion, data.draw(beside_a_worked_case(criterion)))


@sampled
@sample
@given(data=st.data())
def test_in_a_sample_met_and_not_met_never_both_hold(
    criterion: Criterion, data: st.DataObject
) -> None:
    is_one_or_the_other(criterion, data.draw(beside_a_worked_case(criterion)))


@sampled
def test_a_sample_starts_from_cases_of_every_status(criterion: Criterion) -> None:
    seen = {find(criterion, one.case()).status for one in EVERY_CASE}

    assert seen >= {Status.MET, Status.NOT_MET, Status.CANNOT_TELL}
