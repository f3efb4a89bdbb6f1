"""Many responses brought up to date. What this program looked through already, of the same, is passed by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from questionnaire.responses import intake, raised_flags
from questionnaire.responses.answers import day_of
from questionnaire.responses.assessments import OPEN, MadeOf, is_made_again, making
from questionnaire.responses.cannot_be_assessed import CannotBeAssessed
from questionnaire.responses.many_cases import cases_of
from questionnaire.responses.program import program
from questionnaire.store.answer_rows import last_answers
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, StoredAssessment
from questionnaire.store.models.base import canonical_json
from rules.language.logic.case import Case


@dataclass
class Reassessed:
    """How many were assessed anew, and which cannot be."""

    changed: int = 0
    failed: list[UUID] = field(default_factory=list[UUID])


class Newest(NamedTuple):
    """What of the assessment stored last tells whether another would be the same."""

    response_id: UUID
    digest: bytes
    last_answer: int
    assessed_on: date
    figures: Mapping[str, str]
    choices: Mapping[str, str]
    editions: Mapping[str, list[str]]

    @property
    def of(self) -> MadeOf:
        return MadeOf(*self[2:])


class Looked(NamedTuple):
    """A response, what it would be assessed on now, and what is stored of it."""

    response: Response
    of: MadeOf
    newest: Newest | None

    @property
    def mark(self) -> bytes:
        """By which program it is looked through, and of what."""
        read = [program(), self.response.stage.value, self.of.record(), self.of.editions]
        return hashlib.sha256(canonical_json(read).encode()).digest()

    @property
    def is_passed_by(self) -> bool:
        """Whether this program found it up to date, of the same, and nothing else was stored since."""
        if self.response.stage in OPEN and (self.newest is None or self.newest.of != self.of):
            return False
        return self.response.looked_through == self.mark


def reassess(ids: Sequence[UUID], done: Reassessed) -> None:
    """Bring some responses up to date, each in which something differs in a transaction of its own."""
    session = read_session()
    looked = {one.response.id: one for one in _look(session, ids)}
    left = [one.response for one in looked.values() if not one.is_passed_by]
    cases = list(cases_of(session, left))
    behind = [one.id for one, case in cases if not _is_up_to_date(session, looked[one.id], case)]
    session.expunge_all()
    failed = [one for one in behind if not _catch_up(one, done)]
    done.failed += failed
    _mark(looked[one.id] for one in left if one.id not in failed)


def _look(session: Session, ids: Sequence[UUID]) -> list[Looked]:
    """Some responses as they are now: three statements, and the settings once."""
    of, newest = making(session), _newest(session, ids)
    last = last_answers(session, ids)
    found = session.scalars(select(Response).where(Response.id.in_(ids)))
    return [Looked(one, of(last.get(one.id, 0), day_of(one)), newest.get(one.id)) for one in found]


def _newest(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, Newest]:
    latest = select(func.max(StoredAssessment.sequence)).group_by(StoredAssessment.response_id)
    columns = [getattr(StoredAssessment, name) for name in Newest._fields]
    found = session.execute(
        select(*columns).where(
            StoredAssessment.sequence.in_(latest.where(StoredAssessment.response_id.in_(ids)))
        )
    )
    return {one.response_id: one for one in map(Newest._make, found)}


def _is_up_to_date(session: Session, one: Looked, case: Case) -> bool:
    """Whether bringing it up to date would store nothing: another program may find the same."""
    if case.unreadable:
        return False
    if raised_flags.not_raised(session, one.response, case):
        return False
    if one.response.stage not in OPEN:
        return True
    try:
        return one.newest is not None and is_made_again(
            one.response, case, one.of, one.newest.digest
        )
    except CannotBeAssessed:
        return False


def _catch_up(response_id: UUID, done: Reassessed) -> bool:
    """Assess one anew; False where it cannot be."""
    with write_session() as session:
        response = session.get_one(Response, response_id, with_for_update=True)
        stored = intake.catch_up(session, response)
    done.changed += isinstance(stored, StoredAssessment)
    return not isinstance(stored, CannotBeAssessed)


def _mark(looked: Iterable[Looked]) -> None:
    """Keep by what each was looked through; what came meanwhile is not in it, and shows next time."""
    marks = [{"id": each.response.id, "looked_through": each.mark} for each in looked]
    if marks:
        with write_session(refreshes=False) as session:
            session.execute(update(Response), marks)
