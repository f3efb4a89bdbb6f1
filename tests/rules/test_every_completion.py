"""All answers on which a criterion turns, in every combination: the verdict never flips."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from rules.language.logic import Absent, weigh
from rules.language.protocols import Criterion, Status, find
from rules.protocols import PROTOCOLS
from rules.protocols.review import ANTITHROMBOTIC_REVIEWS
from tests.rules.turning import case_of, keys_of, superseding, turning_values

Answers = dict[str, object]

ALIKE = set(ANTITHROMBOTIC_REVIEWS[1:])  # made by one call; the first stands for all
CRITERIA = [one for protocol in PROTOCOLS for one in protocol.criteria if one not in ALIKE]

each_criterion = pytest.mark.parametrize("criterion", CRITERIA, ids=lambda one: one.key)


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
