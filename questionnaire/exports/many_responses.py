"""Many responses as CSV: a row a response, a column for every criterion and every question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from questionnaire.exports.spreadsheet import spreadsheet
from questionnaire.summary.kept_response import KeptResponse
from questionnaire.summary.medicines_shown import said_total
from questionnaire.summary.said import decision_words, said_score, so_far_said, status_words
from questionnaire.summary.settling_shown import settlings_of
from questionnaire.summary.summary import Summary, findings_now
from questionnaire.summary.unassessed import Unassessed
from questionnaire.summary.withdrawn_shown import withdrawn_shown
from rules.language.criteria.criteria import Polarity, Status
from rules.language.findings.findings import Assessment, Finding
from rules.language.logic.case import Absent
from rules.language.logic.conditions import Cause
from rules.language.logic.days import KnownDay
from rules.protocols import PROTOCOLS
from rules.questions import QUESTIONS

# The record number and the date of birth tell patients apart; names are left out of lists.
WHOSE: Mapping[str, Callable[[KeptResponse], str]] = {
    "response": lambda summary: str(summary.response_id),
    "record_number": lambda summary: summary.patient.record_number,
    "born": lambda summary: _iso(summary.patient.date_of_birth),
    "invented_patient": lambda summary: "yes" if summary.patient.synthetic else "no",
    "possibly_the_wrong_patient": lambda summary: "yes" if summary.details_doubted else "no",
    "helper_not_agreed": lambda summary: "yes" if summary.helper_not_agreed else "no",
    "stage": lambda summary: summary.stage.value,
    "edition": lambda summary: summary.edition,
    "consult_on": lambda summary: _iso(summary.consult_on),
    "mri_after_consult": lambda summary: summary.mri_after_consult,
    "sent_at": lambda summary: _iso(summary.sent_at),
    "clinician": lambda summary: summary.clinician,
}
FOUND: Mapping[str, Callable[[Summary], str]] = {
    "leading_protocol": lambda summary: summary.results.leading.protocol.key,
    # Whenever the indications appear met, the evidence stands beside it.
    "evidence": lambda summary: " ".join(
        said.brief for one in summary.evidence for said in one.statements
    ),
    "reported_earlier_no_longer": lambda summary: " ".join(
        one.line for one in withdrawn_shown(summary.withdrawn)
    ),
    "morphine": lambda summary: said_total(summary.results.morphine),
    "morphine_table": lambda summary: summary.results.morphine.table,
    "of_score": lambda summary: said_score(summary.results.of_score),
}
DONE: Mapping[str, Callable[[KeptResponse], str]] = {
    "red_flags_without_action": lambda summary: str(
        sum(flag.acted_at is None for flag in summary.flags)
    ),
    "decision": lambda summary: (
        decision_words(summary.decisions[-1].choice) if summary.decisions else ""
    ),
}
ABOUT = (*WHOSE, *FOUND, *DONE)
NOT_CHOSEN = "not chosen"  # by the clinic
# One column a protocol that comes to a verdict, whether or not the clinic chose it.
VERDICTS = tuple(
    protocol.key
    for protocol in PROTOCOLS
    if any(one.polarity is Polarity.INDICATION for one in protocol.criteria)
)
CRITERIA = tuple(criterion.key for protocol in PROTOCOLS for criterion in protocol.criteria)


def export_many(summaries: Iterable[Summary | Unassessed]) -> bytes:
    """A row a response. A question that other answers made needless says "not asked".

    Of one that cannot be assessed, each column of findings but those of red flags says so.
    """
    header = [
        *ABOUT,
        *VERDICTS,
        *(f"criterion_{key}" for key in CRITERIA),
        *(f"answer_{key}" for key in QUESTIONS),
    ]
    return spreadsheet(header, (_row(summary) for summary in summaries))


def _row(summary: Summary | Unassessed) -> list[str]:
    if isinstance(summary, Unassessed):
        return _line(summary, dict.fromkeys(FOUND, summary.why), {}, _weighed(summary), summary.why)
    so_far = {one.protocol.key for one, _ in settlings_of(summary.results, summary.case)}
    overall = {
        one.protocol.key: _overall(one, so_far=one.protocol.key in so_far)
        for one in summary.results.verdicts
    }
    found = {one.criterion.key: _standing(one) for one in findings_now(summary)}
    return _line(summary, {key: tell(summary) for key, tell in FOUND.items()}, overall, found)


def _weighed(summary: Unassessed) -> dict[str, str]:
    """The red flags that could be weighed, each by itself."""
    weighed = (one for one in summary.weighed if one.criterion.key not in summary.not_weighed)
    return {one.criterion.key: _standing(one) for one in weighed}


def _line(
    summary: KeptResponse,
    told: Mapping[str, str],
    overall: Mapping[str, str],
    found: Mapping[str, str],
    missing: str = NOT_CHOSEN,
) -> list[str]:
    lines = (line for section in summary.sections for line in section.lines)
    said = {line.question.key: line.said for line in lines}
    return [
        *(tell(summary) for tell in WHOSE.values()),
        *(told[key] for key in FOUND),
        *(tell(summary) for tell in DONE.values()),
        *(overall.get(key, missing) for key in VERDICTS),
        *(found.get(key, missing) for key in CRITERIA),
        *(said.get(key, Absent.NOT_ASKED.value) for key in QUESTIONS),
    ]


def _overall(assessment: Assessment, *, so_far: bool) -> str:
    """Where a protocol stands, headed by its pathway where the source does not speak of the patient."""
    overall = assessment.overall.value
    if so_far and assessment.overall is not Status.CANNOT_TELL:
        return f"{overall} so far"
    return f"{assessment.pathway} ({overall})" if assessment.pathway else overall


def _standing(finding: Finding) -> str:
    """Where a criterion stands; one that cannot be told says why."""
    words = status_words(finding)
    if finding.status is not Status.CANNOT_TELL:
        return f"{words} {so_far_said(finding)}".strip()
    causes = "; ".join(cause.value for cause in Cause if cause in finding.causes)
    return causes if finding.criterion.polarity is Polarity.RED_FLAG else f"{words}: {causes}"


def _iso(at: datetime | KnownDay | None) -> str:
    return at.isoformat() if at else ""
