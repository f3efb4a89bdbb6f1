"""A legal hold: a response that is erased by nobody until it is lifted, with a reason each time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaire.clinic.retention import said_day
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.models import LegalHold, Response, Staff

CHANGES = frozenset({Action.HOLD_SET, Action.HOLD_LIFTED})


def latest_hold(session: Session, response_id: UUID) -> LegalHold | None:
    """The hold that stands, or that was lifted last; None where there never was one."""
    return latest_holds(session, [response_id]).get(response_id)


def latest_holds(session: Session, of: Collection[UUID] | None = None) -> Mapping[UUID, LegalHold]:
    """The same by the response; of all responses where none are named."""
    newest = select(func.max(LegalHold.sequence)).group_by(LegalHold.response_id)
    if of is not None:
        newest = newest.where(LegalHold.response_id.in_(of))
    rows = session.scalars(select(LegalHold).where(LegalHold.sequence.in_(newest)))
    return {row.response_id: row for row in rows}


def change_hold(
    session: Session, response: Response, *, holds: bool, reason: str, by: Staff
) -> None:
    """Set or lift the hold of a response. What stood before is kept."""
    row = LegalHold(
        response_id=response.id, holds=holds, reason=reason.strip(), set_by=by.id, at=clock.now()
    )
    session.add(row)
    action = Action.HOLD_SET if holds else Action.HOLD_LIFTED
    audit.record(session, action, actor=by, response=response)


def said_hold(hold: LegalHold | None) -> str:
    """Why nothing is erased, without the reason, which may tell of the patient; empty where it may be."""
    if hold is None or not hold.holds:
        return ""
    return f"under a legal hold since {said_day(clock.day_of(hold.at))}, set by {hold.staff.name}"
