"""What answers just saved have moved in the findings: "S3: met → cannot tell"."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.orm import Session

from questionnaire.clinic import settings
from questionnaire.responses import answers
from questionnaire.responses.cannot_be_assessed import CannotBeAssessed
from questionnaire.responses.results import Results, results_of
from questionnaire.store.models import Response
from questionnaire.summary.said import OVERALL
from questionnaire.summary.what_changed import HEADLINE, ChangedStatus, counts, status_changed


@dataclass(frozen=True)
class Moved:
    """Findings that stand otherwise than before: some by name, of the others how many."""

    named: tuple[ChangedStatus, ...]
    others: int


def moved_since(
    session: Session, response: Response, version: int | None, now: Results | None = None
) -> Moved | None:
    """What moved since there were so many answers; None where nobody asks, or it cannot be assessed.

    `now`: what is found now, where the caller has it.
    """
    if version is None or version < 0:
        return None
    chosen = settings.chosen_protocols(session)
    with suppress(CannotBeAssessed):
        now = now or results_of(answers.case_of(session, response), chosen)
        then = results_of(answers.case_at(session, response, version), chosen)
        moved = tuple(_moved(then, now))
        named = tuple(one for one in moved if one.named)
        return Moved(named, len(moved) - len(named))
    return None


def _moved(then: Results, now: Results) -> Iterator[ChangedStatus]:
    before, after = OVERALL[then.leading.overall], OVERALL[now.leading.overall]
    if before != after:
        yield ChangedStatus(now.leading.protocol.short, HEADLINE, before, after, named=True)
    for earlier, later in zip(then.assessments, now.assessments, strict=True):
        leads = later.protocol.key == now.leading.protocol.key
        for was, is_ in zip(earlier.findings, later.findings, strict=True):
            if was.status is not is_.status and counts(is_.criterion):
                yield status_changed(
                    later.protocol, is_.criterion, was.status, is_.status, leads=leads
                )
