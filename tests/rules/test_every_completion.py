"""All answers on which a criterion turns, in every combination: the verdict never flips."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from rules.language.logic import Absent, weigh
from rules.language.protocols import Criterion, Status, find
from tests.rules.turning import (
    CRITERIA,
    case_of,
    each_criterion,
    keys_of,
    superseding,
    turning_values,
)

Answers = dict[str, object]


def every_answer(criterion: Criterion) -> Iterator[Answers]:
    keys = keys_of(criterion)
    for values in product(*(turning_values(criterion, key) for key in keys)):
        yield dict(zip(keys, values, strict=True))


def one_answer_more(criterion: Criterion, known: Answers) -> Iterator[Answers]:
    """What follows when one answer that was not known comes in, unless it supersedes another."""
    for key in set(known) - superseding(criterion):
        if known[key] is Absent.NOT_SURE:
            for value in turning_values(criterion, key)[1:]:
                yield {**known, key: value}


def test_only_these_answers_make_a_new_case() -> None:
    """They are left out below: what they overturn had been settled for want of them."""
    assert {one.key: superseding(one) for one in CRITERIA if superseding(one)} == {
        "s2_pain_from_fracture": {"tender_at_fracture"},
        "s6_osteoporosis_or_cancer": {"cause_judged"},
        "infection": {"infection_site"},
        "uncorrected_coagulopathy": {"inr", "platelets"},
        "neurological_deficit": {"deficit_on_examination"},
    }


@each_criterion
def test_a_later_answer_never_overturns_what_is_settled(criterion: Criterion) -> None:
    """One answer at a time reaches every completion."""
    for known in every_answer(criterion):
        before = find(criterion, case_of(known)).status
        if before is Status.CANNOT_TELL:
            continue
        for later in one_answer_more(criterion, known):
            assert find(criterion, case_of(later)).status is before, (known, later)


@each_criterion
def test_met_and_not_met_never_both_hold(criterion: Criterion) -> None:
    for known in every_answer(criterion):
        case = case_of(known)
        met, not_met = weigh(criterion.met_when, case), weigh(criterion.not_met_when, case)

        assert not (met.truth and not_met.truth), known
