"""One response that cannot be assessed, as staff and exports see it: red flags, what failed, answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from questionnaire.responses import answers
from questionnaire.responses.cannot_be_assessed import CannotBeAssessed, suspects, tell
from questionnaire.responses.raised_flags import weighed
from questionnaire.store.models import Response
from questionnaire.summary.findings_shown import FindingRow, rows_of
from questionnaire.summary.kept_response import KeptResponse, kept_of
from questionnaire.summary.summary import Summary, summary_of
from rules.editions import EditionLost
from rules.language.criteria.criteria import Criterion, Status
from rules.language.findings.findings import Finding
from rules.language.logic.failure import Failure


@dataclass(frozen=True)
class Unassessed(KeptResponse):
    """A response with its answers and red flags, and without findings: the rules failed in them."""

    failures: tuple[Failure, ...]
    weighed: tuple[Finding, ...]  # every red flag; one that failed cannot be told, for no reason
    not_weighed: Mapping[str, str]  # the red flags that failed, by key

    @property
    def red_flags(self) -> tuple[FindingRow, ...]:
        """Every red flag in words, and any other that was ever raised."""
        known = {one.criterion.key for one in self.weighed}
        once = {one.finding.criterion.key: one.finding for one in self.flags}
        retired = (found for key, found in once.items() if key not in known)
        return rows_of((*self.weighed, *retired))

    @property
    def suspects(self) -> tuple[str, ...]:
        """The answers that all of what failed is worked out from."""
        return suspects(self.failures)

    @property
    def edition_lost(self) -> str:
        """What was decided by an edition of the rules that is no more, and what to do; else empty."""
        first = self.failures[0]
        return first.name if first.error == EditionLost.__name__ else ""

    @property
    def why(self) -> str:
        """In one line, for a cell of a table."""
        failed = "; ".join(f"{one.name} ({one.error})" for one in self.failures)
        return f"could not be assessed: {failed}"


def assessed_or_not(session: Session, response: Response) -> Summary | Unassessed:
    """The summary of a response; where it has none, what there is of it, so that others go on."""
    try:
        return summary_of(session, response)
    except CannotBeAssessed as error:
        return unassessed(session, response, error)


def unassessed(session: Session, response: Response, error: CannotBeAssessed) -> Unassessed:
    """A response that cannot be assessed, as it stands now. The log is told."""
    tell(response.id, error.failures)
    now = answers.case_of(session, response)
    flags = weighed(now)
    findings = {one.key: _told(one, found) for one, found in flags.items()}
    return Unassessed(
        **vars(kept_of(session, response, now, findings)),
        failures=error.failures,
        weighed=tuple(findings.values()),
        not_weighed={
            one.key: one.name for one, found in flags.items() if isinstance(found, Failure)
        },
    )


def _told(criterion: Criterion, found: Finding | Failure) -> Finding:
    return Finding(criterion, Status.CANNOT_TELL, ()) if isinstance(found, Failure) else found
