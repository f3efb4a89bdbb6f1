"""What was put right of who a patient is, in words: what stood, what stands, who did it and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from questionnaire.responses.corrected_identity import AS_ANSWERED, corrections_of, of_text
from questionnaire.store.models import Detail, PatientCorrection, Response
from rules.language.questions import as_written
from rules.questions import about_you

NAMES: Mapping[Detail, str] = {
    Detail.NAME: "Name",
    Detail.DATE_OF_BIRTH: about_you.date_of_birth.short,
    Detail.SEX: about_you.sex.short,
    Detail.RECORD_NUMBER: "Record number",
}


@dataclass(frozen=True)
class ShownCorrection:
    """One detail put right."""

    what: str
    before: str
    after: str
    reason: str
    by: str
    at: datetime


def corrections_shown(session: Session, response: Response) -> tuple[ShownCorrection, ...]:
    """Everything that was put right of the patient of a response, the first first: a version is how many."""
    return tuple(map(_shown, corrections_of(session, response)))


def latest_shown(session: Session, response: Response) -> tuple[ShownCorrection, ...]:
    """Of each detail that was put right, the last time; in the order of the details."""
    last = {row.detail: row for row in corrections_of(session, response)}
    return tuple(_shown(last[detail]) for detail in Detail if detail in last)


def _said(detail: Detail, text: str) -> str:
    """A detail in words, from the text that is kept of it."""
    question = AS_ANSWERED.get(detail)
    return question.said(of_text(detail, text), as_written) if question else text


def _shown(row: PatientCorrection) -> ShownCorrection:
    before, after = (_said(row.detail, text) for text in (row.before, row.after))
    return ShownCorrection(NAMES[row.detail], before, after, row.reason, row.staff.name, row.at)
