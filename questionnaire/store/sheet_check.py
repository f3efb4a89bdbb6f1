"""Whether each answer sheet says what the rows say that it was made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaire.store.answer_rows import differs, rebuild
from questionnaire.store.database import Database
from questionnaire.store.models import AnswerSheet, Response
from questionnaire.store.short_id import short

AT_ONCE, HELD_AT_ONCE = 100, 20
REMEDY = "write it anew with: questionnaire db answer-sheets"

Step = Callable[[int], object]


def sheet_faults(session: Session, step: Step = lambda _: None) -> Iterator[str]:
    """A sentence for each sheet that says otherwise than its rows; `step` is told of each one looked at."""
    sheets = (
        select(AnswerSheet.id).join(AnswerSheet.response).where(Response.key_sealed.is_not(None))
    )
    for some in session.scalars(sheets).partitions(AT_ONCE):
        yield from _faults(session, some)
        session.expunge_all()
        step(len(some))


def sheets(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(AnswerSheet)) or 0


def write_anew(database: Database, step: Step = lambda _: None) -> None:
    """Make every sheet anew from its rows, in short transactions: pages are served meanwhile."""
    last: UUID | None = None
    while True:
        with database.write_session(refreshes=False) as session:
            found = select(Response).where(Response.key_sealed.is_not(None))
            found = found.where(Response.id > last) if last else found
            held = found.order_by(Response.id).limit(HELD_AT_ONCE).with_for_update()
            responses = session.scalars(held).all()
            for response in responses:
                rebuild(session, response)
            last = responses[-1].id if responses else None
        step(len(responses))
        if not responses:
            return


def _faults(session: Session, ids: Sequence[object]) -> Iterator[str]:
    found = select(AnswerSheet, Response).join(AnswerSheet.response).where(AnswerSheet.id.in_(ids))
    for sheet, response in session.execute(found):
        if differs(session, response, sheet):
            yield f"The answer sheet of response {short(response.id)} is not what its rows say: {REMEDY}"
