"""What another day changes: met today, and out of date on the day of the consult."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from rules.language.criteria.criteria import Criterion
from rules.language.findings.findings import Assessment, Finding, assess
from rules.language.logic.case import Case


@dataclass(frozen=True)
class Change:
    """A criterion whose status differs between two assessments."""

    criterion: Criterion
    before: Finding
    after: Finding


def changes(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """The criteria of both that stand otherwise in the second, in its order."""
    earlier = {finding.criterion.key: finding for finding in before.findings}
    pairs = ((earlier.get(finding.criterion.key), finding) for finding in after.findings)
    return tuple(
        Change(now.criterion, then, now)
        for then, now in pairs
        if then and then.status != now.status
    )


def by_then(assessment: Assessment, case: Case, today: date) -> tuple[Change, ...]:
    """What differs on the case's day from what would be found today, from the same answers."""
    now = assess(assessment.protocol, replace(case, on=today))
    return changes(now, assessment)
