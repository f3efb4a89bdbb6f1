"""Whose recorded name, date of birth or sex is said to be wrong: the link may be another patient's."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from questionnaire.responses import answers
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from rules.questions.about_you import details_right


def doubted_among(session: Session, responses: Iterable[Response]) -> frozenset[UUID]:
    """The ids of those whose latest answer says that the recorded details are not right."""
    given = answers.latest_of(session, [response.id for response in responses], [details_right])
    right = {key: told.get(details_right.key) for key, told in given.items()}
    return frozenset(key for key, said in right.items() if said and said.value is False)


def details_doubted(response: Response) -> bool:
    """Whether this response's patient says so."""
    return bool(doubted_among(read_session(), [response]))
