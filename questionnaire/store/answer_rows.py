"""The answers of a response in one piece: read in place of its rows, written with each that is added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias, cast
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from questionnaire.store.encryption import Undecipherable
from questionnaire.store.models import Answer, AnswerSheet, Response
from questionnaire.store.models.sealing import number
from questionnaire.store.once import once
from rules.language.logic.case import Origin

ORIGINS = {origin.value: origin for origin in Origin}  # asking the class takes longer


class KeptAnswer(NamedTuple):
    """One answer as it was given: the same attributes as its row's."""

    sequence: int
    question: str
    value: object
    origin: Origin
    given_by: UUID | None
    given_by_name: str | None
    reason: str | None
    at: datetime


Row: TypeAlias = Answer | KeptAnswer


class AnswerRows(NamedTuple):
    """The answers of a response as given, the first first, and the sheet that has them or is to have them."""

    stored: AnswerSheet | None
    rows: Sequence[Row]


def rows_of(session: Session, response: Response) -> Sequence[Row]:
    """Every answer of a response as given, the first first: read once a transaction."""
    return _answer_rows(session, response).rows


def rows_of_many(session: Session, responses: Sequence[Response]) -> Mapping[UUID, Sequence[Row]]:
    """The same of many, by response, in three statements however many: nothing of it is remembered."""
    ids = [response.id for response in responses]
    last = last_answers(session, ids)
    sheets = session.scalars(select(AnswerSheet).where(AnswerSheet.response_id.in_(ids)))
    stored = {sheet.response_id: sheet for sheet in sheets}
    found = {one.id: _in_sheet(one, stored.get(one.id), last.get(one.id)) for one in responses}
    lacking = dict[UUID, list[Row]]()
    for row in rows_kept(session, *(one for one in responses if found[one.id] is None)):
        lacking.setdefault(row.response_id, []).append(row)
    return {one: lacking.get(one, []) if rows is None else rows for one, rows in found.items()}


def last_answers(session: Session, ids: Iterable[UUID]) -> Mapping[UUID, int]:
    """The number of the latest answer of each response that has one."""
    last = select(Answer.response_id, func.max(Answer.sequence)).group_by(Answer.response_id)
    found = session.execute(last.where(Answer.response_id.in_(ids)))
    return {row[0]: row[1] for row in found}


def add(session: Session, response: Response, added: Sequence[Answer]) -> None:
    """Add rows, and write them into the sheet too. The caller holds the response."""
    stored, before = _answer_rows(session, response)
    number(session, added)
    session.add_all(added)
    kept = _kept([*before, *added])
    written = _write(session, response, stored, kept) if kept else None
    session.flush()
    if written:
        once(session, (_answer_rows, response.id), lambda: AnswerRows(written, kept))


def rebuild(session: Session, response: Response) -> None:
    """Make the sheet of a response anew from its rows. The caller holds the response."""
    found = select(AnswerSheet).where(AnswerSheet.response_id == response.id)
    stored, kept = session.scalar(found), _kept(rows_kept(session, response))
    if kept:
        _write(session, response, stored, kept)


def differs(session: Session, response: Response, sheet: AnswerSheet) -> bool:
    """Whether a sheet says otherwise than the rows that it was made of, or cannot be opened.

    Rows that cannot be opened are told of by whoever checks the rows.
    """
    set_committed_value(sheet, "response", response)
    rows = [one for one in rows_kept(session, response) if one.sequence <= sheet.last_answer]
    kept = _kept(rows)
    try:
        return bool(kept) and _opened(sheet) != kept
    except Undecipherable:
        return True


def rows_kept(session: Session, *responses: Response) -> list[Answer]:
    """The rows themselves, the first first."""
    by_id = {response.id: response for response in responses}
    of_them = select(Answer).where(Answer.response_id.in_(by_id)).order_by(Answer.sequence)
    rows = session.scalars(of_them).all() if responses else []
    for row in rows:  # its key opens them: not looked up for each
        set_committed_value(row, "response", by_id[row.response_id])
    return list(rows)


def _answer_rows(session: Session, response: Response) -> AnswerRows:
    return once(session, (_answer_rows, response.id), lambda: _read(session, response))


def _read(session: Session, response: Response) -> AnswerRows:
    newest = select(func.max(Answer.sequence)).where(Answer.response_id == response.id)
    found = session.execute(
        select(AnswerSheet, newest.scalar_subquery()).where(AnswerSheet.response_id == response.id)
    ).first()
    stored, last = found or (None, None)
    rows = _in_sheet(response, stored, last)
    return AnswerRows(stored, rows_kept(session, response) if rows is None else rows)


def _in_sheet(
    response: Response, stored: AnswerSheet | None, newest: int | None
) -> Sequence[Row] | None:
    """What the sheet holds; None where there is none, a newer answer, or it cannot be opened."""
    if stored is None:
        return None
    set_committed_value(stored, "response", response)
    if stored.last_answer == newest:
        with suppress(Undecipherable):
            return _opened(stored)
    return None


def _opened(sheet: AnswerSheet) -> list[KeptAnswer]:
    return [_as_read(*one) for one in cast("list[list[Any]]", sheet.answers)]


def _write(
    session: Session, response: Response, stored: AnswerSheet | None, kept: Sequence[KeptAnswer]
) -> AnswerSheet:
    sheet = stored or AnswerSheet(response_id=response.id)
    sheet.last_answer, sheet.answers = kept[-1].sequence, [*map(_written, kept)]
    session.add(sheet)
    return sheet


def _kept(rows: Sequence[Row]) -> list[KeptAnswer]:
    """Nothing where one of them cannot be opened: whoever reads the rows is told which."""
    with suppress(Undecipherable):
        return [row if isinstance(row, KeptAnswer) else _of_row(row) for row in rows]
    return []


def _of_row(row: Answer) -> KeptAnswer:
    who = (row.origin, row.given_by, row.given_by_name, row.reason, row.at)
    return KeptAnswer(row.sequence, row.question, row.value, *who)


def _written(row: KeptAnswer) -> list[object]:
    by = row.given_by.hex if row.given_by else None
    told = (row.given_by_name, row.reason, row.at.isoformat())
    return [row.sequence, row.question, row.value, row.origin.value, by, *told]


def _as_read(
    sequence: int,
    question: str,
    value: object,
    origin: str,
    by: str | None,
    name: str | None,
    reason: str | None,
    at: str,
) -> KeptAnswer:
    staff = UUID(by) if by else None
    moment = datetime.fromisoformat(at)
    return KeptAnswer(sequence, question, value, ORIGINS[origin], staff, name, reason, moment)
