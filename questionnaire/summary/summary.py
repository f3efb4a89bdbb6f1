"""One response as everybody takes it away: the one object that every page and format reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from questionnaire.clinic import settings
from questionnaire.responses import answers, assessments
from questionnaire.responses.doubted_details import doubted_among
from questionnaire.responses.raised_flags import flags_of
from questionnaire.responses.results import Results
from questionnaire.responses.withdrawn import Withdrawn, withdrawn
from questionnaire.store import clock
from questionnaire.store.models import Decision, RedFlag, Response, Staff, Stage
from questionnaire.summary.answer_lines import AnswerLine, AnswerSection, sections_of
from questionnaire.summary.what_changed import ChangedStatus, what_changed
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
from rules.language.findings.findings import Finding, find
from rules.language.logic.case import Case
from rules.protocols import RED_FLAGS


@dataclass(frozen=True)
class Person:
    """A patient as the clinic's record names them."""

    name: str
    date_of_birth: date
    sex: str
    record_number: str
    synthetic: bool


@dataclass(frozen=True)
class RaisedFlag:
    """A red flag that was raised, and what a named person did about it."""

    id: UUID
    finding: Finding
    raised_at: datetime
    acted_at: datetime | None
    acted_by: str
    action: str


@dataclass(frozen=True)
class MadeDecision:
    """What a clinician decided. The program never does."""

    choice: str
    note: str
    by: str
    at: datetime


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
class Summary:
    """One response on one day, with everything that an export or a page may show of it."""

    response_id: UUID
    patient: Person
    details_doubted: bool  # the answers of now say that the name, date of birth or sex is wrong
    stage: Stage
    consult_on: date | None
    assessed_on: date
    clinician: str
    clinic: str
    edition: str
    started_at: datetime | None
    sent_at: datetime | None
    ready_at: datetime | None
    ready_by: str
    case: Case
    results: Results
    flags: tuple[RaisedFlag, ...]
    withdrawn: tuple[Withdrawn, ...]  # reported once and no more, but for red flags
    evidence: tuple[Evidence, ...]
    sections: tuple[AnswerSection, ...]
    decisions: tuple[MadeDecision, ...]
    figures: Mapping[str, Decimal]
    generated_at: datetime
    changed: tuple[ChangedStatus, ...]  # since an earlier assessment, or since the decision
    changed_why: str
    changed_since: datetime | None
    changed_after_decision: bool  # an answer or the consult day: the findings are those decided on

    @property
    def short_id(self) -> str:
        """Enough of the response's id to tell files apart; it names nobody."""
        return self.response_id.hex[:8]

    def line(self, key: str) -> AnswerLine | None:
        """The line of one question, where it is asked."""
        lines = (line for section in self.sections for line in section.lines)
        return next((line for line in lines if line.question.key == key), None)


def summary_of(session: Session, response: Response, *, anew: bool = False) -> Summary:
    """A response as it stands now; of a decided one, the findings that it was decided on.

    `anew`: the findings of now even so, which a decision to come is made on. Reads only; what is
    behind a closed branch is not in it.
    """
    now = answers.case_of(session, response)
    case, found = assessments.shown(session, response, now, anew=anew)
    since = what_changed(session, response)
    return Summary(
        response_id=response.id,
        patient=person(response),
        details_doubted=bool(doubted_among(session, [response])),
        stage=response.stage,
        consult_on=response.consult_on,
        assessed_on=case.on,
        clinician=response.clinician.name if response.clinician else "",
        clinic=settings.settings(session).name,
        edition=response.edition.name,
        started_at=response.started_at,
        sent_at=response.sent_at,
        ready_at=response.ready_at,
        ready_by=_ready_by(session, response),
        case=case,
        results=found,
        flags=_flags(session, response, now),
        withdrawn=withdrawn(session, response, now),
        evidence=evidence_beside(found),
        sections=sections_of(session, response, now),
        decisions=tuple(_decision(decision) for decision in response.decisions),
        figures=case.figures,
        generated_at=clock.now(),
        changed=since.statuses,
        changed_why=since.why,
        changed_since=since.since,
        changed_after_decision=since.after_decision,
    )


def evidence_beside(found: Results) -> tuple[Evidence, ...]:
    """What must stand beside the findings: the trials whenever a protocol's indications appear met."""
    any_met = any(assessment.overall is Status.MET for assessment in found.verdicts)
    return (*FOR_AND_AGAINST, *USE) if any_met else USE


def person(response: Response) -> Person:
    """The patient whose response it is."""
    patient = response.patient
    return Person(
        patient.name,
        patient.date_of_birth,
        patient.sex,
        patient.record_number,
        patient.synthetic,
    )


def _ready_by(session: Session, response: Response) -> str:
    return session.get_one(Staff, response.ready_by).name if response.ready_by else ""


def _flags(session: Session, response: Response, now: Case) -> tuple[RaisedFlag, ...]:
    """By the answers of now even where the findings are a decision's: a later flag must show."""
    findings = {one.key: find(one, now) for one in RED_FLAGS.criteria}
    return tuple(
        _flag(flag, findings[flag.criterion])
        for flag in flags_of(session, response)
        if flag.criterion in findings
    )


def _flag(flag: RedFlag, finding: Finding) -> RaisedFlag:
    acted_by = flag.actor.name if flag.actor else ""
    return RaisedFlag(flag.id, finding, flag.raised_at, flag.acted_at, acted_by, flag.action or "")


def _decision(decision: Decision) -> MadeDecision:
    return MadeDecision(decision.choice, decision.note or "", decision.clinician.name, decision.at)


def red_flags_now(summary: Summary) -> tuple[Finding, ...]:
    """Every red flag. One that was ever raised stands as the answers of now have it.

    A decision keeps the findings it was made on; what is reported after it must show even so.
    """
    now, found = _raised(summary), summary.results.of(Polarity.RED_FLAG)
    known = {finding.criterion.key for finding in found}
    later = (finding for key, finding in now.items() if key not in known)
    return (*(now.get(one.criterion.key, one) for one in found), *later)


def findings_now(summary: Summary) -> tuple[Finding, ...]:
    """Every finding as shown, with red flags by the answers of now."""
    rest = (
        one for one in summary.results.findings if one.criterion.polarity is not Polarity.RED_FLAG
    )
    return (*rest, *red_flags_now(summary))


def red_flags_of(summary: Summary, status: Status) -> list[str]:
    """The keys of the red flags of one status."""
    return [one.criterion.key for one in red_flags_now(summary) if one.status is status]


def _raised(summary: Summary) -> Mapping[str, Finding]:
    return {flag.finding.criterion.key: flag.finding for flag in summary.flags}
