"""One response as a row of a list of many has it, and many of them in batches: no more than the row says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from questionnaire.responses.results import Results
from questionnaire.responses.withdrawn import Withdrawn
from questionnaire.store.models import Stage
from questionnaire.summary.kept_response import KeptResponse
from questionnaire.summary.settling_shown import so_far_in
from questionnaire.summary.summary import Evidence, Summary, findings_now
from questionnaire.summary.unassessed import Unassessed
from rules.language.findings.findings import Finding
from rules.language.logic.days import KnownDay


@dataclass(frozen=True)
class Whose:
    """Whose response it is, and where it stands: the record number and the date of birth, no name."""

    response_id: UUID
    record_number: str
    born: KnownDay
    synthetic: bool
    details_doubted: bool
    helper_not_agreed: bool
    mri_after_consult: str
    stage: Stage
    edition: str
    consult_on: date | None
    sent_at: datetime | None
    clinician: str
    open_flags: int
    decision: str  # the latest one's choice; empty: none


@dataclass(frozen=True)
class Found:
    """What the rules find in it."""

    results: Results
    so_far: frozenset[str]  # the protocols that are settled so far, by key
    findings: tuple[Finding, ...]
    withdrawn: tuple[Withdrawn, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class NotFound:
    """What there is where it cannot be assessed: why, and the red flags that could be weighed."""

    why: str
    weighed: tuple[Finding, ...]


@dataclass(frozen=True)
class InBrief:
    """One response as a row says it; what was said to each question that is asked, by key."""

    whose: Whose
    found: Found | NotFound
    said: Mapping[str, str]


def in_brief(one: Summary | Unassessed) -> InBrief:
    """The same of a response of which all is known."""
    lines = (line for section in one.sections for line in section.lines)
    return InBrief(_whose(one), _found(one), {line.question.key: line.said for line in lines})


def _whose(one: KeptResponse) -> Whose:
    return Whose(
        one.response_id,
        one.patient.record_number,
        one.patient.date_of_birth,
        one.patient.synthetic,
        one.details_doubted,
        one.helper_not_agreed,
        one.mri_after_consult,
        one.stage,
        one.edition,
        one.consult_on,
        one.sent_at,
        one.clinician,
        sum(flag.acted_at is None for flag in one.flags),
        one.decisions[-1].choice if one.decisions else "",
    )


def _found(one: Summary | Unassessed) -> Found | NotFound:
    if isinstance(one, Unassessed):
        weighed = (each for each in one.weighed if each.criterion.key not in one.not_weighed)
        return NotFound(one.why, tuple(weighed))
    so_far = so_far_in(one.results, one.case)
    return Found(one.results, so_far, findings_now(one), one.withdrawn, one.evidence)
