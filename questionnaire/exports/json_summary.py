"""The summary as JSON, for another program: every key is permanent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from questionnaire.exports.settling_record import ageing_record, settling_record
from questionnaire.responses.results import results_record
from questionnaire.summary.ageing_shown import changed_by_then
from questionnaire.summary.answer_lines import AnswerLine, AnswerSection, GivenAnswer
from questionnaire.summary.kept_response import MadeDecision, RaisedFlag
from questionnaire.summary.said import SaidFact
from questionnaire.summary.summary import Evidence, Summary, red_flags_of
from questionnaire.summary.withdrawn_shown import WithdrawnShown, withdrawn_shown
from rules.language.criteria.criteria import Status
from rules.language.findings.record import Plain, figure_record, plain, source_record
from rules.language.logic.days import KnownDay

FORMAT = "vertebroplasty-questionnaire-summary/1"


def export(summary: Summary) -> bytes:
    """The whole summary. The same summary gives the same bytes."""
    return json.dumps(record_of(summary), ensure_ascii=False, indent=2).encode() + b"\n"


def record_of(summary: Summary) -> dict[str, Plain]:
    """The summary as plain values."""
    return {
        "format": FORMAT,
        "generated_at": _when(summary.generated_at),
        "clinic": summary.clinic,
        "patient": _patient(summary),
        "response": _response(summary),
        **results_record(summary.results),
        "red_flags": [*red_flags_of(summary, Status.MET)],
        "red_flags_unanswered": [*red_flags_of(summary, Status.CANNOT_TELL)],
        "settling": settling_record(summary.results, summary.case),
        "otherwise_on_the_consult_day": ageing_record(changed_by_then(summary)),
        "changed": _changed(summary),
        "working_figures": _figures(summary),
        "red_flag_actions": [_flag(flag) for flag in summary.flags],
        "reported_earlier_no_longer": [
            _withdrawn(one) for one in withdrawn_shown(summary.withdrawn)
        ],
        "decisions": [_decision(decision) for decision in summary.decisions],
        "answers": [
            _answer(section, line) for section in summary.sections for line in section.lines
        ],
        "evidence": evidence_record(summary.evidence),
    }


def _when(at: datetime | KnownDay | None) -> str | None:
    return at.isoformat() if at else None


def _patient(summary: Summary) -> Plain:
    patient = summary.patient
    return {
        "name": patient.name,
        "date_of_birth": _when(patient.date_of_birth),
        "sex": patient.sex,
        "record_number": patient.record_number,
        "synthetic": patient.synthetic,
        "details_doubted": summary.details_doubted,
        "helper_not_agreed": summary.helper_not_agreed,
    }


def _response(summary: Summary) -> Plain:
    return {
        "id": str(summary.response_id),
        "stage": summary.stage.value,
        "edition": summary.edition,
        "consult_on": _when(summary.consult_on),
        "mri_after_consult": summary.mri_after_consult,
        "clinician": summary.clinician or None,
        "started_at": _when(summary.started_at),
        "sent_at": _when(summary.sent_at),
        "ready_at": _when(summary.ready_at),
        "ready_by": summary.ready_by or None,
        "ready_notes": [
            {"note": one.note, "by": one.by, "at": _when(one.at)} for one in summary.ready_notes
        ],
    }


def _changed(summary: Summary) -> Plain:
    return {
        "since": _when(summary.changed_since),
        "why": summary.changed_why or None,
        "after_decision": summary.changed_after_decision,
        "criteria": [
            {
                "protocol": one.protocol,
                "criterion": one.criterion,
                "before": one.before,
                "now": one.after,
            }
            for one in summary.changed
        ],
    }


def _figures(summary: Summary) -> Plain:
    findings = summary.results.findings
    used = {figure: value for finding in findings for figure, value in finding.figures.items()}
    return [figure_record(figure, value) for figure, value in used.items()]


def _flag(flag: RaisedFlag) -> Plain:
    return {
        "criterion": flag.finding.criterion.key,
        "raised_at": _when(flag.raised_at),
        "acted_at": _when(flag.acted_at),
        "acted_by": flag.acted_by or None,
        "action": flag.action or None,
    }


def _withdrawn(one: WithdrawnShown) -> Plain:
    return {
        "criterion": one.key,
        "says": one.says,
        "said": [_said(fact) for fact in one.said],
        "undone_by": _said(one.undone_by),
    }


def _said(fact: SaidFact) -> Plain:
    return {"what": fact.what, "said": fact.said, "who": fact.who}


def _decision(decision: MadeDecision) -> Plain:
    return {
        "choice": decision.choice,
        "note": decision.note or None,
        "by": decision.by,
        "at": _when(decision.at),
    }


def _answer(section: AnswerSection, line: AnswerLine) -> Plain:
    return {
        "question": line.question.key,
        "section": section.key,
        "asked_of": line.question.asked_of.value,
        "short": line.question.short,
        "asked": line.wording,
        "said": line.said,
        **(_given(line.standing) if line.standing else {"value": {"absent": "unanswered"}}),
        "earlier": [_given(given) for given in line.earlier],
    }


def _given(given: GivenAnswer) -> dict[str, Plain]:
    return {
        "value": plain(given.value),
        "said": given.said,
        "origin": given.origin.value,
        "by": given.by or None,
        "at": _when(given.at),
        "reason": given.reason or None,
    }


def evidence_record(beside: Iterable[Evidence]) -> Plain:
    """What stands beside the findings, as plain values."""
    return [_evidence(evidence) for evidence in beside]


def _evidence(evidence: Evidence) -> Plain:
    return {
        "title": evidence.title,
        "statements": [
            {
                "text": statement.text,
                "sources": [source_record(source) for source in statement.sources],
                "how_far": statement.how_far.value,
            }
            for statement in evidence.statements
        ],
    }
