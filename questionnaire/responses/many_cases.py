"""The answers of many responses as they stand: a few statements for each batch, however many answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from questionnaire.clinic import settings
from questionnaire.responses.answers import case_from_rows, day_of
from questionnaire.store.answer_rows import rows_of_many
from questionnaire.store.models import Answer, Response
from rules.language.logic.case import Case

AT_ONCE = 200

One = TypeVar("One")


def cases_of(session: Session, responses: Iterable[Response]) -> Iterator[tuple[Response, Case]]:
    """Each response, in the order given, with the case that `answers.case_of` makes of it."""
    figures, choices = settings.working_figures(session), settings.working_choices(session)
    for batch in in_batches(responses):
        rows = rows_of_many(session, batch)
        for one in batch:
            yield one, case_from_rows(session, rows[one.id], day_of(one), figures, choices)


def changed_histories(
    session: Session, responses: Iterable[Response]
) -> Mapping[UUID, Mapping[str, Sequence[Answer]]]:
    """Of the responses in which an answer was changed, every answer as `answers.history` gives them."""
    by_id = {one.id: one for one in responses}
    of_these = Answer.response_id.in_(by_id)
    changed = (
        select(Answer.response_id).where(of_these).group_by(Answer.response_id, Answer.question)
    )
    changed = changed.having(func.count() > 1).distinct()
    rows = select(Answer).where(Answer.response_id.in_(changed)).order_by(Answer.sequence)
    found: dict[UUID, dict[str, list[Answer]]] = {}
    for row in session.scalars(rows):
        set_committed_value(row, "response", by_id[row.response_id])  # its key opens them
        found.setdefault(row.response_id, {}).setdefault(row.question, []).append(row)
    return found


def loaded(session: Session, ids: Iterable[UUID]) -> Iterator[Response]:
    """Responses by their ids, in that order; the session lets each batch go before the next."""
    for batch in in_batches(ids):
        found = {
            one.id: one for one in session.scalars(select(Response).where(Response.id.in_(batch)))
        }
        yield from (found[one] for one in batch)
        session.expunge_all()


def in_batches(many: Iterable[One], size: int = AT_ONCE) -> Iterator[list[One]]:
    """The same, so many at a time."""
    rest = iter(many)
    while batch := list(islice(rest, size)):
        yield batch
