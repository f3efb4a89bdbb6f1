"""One response as everybody takes it away: the one object that every page and format reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from questionnaire.responses import answers, assessments
from questionnaire.responses.cannot_be_assessed import CannotBeAssessed
from questionnaire.responses.raised_flags import weighed
from questionnaire.responses.results import Results
from questionnaire.responses.urgency import how_urgent
from questionnaire.responses.withdrawn import Withdrawn, withdrawn
from questionnaire.store.models import Response
from questionnaire.summary.kept_response import KeptResponse, kept_of
from questionnaire.summary.what_changed import ChangedStatus, what_changed
from rules.editions import EditionLost
from rules.evidence import (
    INTENDED_USE,
    LIMITS,
    NATURAL_COURSE,
    OTHER_EVIDENCE,
    PANELS,
    SHAM_TRIALS,
    WHO_WAS_STUDIED,
    Statement,
)
from rules.language.criteria.criteria import Polarity, Status
from rules.language.findings.findings import Finding
from rules.language.logic.case import Case
from rules.language.logic.failure import Failure


@dataclass(frozen=True)
class Evidence:
    """Statements on one subject, to be read beside the findings."""

    title: str
    statements: tuple[Statement, ...]
    at_a_glance: bool = False  # stands on the first screen, in brief


USE: tuple[Evidence, ...] = (
    Evidence("Intended use", INTENDED_USE, at_a_glance=True),
    Evidence("Limits", LIMITS),
)
FOR_AND_AGAINST: tuple[Evidence, ...] = (
    Evidence("Sham-controlled trials", SHAM_TRIALS, at_a_glance=True),
    Evidence("Without a procedure", NATURAL_COURSE, at_a_glance=True),
    Evidence("Other evidence", OTHER_EVIDENCE),
    Evidence("Panels of experts, and who paid", PANELS),
    Evidence("Who was studied", WHO_WAS_STUDIED),
)


@dataclass(frozen=True)
class Summary(KeptResponse):
    """One response on one day, with everything that an export or a page may show of it."""

    assessed_on: date
    case: Case
    results: Results
    withdrawn: tuple[Withdrawn, ...]  # reported once and no more, but for red flags
    evidence: tuple[Evidence, ...]
    figures: Mapping[str, Decimal]
    changed: tuple[ChangedStatus, ...]  # since an earlier assessment, or since the decision
    changed_why: str
    changed_since: datetime | None
    changed_after_decision: bool  # an answer or the consult day: the findings are those decided on


def summary_of(session: Session, response: Response, *, anew: bool = False) -> Summary:
    """A response as it stands now; of a decided one, the findings that it was decided on.

    `anew`: the findings of now even so, which a decision to come is made on. Reads only; what is
    behind a closed branch is not in it. Raises CannotBeAssessed.
    """
    now = answers.case_of(session, response)
    try:
        case, found = assessments.shown(session, response, now, anew=anew)
        since = what_changed(session, response)
    except EditionLost as lost:
        raise CannotBeAssessed(Failure(lost.name, str(lost), type(lost).__name__)) from None
    return Summary(
        **vars(kept_of(session, response, now, red_flags_weighed(now))),
        assessed_on=case.on,
        case=case,
        results=found,
        withdrawn=withdrawn(session, response, now),
        evidence=evidence_beside(found),
        figures=case.figures,
        changed=since.statuses,
        changed_why=since.why,
        changed_since=since.since,
        changed_after_decision=since.after_decision,
    )


def red_flags_weighed(now: Case) -> Mapping[str, Finding]:
    """Every red flag by the answers of now. Raises CannotBeAssessed where one cannot be weighed."""
    found = weighed(now).values()
    if failures := [one for one in found if isinstance(one, Failure)]:
        raise CannotBeAssessed(*failures)
    return {one.criterion.key: one for one in found if isinstance(one, Finding)}


def evidence_beside(found: Results) -> tuple[Evidence, ...]:
    """What must stand beside the findings: the trials whenever a protocol's indications appear met."""
    any_met = any(assessment.overall is Status.MET for assessment in found.verdicts)
    return (*FOR_AND_AGAINST, *USE) if any_met else USE


def red_flags_now(summary: Summary) -> tuple[Finding, ...]:
    """Every red flag, the most urgent first. One that was ever raised stands as the answers of now have it.

    A decision keeps the findings it was made on; what is reported after it must show even so.
    """
    return _red_flags_with(summary.results, _raised(summary))


def findings_now(summary: Summary) -> tuple[Finding, ...]:
    """Every finding as shown, with red flags by the answers of now."""
    return findings_with(summary.results, _raised(summary))


def findings_with(found: Results, raised: Mapping[str, Finding]) -> tuple[Finding, ...]:
    """The same, told which red flags were ever raised, and how each stands by the answers of now."""
    rest = (one for one in found.findings if one.criterion.polarity is not Polarity.RED_FLAG)
    return (*rest, *_red_flags_with(found, raised))


def _red_flags_with(results: Results, now: Mapping[str, Finding]) -> tuple[Finding, ...]:
    found = results.of(Polarity.RED_FLAG)
    known = {finding.criterion.key for finding in found}
    later = (finding for key, finding in now.items() if key not in known)
    every = (*(now.get(one.criterion.key, one) for one in found), *later)
    return tuple(sorted(every, key=lambda one: how_urgent(one.criterion)))


def red_flags_of(summary: Summary, status: Status) -> list[str]:
    """The keys of the red flags of one status."""
    return [one.criterion.key for one in red_flags_now(summary) if one.status is status]


def _raised(summary: Summary) -> Mapping[str, Finding]:
    return {flag.finding.criterion.key: flag.finding for flag in summary.flags}
