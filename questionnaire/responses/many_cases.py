"""The answers of many responses as they stand: a few statements for each batch, however many answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from questionnaire.clinic import settings
from questionnaire.responses.answers import day_of
from questionnaire.store import clock
from questionnaire.store.encryption import place
from questionnaire.store.models import Answer, Response, Staff
from questionnaire.store.models.sealed import JSON
from rules.language.logic.case import Case, Given, Origin
from rules.language.logic.failure import Failure, attempt
from rules.language.questions import Question
from rules.questions import QUESTIONS

AT_ONCE = 200

One = TypeVar("One")


class StandingRow(NamedTuple):
    """A row of an answer that stands, and no object: its id is text, which is all that opening it wants."""

    response_id: UUID
    id: str
    sequence: int
    question: str
    value_sealed: bytes
    origin: Origin
    given_by: UUID | None
    given_by_name_sealed: bytes | None
    at: datetime


_COLUMNS = select(
    Answer.response_id,
    cast(Answer.id, String),
    Answer.sequence,
    Answer.question,
    Answer.value_sealed,
    Answer.origin,
    Answer.given_by,
    Answer.given_by_name_sealed,
    Answer.at,
)


def cases_of(session: Session, responses: Iterable[Response]) -> Iterator[tuple[Response, Case]]:
    """Each response, in the order given, with the case that `answers.case_of` makes of it."""
    figures, choices = settings.working_figures(session), settings.working_choices(session)
    for batch in in_batches(responses):
        for response, rows, names in _answered(session, batch):
            read = _Reader(response, names).read_all(rows) if rows else {}
            given = {key: one for key, one in read.items() if isinstance(one, Given)}
            unreadable = {key: one for key, one in read.items() if isinstance(one, Failure)}
            yield response, Case(given, day_of(response), figures, choices, unreadable)


def last_answers(session: Session, ids: Iterable[UUID]) -> Mapping[UUID, int]:
    """The number of the latest answer of each response that has one."""
    last = select(Answer.response_id, func.max(Answer.sequence)).group_by(Answer.response_id)
    found = session.execute(last.where(Answer.response_id.in_(ids)))
    return {row[0]: row[1] for row in found}


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


def _answered(
    session: Session, batch: list[Response]
) -> Iterator[tuple[Response, list[StandingRow], Mapping[UUID, str]]]:
    """Each response with its rows that stand, no objects, and the names of the staff who gave some."""
    ids = [one.id for one in batch]
    latest = (
        select(func.max(Answer.sequence))
        .where(Answer.response_id.in_(ids), Answer.question.in_(QUESTIONS))
        .group_by(Answer.response_id, Answer.question)
    )
    found: dict[UUID, list[StandingRow]] = {one: [] for one in ids}
    staff = set[UUID | None]()
    rows = _COLUMNS.where(Answer.sequence.in_(latest)).order_by(Answer.sequence)
    for row in map(StandingRow._make, session.execute(rows)):
        found[row.response_id].append(row)
        staff.add(row.given_by)
    named = session.scalars(select(Staff).where(Staff.id.in_(staff - {None})))
    names = {one.id: one.name for one in named}
    return ((one, found[one.id], names) for one in batch)


class _Reader:
    """Reads the rows of one response as `answers.read_by` reads its answers."""

    def __init__(self, response: Response, names: Mapping[UUID, str]) -> None:
        self.response, self.key = str(response.id), response.own_key()
        self.names, self.zone = names, clock.zone()

    def read_all(self, rows: Iterable[StandingRow]) -> dict[str, Given | Failure]:
        return {row.question: self._read(QUESTIONS[row.question], row) for row in rows}

    def _read(self, question: Question, row: StandingRow) -> Given | Failure:
        found = attempt(f"answers.{question.key}", question.short, self._given, question, row)
        return replace(found, reads=(question.short,)) if isinstance(found, Failure) else found

    def _given(self, question: Question, row: StandingRow) -> Given:
        value = question.read(JSON.read(self._open(row, "value_sealed", row.value_sealed)))
        return Given(value, row.origin, self._by(row), row.at.astimezone(self.zone))

    def _by(self, row: StandingRow) -> str:
        if row.given_by:
            return self.names[row.given_by]
        name = row.given_by_name_sealed
        return self._open(row, "given_by_name_sealed", name) if name else ""

    def _open(self, row: StandingRow, column: str, sealed: bytes) -> str:
        where = place(Answer.__tablename__, column, _dashed(row.id))
        return self.key.open(sealed, where, self.response, row.question, row.sequence).decode()


def _dashed(text: str) -> str:
    """An id as it is written: SQLite keeps it without dashes."""
    if "-" in text:
        return text
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
