"""All answers on which a criterion turns, in every combination: the verdict never flips.

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
    for key in set(asked_among(known)) - superseding(criterion):
        if known[key] is Absent.NOT_SURE:
            for value in turning_values(criterion, key)[1:]:
                yield {**known, key: value}


def test_only_these_answers_make_a_new_case() -> None:
    """They are left out below: what they overturn had been settled for want of them.

    A judged cause and a deficit on examination stand above what the patient was told. An
    examination stands above pain that only points to the fracture, and a scan with uptake above an
    MRI without oedema. INR and platelets are not asked of a patient without a risk of bleeding, and
    an instability in the report contradicts a total that says stable. The level in the report
    stands above the one that the patient was told. Signs in the saddle or bladder that the patient
    reports later are no longer a deficit that nobody reported. A scan whose day, or the day of whose
    pain, comes in later can turn out to be from before the pain. A recorded plan makes an INR over the
    limit one to be checked again. Once the list of medicines says "none", relief is not asked. What
    was said before an answer was taken back is said again with that answer. What staff find raises a
    flag that was not there before they looked; "not sure" of something urgent is a flag until it is
    answered; what stops a patient who hardly walks may be the nerves until the patient says; and an
    accident of which nobody says when counts as new. Rows of staff, one for each level, stand above
    every single answer that would cover them all.
    """
    alone = {one.key: superseding(one) - {"level_findings"} for one in CRITERIA}
    assert {key: some for key, some in alone.items() if some} == {
        "s2_pain_from_fracture": {"tender_at_fracture"},
        "s5_no_relief_on_large_doses": {"pain_medicines"},
        "s6_osteoporosis_or_cancer": {"cause_judged"},
        "s7_mri_recent_fracture": {"mri_report_date", "pain_began"},
        "n1_osteoporotic": {"cause_judged"},
        "n5_optimal_pain_management": {"pain_medicines"},
        "h3_optimal_pain_management": {"pain_medicines"},
        "l6_optimal_management": {"pain_medicines"},
        "n4_unhealed": UNHEALED,
        "l2_osteoporotic": {"cause_judged"},
        "l4_oedema_or_uptake": UNHEALED,
        "l9_no_exclusion": {
            "inr",
            "platelets",
            "antithrombotic_plan",
            "deficit_on_examination",
            "infection_judged",
        },
        "h9_unhealed": UNHEALED,
        "h10_osteoporotic": {"cause_judged"},
        "m1_mechanical_resistant_pain": {"cause_judged", "fracture_seen", "pain_medicines"},
        "m2_no_cord_compression": {"cause_judged"},
        "m3_stable": {"cause_judged", "instability"},
        "m4_specialists_agree": {"cause_judged"},
        "m5_spinal_surgery_to_hand": {"cause_judged"},
        "vertos_ii_cancer": {"cause_judged"},
        "vertos_iv_cancer": {"cause_judged"},
        "vapour_cancer": {"cause_judged"},
        "vapour_imaging": {"uptake"},
        "invest_cancer": {"cause_judged"},
        "cafe_cancer": {"cause_judged"},
        "both_legs": {"cauda_equina", "nerve_symptoms"},
        "urgent_not_sure": {"cauda_equina", "new_weakness"},
        "cancer_emergency": {
            "cause_judged",
            "deficit_on_examination",
            "fracture_cause",
            "told_of_fracture",
            "walking",
            "walking_stopped_by",
        },
        "cancer_spinal_pain": {
            "cause_judged",
            "fracture_cause",
            "tender_at_fracture",
            "told_of_fracture",
        },
        "infection": {"infection_now", "infection_site"},
        "high_energy_injury": {"pain_began"},
        "found_compression_with_cancer": {"cause_judged", "fracture_cause", "told_of_fracture"},
        "found_compression": {"cancer", "cause_judged", "fracture_cause", "told_of_fracture"},
        "active_infection": {"infection_judged"},
        "uncorrected_coagulopathy": {"inr", "platelets", "antithrombotic_plan"},
        "neurological_deficit": {"deficit_on_examination"},
        "pain_far_from_fracture": {"fracture_levels"},
        "deficit_not_reported": {"cauda_equina"},
        "pain_after_scan": {"mri_report_date", "uptake_date", "pain_began"},
        "relief_beside_severe_pain": {"pain_medicines"},
        "thinner_taken_back": {"blood_thinner"},
        "infection_taken_back": {"infection_now"},
        "reaction_taken_back": {"reactions"},
        "cancer_taken_back": {"cancer"},
        "fracture_taken_back": {"told_of_fracture"},
        "mri_taken_back": {"mri_status"},
    }


def stands(criterion: Criterion, known: Answers) -> None:
    """One answer at a time reaches every completion."""
    before = find(criterion, case_of(known)).status
    if before is Status.CANNOT_TELL:
        return
    for later in one_answer_more(criterion, known):
        assert find(criterion, case_of(later)).status is before, (known, later)


def is_one_or_the_other(criterion: Criterion, known: Answers) -> None:
    case = case_of(known)
    met, not_met = weigh(criterion.met_when, case), weigh(criterion.not_met_when, case)

    assert not (met.truth and not_met.truth), known


@tried_whole
def test_a_later_answer_never_overturns_what_is_settled(criterion: Criterion) -> None:
    for known in every_answer(criterion):
        stands(criterion, known)


@tried_whole
def test_met_and_not_met_never_both_hold(criterion: Criterion) -> None:
    for known in every_answer(criterion):
        is_one_or_the_other(criterion, known)


@sampled
@sample
@given(data=st.data())
def test_in_a_sample_a_later_answer_never_overturns_what_is_settled(
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
