"""What is marked on every page and in every list where a patient's own answers call for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from questionnaire.responses import answers
from questionnaire.responses.late_mri import LateMri, late_mri
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from rules.language.logic.case import Case
from rules.questions.about_you import answering, details_right, patient_agrees
from rules.questions.mri import mri_date, mri_status

NOT_AGREED = "The patient has not agreed to the helper"
READ = (answering, details_right, patient_agrees, mri_status, mri_date)


@dataclass(frozen=True)
class Marks:
    """The marks of one response, by the answers of now."""

    details_doubted: (
        bool  # the name, date of birth or sex is said to be wrong: the link may be another's
    )
    helper_not_agreed: bool  # as the helper says: who may speak for whom is open
    late_mri: LateMri | None  # booked for after the consult


def marks_in(case: Case, consult_on: date | None) -> Marks:
    """The marks that some answers come to."""
    return Marks(
        details_right.answer(case) is False,
        patient_agrees.answer(case) is False,
        late_mri(case, consult_on),
    )


def marks_among(session: Session, responses: Iterable[Response]) -> Mapping[UUID, Marks]:
    """The marks of many, by the response: one query, however many they are."""
    every = {one.id: one for one in responses}
    given = answers.latest_of(session, every, READ)
    return {
        key: marks_in(Case(given[key], answers.day_of(one)), one.consult_on)
        for key, one in every.items()
    }


def marks_of(response: Response) -> Marks:
    """The marks of one response."""
    return marks_among(read_session(), [response])[response.id]
