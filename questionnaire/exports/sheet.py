"""A summary as the printed sheet needs it: every value already in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from questionnaire.responses.marks import NOT_AGREED
from questionnaire.summary.answer_lines import AnswerLine, AnswerSection, GivenAnswer
from questionnaire.summary.face_sheet import FaceSheet, face_sheet_of
from questionnaire.summary.findings_shown import FindingRow, rows_of
from questionnaire.summary.kept_response import MadeDecision
from questionnaire.summary.said import (
    decision_words,
    said_day,
    said_moment,
    source_line,
    who_and_when,
)
from questionnaire.summary.summary import Evidence, Summary
from rules.language.criteria.sources import Source, Verified

NOT_SET = "not set"
DOUBTED = (
    "Possibly the wrong patient: the answers say that this name, date of birth or sex is not right."
)


@dataclass(frozen=True)
class PrintedAnswer:
    """A question as asked, its answer, what stood before, and who gave it if not who usually did."""

    asked: str
    said: tuple[str, ...]
    who: str
    earlier: tuple[str, ...]


@dataclass(frozen=True)
class PrintedSection:
    """The questions asked on one subject, those that nobody answered by themselves."""

    title: str
    usual: str  # who gave most of the answers and when, so that it need not stand beside each
    lines: tuple[PrintedAnswer, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True)
class PrintedStatement:
    """A statement of the evidence; `mark` says how far it was checked, where that is not in full."""

    brief: str
    text: str
    sources: tuple[str, ...]
    mark: str


@dataclass(frozen=True)
class PrintedEvidence:
    """Statements on one subject."""

    title: str
    statements: tuple[PrintedStatement, ...]
    at_a_glance: bool


@dataclass(frozen=True)
class PrintedDecision:
    """What a clinician decided."""

    said: str
    note: str
    who: str


@dataclass(frozen=True)
class Sheet:
    """Everything on the printed sheet, in words."""

    name: str
    date_of_birth: str
    record_number: str
    synthetic: bool
    doubted: str  # stands at the head of every page; empty: nobody says that the details are wrong
    not_agreed: str  # there too; empty: nobody says that the patient has not agreed to the helper
    consult: str
    clinician: str
    clinic: str
    counted_to: str
    sent: str
    reviewed: str
    edition: str
    protocols: tuple[str, ...]
    generated: str
    face: FaceSheet
    figures: tuple[str, ...]
    evidence: tuple[PrintedEvidence, ...]
    sections: tuple[PrintedSection, ...]
    decisions: tuple[PrintedDecision, ...]
    sources: tuple[str, ...]
    last_read: tuple[str, ...]  # of each source, in the same order; empty: not on record


def sheet_of(summary: Summary) -> Sheet:
    """A summary in words."""
    patient, face, cited = summary.patient, face_sheet_of(summary), _cited(summary)
    protocols = [assessment.protocol for assessment in summary.results.assessments]
    return Sheet(
        name=patient.name,
        date_of_birth=said_day(patient.date_of_birth),
        record_number=patient.record_number,
        synthetic=patient.synthetic,
        doubted=DOUBTED if summary.details_doubted else "",
        not_agreed=f"{NOT_AGREED}, as the answers say." if summary.helper_not_agreed else "",
        consult=said_day(summary.consult_on) or NOT_SET,
        clinician=summary.clinician or NOT_SET,
        clinic=summary.clinic,
        counted_to=said_day(summary.assessed_on),
        sent=said_moment(summary.sent_at) or "not sent yet",
        reviewed=_reviewed(summary),
        edition=summary.edition,
        protocols=tuple(f"{protocol.title}, edition {protocol.edition}" for protocol in protocols),
        generated=said_moment(summary.generated_at),
        face=face,
        figures=_figures(rows_of(summary.results.findings)),
        evidence=tuple(_evidence(evidence) for evidence in summary.evidence),
        sections=tuple(_section(section) for section in summary.sections if section.lines),
        decisions=tuple(_decision(decision) for decision in summary.decisions),
        sources=tuple(cited),
        last_read=tuple(said_day(one.checked) for one in cited.values()),
    )


def _reviewed(summary: Summary) -> str:
    if not summary.ready_by:
        return "not marked ready"
    noted = "".join(f"; {one.by} noted: {one.note}" for one in summary.ready_notes[-1:])
    return f"marked ready by {summary.ready_by}, {said_moment(summary.ready_at)}{noted}"


def _figures(rows: tuple[FindingRow, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure for row in rows for figure in row.figures))


def _cited(summary: Summary) -> dict[str, Source]:
    """Every source that is cited, by the line that names it."""
    findings = summary.results.findings
    statements = (said for evidence in summary.evidence for said in evidence.statements)
    cited = (
        *(finding.criterion.source for finding in findings),
        *(source for said in statements for source in said.sources),
    )
    return {source_line(source): source for source in cited}


def _evidence(evidence: Evidence) -> PrintedEvidence:
    return PrintedEvidence(
        evidence.title,
        tuple(
            PrintedStatement(
                said.brief,
                said.text,
                tuple(source_line(source) for source in said.sources),
                "" if said.how_far is Verified.READ else said.how_far.value,
            )
            for said in evidence.statements
        ),
        evidence.at_a_glance,
    )


def _section(section: AnswerSection) -> PrintedSection:
    said = [line for line in section.lines if line.is_answered or line.earlier]
    usual = _usual(said)
    return PrintedSection(
        section.title,
        usual,
        tuple(_line(line, usual) for line in said),
        tuple(line.wording for line in section.lines if line not in said),
    )


def _usual(lines: Iterable[AnswerLine]) -> str:
    found = Counter(_who(line.standing) for line in lines if line.standing)
    return found.most_common(1)[0][0] if found else ""


def _line(line: AnswerLine, usual: str) -> PrintedAnswer:
    who = _who(line.standing) if line.standing else ""
    earlier = tuple(f"{given.said} ({_who(given)})" for given in line.earlier)
    return PrintedAnswer(line.wording, line.said_lines, "" if who == usual else who, earlier)


def _who(given: GivenAnswer) -> str:
    who = who_and_when((given.origin,), given.by, given.at)
    return f"{who}. Reason: {given.reason}" if given.reason else who


def _decision(decision: MadeDecision) -> PrintedDecision:
    who = f"{decision.by}, {said_moment(decision.at)}"
    return PrintedDecision(decision_words(decision.choice), decision.note, who)
