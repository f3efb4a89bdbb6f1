"""What an assessment finds otherwise than the one before it, and what that comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from questionnaire import answers, assessments
from questionnaire.assessment_record import statuses
from questionnaire.models import Response, StoredAssessment
from questionnaire.said import words_of
from rules import editions
from rules.language.protocols import Criterion, Polarity, Protocol, Status

# What pages show by itself: whom trials took, and answers that disagree.
TOLD_ELSEWHERE = frozenset((Polarity.ENTRY, Polarity.CONFLICT))
# Kinds of which "met" is no news that somebody must hear.
EXPECTED = frozenset((Polarity.INDICATION, Polarity.LIMIT))


@dataclass(frozen=True)
class ChangedStatus:
    """A criterion that stands otherwise than it did, in the words that pages use.

    `named`: it is more than one of the many that were open and are settled now, as hoped.
    """

    protocol: str
    criterion: str
    before: str
    after: str
    named: bool


@dataclass(frozen=True)
class WhatChanged:
    """What is otherwise since an earlier assessment: nothing, where `since` is None."""

    statuses: tuple[ChangedStatus, ...] = ()
    why: str = ""
    since: datetime | None = None
    after_decision: bool = False


def what_changed(session: Session, response: Response) -> WhatChanged:
    """Since the assessment before the newest; of a decided response, since the decision."""
    decided = assessments.decided_on(session, response)
    if decided is None:
        return _between(*reversed(assessments.newest_two(session, response)))
    newest = assessments.newest(session, response)
    later = _between(decided, newest) if newest and newest.id != decided.id else WhatChanged()
    return WhatChanged(later.statuses, later.why, later.since, _is_after(session, decided))


def _is_after(session: Session, decided: StoredAssessment) -> bool:
    """Whether an answer or the consult day was changed after the decision."""
    response = decided.response
    answered = answers.last_answer(session, response) != decided.last_answer
    return answered or answers.day_of(response) != decided.assessed_on


def _between(*two: StoredAssessment) -> WhatChanged:
    if len(two) < 2:
        return WhatChanged()
    before, after = two
    why = assessments.differences(assessments.made_of(before), assessments.made_of(after))
    said = ", ".join(one.value for one in why) or after.why.value
    return WhatChanged(tuple(_statuses(before, after)), said, before.at)


def _statuses(before: StoredAssessment, after: StoredAssessment) -> Iterator[ChangedStatus]:
    then, now = statuses(json.loads(before.record)), statuses(json.loads(after.record))
    protocols = [editions.edition(name) for names in after.editions.values() for name in names]
    for protocol in protocols:
        for criterion in protocol.criteria:
            key = protocol.key, criterion.key
            counts = criterion.polarity not in TOLD_ELSEWHERE
            if counts and key in then and then[key] != now[key]:
                yield _changed(protocol, criterion, Status(then[key]), Status(now[key]))


def _changed(
    protocol: Protocol, criterion: Criterion, before: Status, after: Status
) -> ChangedStatus:
    kind = criterion.polarity
    newly_there = after is Status.MET and kind not in EXPECTED
    return ChangedStatus(
        protocol.short,
        name_of(criterion),
        words_of(kind, before),
        words_of(kind, after),
        named=before is not Status.CANNOT_TELL or newly_there,
    )


def name_of(criterion: Criterion) -> str:
    """What staff call a criterion: "S3 Severe pain"."""
    named = criterion.short or criterion.says.rstrip(".")
    return f"{criterion.label} {named}".strip()
