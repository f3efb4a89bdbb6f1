"""What a patient told of after sending, as the nurse reads it: which parts, and what was answered since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy.orm import Session

from questionnaire.responses import answers, reopenings
from questionnaire.store.models import Response
from rules.language.logic.case import Origin
from rules.language.questions import Question
from rules.questions import QUESTIONS, SECTIONS

BY_PATIENT = (Origin.PATIENT, Origin.HELPER)


@dataclass(frozen=True)
class ToldChange:
    """Since `begun_at` the patient changes some parts; done at `sent_at`, None until then.

    `questions` were answered anew; `version` is how many answers there were before.
    """

    begun_at: datetime
    sent_at: datetime | None
    parts: Sequence[str]
    questions: Sequence[Question]
    version: int


def told_change(session: Session, response: Response) -> ToldChange | None:
    """The latest change told of since the response was passed on."""
    found = reopenings.unread_among(session, [response]).get(response.id)
    if found is None:
        return None
    rows = sorted(chain(*answers.history(session, response).values()), key=lambda row: row.sequence)
    anew = {row.question for row in rows[found.version :] if row.origin in BY_PATIENT}
    return ToldChange(
        found.begun_at,
        found.sent_at,
        [section.title for section in SECTIONS if section.key in found.parts],
        [question for key, question in QUESTIONS.items() if key in anew],
        found.version,
    )
