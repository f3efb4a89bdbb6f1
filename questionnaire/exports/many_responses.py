"""Many responses as CSV: a row a response, a column for every criterion and every question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from questionnaire.exports.spreadsheet import spreadsheet_lines
from questionnaire.summary.in_brief import Found, InBrief, NotFound, Whose
from questionnaire.summary.medicines_shown import said_total
from questionnaire.summary.said import decision_words, said_score, so_far_said, status_words
from questionnaire.summary.withdrawn_shown import withdrawn_shown
from rules.language.criteria.criteria import Polarity, Status
from rules.language.findings.findings import Assessment, Finding
from rules.language.logic.case import Absent
from rules.language.logic.conditions import Cause
from rules.language.logic.days import KnownDay
from rules.protocols import PROTOCOLS
from rules.questions import QUESTIONS

# The record number and the date of birth tell patients apart; names are left out of lists.
WHOSE: Mapping[str, Callable[[Whose], str]] = {
    "response": lambda whose: str(whose.response_id),
    "record_number": lambda whose: whose.record_number,
    "born": lambda whose: _iso(whose.born),
    "invented_patient": lambda whose: "yes" if whose.synthetic else "no",
    "possibly_the_wrong_patient": lambda whose: "yes" if whose.details_doubted else "no",
    "helper_not_agreed": lambda whose: "yes" if whose.helper_not_agreed else "no",
    "stage": lambda whose: whose.stage.value,
    "edition": lambda whose: whose.edition,
    "consult_on": lambda whose: _iso(whose.consult_on),
    "mri_after_consult": lambda whose: whose.mri_after_consult,
    "sent_at": lambda whose: _iso(whose.sent_at),
    "clinician": lambda whose: whose.clinician,
}
FOUND: Mapping[str, Callable[[Found], str]] = {
    "leading_protocol": lambda found: found.results.leading.protocol.key,
    # Whenever the indications appear met, the evidence stands beside it.
    "evidence": lambda found: " ".join(
        said.brief for one in found.evidence for said in one.statements
    ),
    "reported_earlier_no_longer": lambda found: " ".join(
        one.line for one in withdrawn_shown(found.withdrawn)
    ),
    "morphine": lambda found: said_total(found.results.morphine),
    "morphine_table": lambda found: found.results.morphine.table,
    "of_score": lambda found: said_score(found.results.of_score),
}
DONE: Mapping[str, Callable[[Whose], str]] = {
    "red_flags_without_action": lambda whose: str(whose.open_flags),
    "decision": lambda whose: decision_words(whose.decision) if whose.decision else "",
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


HEADER = (
    *ABOUT,
    *VERDICTS,
    *(f"criterion_{key}" for key in CRITERIA),
    *(f"answer_{key}" for key in QUESTIONS),
)


def export_many(many: Iterable[InBrief]) -> Iterator[bytes]:
    """The header at once, then a row a response. A question that others made needless says "not asked".

    Of one that cannot be assessed, each column of findings but those of red flags says so.
    """
    return spreadsheet_lines(HEADER, map(_row, many))


def _row(one: InBrief) -> list[str]:
    found = one.found
    if isinstance(found, NotFound):
        stands = {each.criterion.key: _standing(each) for each in found.weighed}
        return _line(one, dict.fromkeys(FOUND, found.why), {}, stands, found.why)
    overall = {each.protocol.key: _overall(each, found) for each in found.results.verdicts}
    stands = {each.criterion.key: _standing(each) for each in found.findings}
    return _line(one, {key: tell(found) for key, tell in FOUND.items()}, overall, stands)


def _line(
    one: InBrief,
    told: Mapping[str, str],
    overall: Mapping[str, str],
    stands: Mapping[str, str],
    missing: str = NOT_CHOSEN,
) -> list[str]:
    return [
        *(tell(one.whose) for tell in WHOSE.values()),
        *(told[key] for key in FOUND),
        *(tell(one.whose) for tell in DONE.values()),
        *(overall.get(key, missing) for key in VERDICTS),
        *(stands.get(key, missing) for key in CRITERIA),
        *(one.said.get(key, Absent.NOT_ASKED.value) for key in QUESTIONS),
    ]


def _overall(assessment: Assessment, found: Found) -> str:
    """Where a protocol stands, headed by its pathway where the source does not speak of the patient."""
    overall = assessment.overall.value
    if assessment.protocol.key in found.so_far:
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
