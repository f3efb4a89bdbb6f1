"""Whose patient has not agreed to the helper, as the helper says: who may speak for whom is open."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from questionnaire.responses import answers
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from rules.language.logic.case import Case
from rules.questions.about_you import answering, patient_agrees

NOT_AGREED = "The patient has not agreed to the helper"


def not_agreed_among(session: Session, responses: Iterable[Response]) -> frozenset[UUID]:
    """The ids of those with a helper to whom, by the latest answers, the patient does not agree."""
    asked = {response.id: answers.day_of(response) for response in responses}
    given = answers.latest_of(session, asked, [answering, patient_agrees])
    return frozenset(
        key for key, day in asked.items() if patient_agrees.answer(Case(given[key], day)) is False
    )


def helper_not_agreed(response: Response) -> bool:
    """Whether this response's patient has not agreed."""
    return bool(not_agreed_among(read_session(), [response]))
