"""What an assessment finds otherwise than the one before it, and what that comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, pairwise

from sqlalchemy.orm import Session

from questionnaire.responses import answers, assessments
from questionnaire.responses.assessment_record import statuses
from questionnaire.store.models import Response, StoredAssessment, Why
from questionnaire.summary.said import OVERALL, words_of
from rules import editions
from rules.language.criteria.criteria import Criterion, Polarity, Protocol, Status
from rules.language.diagrams.questions_read import indications
from rules.language.findings.findings import overall, overall_in

# What pages show by itself: whom trials took, and answers that disagree.
TOLD_ELSEWHERE = frozenset((Polarity.ENTRY, Polarity.CONFLICT))
# Kinds that are named whichever protocol leads.
ALWAYS_NAMED = frozenset((Polarity.CONTRAINDICATION, Polarity.RED_FLAG))
HEADLINE = "Headline"
LEADING = "Leading protocol"  # chosen by the clinic: no finding changed with it
PROTOCOLS_CHOSEN = "other protocols chosen"
RULES_EDITION = "another edition of the rules"


@dataclass(frozen=True)
class ChangedStatus:
    """A criterion that stands otherwise than it did, in the words that pages use.

    `named`: of the protocol that leads, or a contraindication or red flag; the rest is counted.
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
    """What nobody typed in; of a decided response, what is otherwise since the decision."""
    decided = assessments.decided_on(session, response)
    if decided is None:
        return _news(assessments.newest_first(session, response))
    newest = assessments.newest(session, response)
    later = _between(decided, newest) if newest and newest.id != decided.id else WhatChanged()
    return WhatChanged(later.statuses, later.why, later.since, _is_after(session, decided))


def _news(stored: list[StoredAssessment]) -> WhatChanged:
    """What figures, editions and days changed, as far as what came since has left it so."""
    changes = [
        _standing(before, after, stored[0])
        for after, before in pairwise(stored)
        if not _by_answers_alone(before, after)
    ]
    news = [one for one in changes if one.statuses]
    if not news:
        return WhatChanged()
    why = ", ".join(dict.fromkeys(one.why for one in news))
    return WhatChanged(
        tuple(chain.from_iterable(one.statuses for one in news)), why, news[-1].since
    )


def _standing(
    before: StoredAssessment, after: StoredAssessment, now: StoredAssessment
) -> WhatChanged:
    """What one change brought, but for what has changed again since."""
    changed, still = _between(before, after), _between(before, now).statuses
    return replace(changed, statuses=tuple(one for one in changed.statuses if one in still))


def _is_after(session: Session, decided: StoredAssessment) -> bool:
    """Whether an answer or the consult day was changed after the decision."""
    response = decided.response
    answered = answers.last_answer(session, response) != decided.last_answer
    return answered or answers.day_of(response) != decided.assessed_on


def _by_answers_alone(before: StoredAssessment, after: StoredAssessment) -> bool:
    """Whether somebody just typed it in: what follows of that is no news to them."""
    return _differences(before, after) == (Why.ANSWERS,)


def _between(before: StoredAssessment, after: StoredAssessment) -> WhatChanged:
    why = _differences(before, after)
    said = ", ".join(_said(one, before, after) for one in why) or Why.PROGRAM.value
    stand = (*_headline(before, after), *_statuses(before, after))
    return WhatChanged(stand, said, before.at)


def _differences(before: StoredAssessment, after: StoredAssessment) -> tuple[Why, ...]:
    return assessments.differences(assessments.made_of(before), assessments.made_of(after))


def _said(why: Why, before: StoredAssessment, after: StoredAssessment) -> str:
    """Whether a clinic chose other protocols, or the rules of those it had are another edition."""
    if why is not Why.EDITIONS:
        return why.value
    then, now = _editions(before), _editions(after)
    newer = any(then[key] != now[key] for key in then.keys() & now.keys())
    chosen = before.editions[assessments.CHOSEN], after.editions[assessments.CHOSEN]
    other = [editions.key_of(name) for name in chosen[0]] != [
        editions.key_of(name) for name in chosen[1]
    ]
    return ", ".join(filter(None, (PROTOCOLS_CHOSEN * other, RULES_EDITION * newer)))


def _editions(stored: StoredAssessment) -> dict[str, str]:
    return {editions.key_of(name): name for names in stored.editions.values() for name in names}


def _headline(before: StoredAssessment, after: StoredAssessment) -> Iterator[ChangedStatus]:
    """What heads the face sheet, where it is another protocol or stands otherwise."""
    then, now = _leading(before), _leading(after)
    if then[0] != now[0]:
        said = [f"{protocol} ({stands})" for protocol, stands in (then, now)]
        yield ChangedStatus(now[0], LEADING, *said, named=True)
    elif then != now:
        yield ChangedStatus(now[0], HEADLINE, then[1], now[1], named=True)


def _leading(stored: StoredAssessment) -> tuple[str, str]:
    protocol = editions.edition(stored.editions[assessments.CHOSEN][0])
    stands = statuses(json.loads(stored.record))
    standing = {one: Status(stands[protocol.key, one.key]) for one in indications(protocol)}
    found = overall(standing.values())
    if found is Status.CANNOT_TELL:
        found = overall_in(standing, assessments.case_of(stored))
    return protocol.short, OVERALL[found]


def _statuses(before: StoredAssessment, after: StoredAssessment) -> Iterator[ChangedStatus]:
    then, now = statuses(json.loads(before.record)), statuses(json.loads(after.record))
    protocols = [editions.edition(name) for names in after.editions.values() for name in names]
    leading = editions.key_of(after.editions[assessments.CHOSEN][0])
    for protocol in protocols:
        for criterion in protocol.criteria:
            key = protocol.key, criterion.key
            if counts(criterion) and key in then and then[key] != now[key]:
                stands = Status(then[key]), Status(now[key])
                leads = protocol.key == leading
                yield status_changed(protocol, criterion, *stands, leads=leads)


def counts(criterion: Criterion) -> bool:
    """Whether it is told here that a criterion stands otherwise."""
    return criterion.polarity not in TOLD_ELSEWHERE


def status_changed(
    protocol: Protocol, criterion: Criterion, before: Status, after: Status, *, leads: bool
) -> ChangedStatus:
    """A criterion that stands otherwise, in words. `leads`: its protocol heads the face sheet."""
    kind = criterion.polarity
    return ChangedStatus(
        protocol.short,
        criterion.name,
        words_of(kind, before),
        words_of(kind, after),
        named=leads or kind in ALWAYS_NAMED,
    )
