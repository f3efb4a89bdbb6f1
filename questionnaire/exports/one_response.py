"""One response as CSV: a row a fact, with who gave it and when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import datetime

from questionnaire.exports.spreadsheet import spreadsheet
from questionnaire.responses.marks import NOT_AGREED
from questionnaire.summary.ageing_shown import aged, changed_by_then, changed_line
from questionnaire.summary.answer_lines import AnswerLine, AnswerSection, GivenAnswer
from questionnaire.summary.findings_shown import row_of
from questionnaire.summary.kept_response import MadeDecision, RaisedFlag
from questionnaire.summary.medicines_shown import said_paracetamol, said_total
from questionnaire.summary.protocols_shown import WHATEVER
from questionnaire.summary.said import (
    OVERALL,
    SaidFact,
    decision_words,
    said_score,
    source_line,
)
from questionnaire.summary.settling_shown import settlings_shown
from questionnaire.summary.summary import Evidence, Summary, findings_now
from questionnaire.summary.withdrawn_shown import withdrawn_shown
from rules.language.findings.findings import Assessment, Finding
from rules.language.findings.record import plain
from rules.questions.of_score import OF_SCORE_SAYS
from rules.sources import OF_SCORE_CARD

NO_WAY = "no answers lead there"
OF_SCORE = "OF score (AO Spine and DGOU), not validated"


@dataclass(frozen=True)
class SummaryRow:
    """One row of a single summary. `raw` is JSON, for programs."""

    section: str
    key: str
    short_name: str
    value: str
    raw: str = ""
    origin: str = ""
    by: str = ""
    at: str = ""
    reason: str = ""
    stands: str = "yes"
    asked: str = ""
    source: str = ""


def export(summary: Summary) -> bytes:
    """A row a fact: who the patient is, what was found, done, decided and answered."""
    header = [field.name for field in fields(SummaryRow)]
    return spreadsheet(header, (astuple(fact) for fact in _facts(summary)))


def _facts(summary: Summary) -> Iterator[SummaryRow]:
    yield from _patient(summary)
    yield from _outcome(summary)
    for evidence in summary.evidence:
        yield from _evidence(evidence)
    for flag in summary.flags:
        yield _flag(flag)
    for one in withdrawn_shown(summary.withdrawn):
        yield SummaryRow("reported earlier, no longer", one.key, one.says, one.line)
    for decision in summary.decisions:
        yield _decision(decision)
    for section in summary.sections:
        for line in section.lines:
            yield from _answers(section, line)


def _patient(summary: Summary) -> Iterator[SummaryRow]:
    patient = summary.patient
    consult = summary.consult_on.isoformat() if summary.consult_on else "not set"
    yield SummaryRow("patient", "name", "Name", patient.name)
    yield SummaryRow("patient", "date_of_birth", "Date of birth", patient.date_of_birth.isoformat())
    yield SummaryRow("patient", "record_number", "Record number", patient.record_number)
    yield _mark("synthetic", "Invented patient", patient.synthetic)
    yield _mark("details_doubted", "Possibly the wrong patient", summary.details_doubted)
    yield _mark("helper_not_agreed", NOT_AGREED, summary.helper_not_agreed)
    yield SummaryRow("response", "id", "Response", str(summary.response_id))
    yield SummaryRow("response", "stage", "Stage", summary.stage.value)
    yield SummaryRow("response", "consult_on", "Consult day", consult)
    yield _late_mri(summary)
    yield SummaryRow("response", "edition", "Edition of the questions", summary.edition)
    for note in summary.ready_notes:
        yield SummaryRow(
            "response",
            "ready_note",
            "Passed on all the same",
            note.note,
            by=note.by,
            at=_iso(note.at),
        )


def _mark(key: str, short_name: str, is_so: bool) -> SummaryRow:
    return SummaryRow("patient", key, short_name, "yes" if is_so else "no", json.dumps(is_so))


def _late_mri(summary: Summary) -> SummaryRow:
    late, name = summary.late_mri, "MRI booked for after the consult"
    reason = late.said if late else ""
    return SummaryRow(
        "response", "mri_after_consult", name, summary.mri_after_consult, reason=reason
    )


def _outcome(summary: Summary) -> Iterator[SummaryRow]:
    for assessment in summary.results.verdicts:
        yield _overall(assessment, leads=assessment is summary.results.leading)
    for finding in findings_now(summary):
        yield _finding(finding)
    yield from _by_then(summary)
    yield from _settling(summary)
    if changed := changed_line(summary):
        yield SummaryRow("changed", "", "Changed", changed)
    morphine = summary.results.morphine
    yield SummaryRow(
        "findings",
        "morphine",
        f"Morphine equivalent ({morphine.table})",
        said_total(morphine),
        json.dumps(plain(morphine.milligrams)),
    )
    if said := said_paracetamol(summary.results.paracetamol):
        exact = json.dumps(plain(summary.results.paracetamol.milligrams))
        yield SummaryRow("findings", "paracetamol", "Paracetamol in all medicines", said, exact)
    if total := summary.results.of_score:
        said, source = said_score(total), source_line(OF_SCORE_CARD)
        yield SummaryRow(
            "findings", "of_score", OF_SCORE, said, reason=OF_SCORE_SAYS, source=source
        )


def _overall(assessment: Assessment, *, leads: bool) -> SummaryRow:
    """Where one protocol stands. `reason`: it does not speak of such patients, or why it is settled."""
    protocol, overall = assessment.protocol, assessment.overall
    key = "overall" if leads else f"overall_{protocol.key}"
    return SummaryRow(
        "findings",
        key,
        protocol.title,
        assessment.pathway or OVERALL[overall],
        overall.value,
        reason=assessment.pathway or (WHATEVER if assessment.is_whatever_is_answered else ""),
        source=source_line(protocol.source),
    )


def _by_then(summary: Summary) -> Iterator[SummaryRow]:
    for one in aged(changed_by_then(summary)):
        for standing in one.standing:
            said = f"{standing.today} today, {one.by_then} on the day of the consult"
            what, why = ", ".join(standing.what), "; ".join(one.because)
            yield SummaryRow("consult day", "", what, said, reason=why)


def _settling(summary: Summary) -> Iterator[SummaryRow]:
    for one in settlings_shown(summary.results, summary.case):
        for status, needed in (("met", one.to_met), ("not met", one.to_not_met)):
            said = "; ".join(f"{each.what}: {each.said} ({each.who})" for each in needed or ())
            name = f"{one.protocol}: fewest answers to {status}"
            nothing = NO_WAY if needed is None else one.so_far
            yield SummaryRow("settling", one.key, name, said or nothing)


def _finding(finding: Finding) -> SummaryRow:
    criterion, row = finding.criterion, row_of(finding)
    because = [_fact(one) for one in row.settled_by]
    so_far = [row.so_far] if row.so_far else []
    still_open = [f"{one.cause}: {', '.join(one.what)}" for one in row.waiting]
    reported = [f"reported, not counted: {_fact(one)}" for one in row.reported if not row.is_met]
    figures = [f"working figure: {figure}" for figure in row.figures]
    return SummaryRow(
        criterion.polarity.value,
        criterion.key,
        criterion.heading,
        row.words,
        finding.status.value,
        reason="; ".join(
            [*because, *so_far, *still_open, *reported, *filter(None, [row.lists]), *figures]
        ),
        source=row.source,
    )


def _fact(one: SaidFact) -> str:
    said = f"{one.what}: {one.said} ({one.who})"
    return f"{said}, the patient said: {one.overruled}" if one.overruled else said


def _evidence(evidence: Evidence) -> Iterator[SummaryRow]:
    for said in evidence.statements:
        titles = "; ".join(source.title for source in said.sources)
        yield SummaryRow(
            "evidence", "", evidence.title, said.text, reason=said.how_far.value, source=titles
        )


def _flag(flag: RaisedFlag) -> SummaryRow:
    return SummaryRow(
        "red flag action",
        flag.finding.criterion.key,
        flag.finding.criterion.says,
        flag.action or "nothing recorded yet",
        by=flag.acted_by,
        at=_iso(flag.acted_at or flag.raised_at),
    )


def _answers(section: AnswerSection, line: AnswerLine) -> Iterator[SummaryRow]:
    if line.standing is None:
        question = line.question
        yield SummaryRow(section.title, question.key, question.short, line.said, asked=line.wording)
        return
    for given in line.earlier:
        yield _answer(section, line, given, stands="no, corrected later")
    yield _answer(section, line, line.standing, stands="yes")


def _answer(
    section: AnswerSection, line: AnswerLine, given: GivenAnswer, *, stands: str
) -> SummaryRow:
    return SummaryRow(
        section.title,
        line.question.key,
        line.question.short,
        given.said,
        json.dumps(given.value, ensure_ascii=False),
        given.origin.value,
        given.by,
        _iso(given.at),
        given.reason,
        stands,
        line.wording,
    )


def _decision(decision: MadeDecision) -> SummaryRow:
    words = ". ".join(filter(None, (decision_words(decision.choice), decision.note)))
    return SummaryRow(
        "decision", decision.choice, "Decision", words, by=decision.by, at=_iso(decision.at)
    )


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
