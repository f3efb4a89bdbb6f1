"""Whose recorded name, date of birth or sex is said to be wrong: the link may be another patient's."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.store.database import read_session
from questionnaire.store.models import Answer, Response
from rules.questions.about_you import details_right


def doubted_among(session: Session, responses: Iterable[Response]) -> frozenset[UUID]:
    """The ids of those whose latest answer says that the recorded details are not right."""
    given = select(Answer).where(
        Answer.response_id.in_([response.id for response in responses]),
        Answer.question == details_right.key,
    )
    latest = {row.response_id: row for row in session.scalars(given.order_by(Answer.sequence))}
    wrong = details_right.stored(False)  # read as it is kept: one that cannot be read stops no list
    return frozenset(key for key, row in latest.items() if row.value == wrong)


def details_doubted(response: Response) -> bool:
    """Whether this response's patient says so."""
    return bool(doubted_among(read_session(), [response]))
