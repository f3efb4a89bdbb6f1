"""An assessment as it is kept: what was found and on which answers. Its words are the edition's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import TypeAlias, cast

from questionnaire.responses.results import Results
from questionnaire.store.models.base import canonical_json
from rules.editions import key_of, name_of
from rules.language.findings.explanation import Fact
from rules.language.findings.findings import Assessment, Finding
from rules.language.findings.record import Plain, plain
from rules.language.logic.conditions import Open
from rules.language.questions import Question
from rules.medicines.daily_total import DailyTotal

FORMAT = 1  # another shape of the record gets another number, so that an older one is still known

Record: TypeAlias = dict[str, Plain]
Standing: TypeAlias = Mapping[tuple[str, str], str]


def record_text(results: Results, made_of: Mapping[str, Plain]) -> str:
    """The one text of an assessment, the same whenever it is made again of the same."""
    return canonical_json(
        {
            "format": FORMAT,
            **made_of,
            "protocols": [_assessment(one) for one in results.assessments],
            "morphine": _morphine(results.morphine),
        }
    )


def statuses(record: Record) -> Standing:
    """Where each criterion stands, by the key of its protocol and its own."""
    return {
        (key_of(str(protocol["edition"])), str(finding["criterion"])): str(finding["status"])
        for protocol in cast("list[Record]", record["protocols"])
        for finding in cast("list[Record]", protocol["findings"])
    }


def _assessment(assessment: Assessment) -> Plain:
    return {
        "edition": name_of(assessment.protocol),
        "another_pathway": bool(assessment.pathway),
        "overall": assessment.by_criteria.value,  # what all completions come to follows from it
        "findings": [_finding(finding) for finding in assessment.findings],
    }


def _finding(finding: Finding) -> Plain:
    return {
        "criterion": finding.criterion.key,
        "status": finding.status.value,
        "because": [_fact(fact) for fact in finding.because],
        "waits_for": [_open(missing) for missing in finding.waiting_for],
        "reported": [_fact(fact) for fact in finding.reported],
        "figures": {figure.key: str(used) for figure, used in finding.figures.items()},
    }


def _fact(fact: Fact) -> Plain:
    return {
        "questions": list(fact.questions),
        "value": plain(fact.value),
        "origins": [origin.value for origin in fact.origins],
        "at": fact.at.astimezone(UTC).isoformat() if fact.at else None,
        "observed_on": fact.observed_on.isoformat() if fact.observed_on else None,
        "overruled": _fact(fact.overruled) if fact.overruled else None,
    }


def _open(missing: Open) -> Plain:
    return {
        "questions": [term.key for term in missing.term.reads() if isinstance(term, Question)],
        "cause": missing.cause.value,
    }


def _morphine(total: DailyTotal) -> Plain:
    at_most = {"at_most": plain(total.at_most)} if total.at_most is not None else {}
    return {
        **at_most,
        "status": total.status.value,
        "milligrams_a_day": plain(total.milligrams),
        "table": total.table,
    }
