"""Which red flags want somebody first: on a page the flags, in a list the responses with one that is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from questionnaire.clinic import settings
from questionnaire.responses.raised_flags import every_red_flag
from questionnaire.store.database import read_session
from questionnaire.store.models import RedFlag, Response
from rules.language.criteria.criteria import Criterion, Urgency

MOST_URGENT_FIRST = tuple(Urgency)
LEAST_URGENT = len(MOST_URGENT_FIRST) - 1

Places: TypeAlias = tuple[tuple[str, int], ...]


def how_urgent(criterion: Criterion) -> int:
    """The place of a red flag among others: 0 is the most urgent."""
    return MOST_URGENT_FIRST.index(criterion.urgency) if criterion.urgency else LEAST_URGENT


def places() -> Places:
    """The place of every red flag among others, by its criterion, as the clinic set them."""
    choices = settings.working_choices(read_session())
    return tuple((key, how_urgent(one)) for key, one in every_red_flag(choices).items())


def most_urgent(known: Places) -> ColumnElement[int]:
    """The place of a response's most urgent open flag, to order by; asked of those with one alone."""
    return (
        select(func.min(_place(known)))
        .where(RedFlag.response_id == Response.id, RedFlag.acted_at.is_(None))
        .correlate(Response)
        .scalar_subquery()
    )


def most_urgent_among(session: Session, responses: Iterable[Response]) -> Mapping[UUID, Urgency]:
    """How soon each response with an open flag wants somebody, by its id."""
    flagged = [response.id for response in responses if response.open_red_flags]
    if not flagged:
        return {}
    found = (
        select(RedFlag.response_id, func.min(_place(places())))
        .where(RedFlag.response_id.in_(flagged), RedFlag.acted_at.is_(None))
        .group_by(RedFlag.response_id)
    )
    return {response: MOST_URGENT_FIRST[place] for response, place in session.execute(found)}


def _place(known: Places) -> ColumnElement[int]:
    """A flag of a rule that is no more keeps its place."""
    return case(dict(known), value=RedFlag.criterion, else_=LEAST_URGENT)
