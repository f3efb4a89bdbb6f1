"""Who of the staff first read what a patient sent, as the trail has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.store.audit import STAFF, Action
from questionnaire.store.models import AuditEvent, Response, Staff

READING = (Action.RESPONSE_SEEN.value, Action.FACE_SHEET_SEEN.value)


@dataclass(frozen=True)
class FirstRead:
    """By whom, and when."""

    by: str
    at: datetime


def first_read(session: Session, response: Response, since: datetime) -> FirstRead | None:
    """The first of the staff who opened the response after an instant; None until somebody has."""
    rows = (
        select(AuditEvent.actor, AuditEvent.at)
        .where(
            AuditEvent.response_id == response.id,
            AuditEvent.action.in_(READING),
            AuditEvent.actor.startswith(STAFF),
            AuditEvent.at > since,
        )
        .order_by(AuditEvent.sequence)
        .limit(1)
    )
    found = session.execute(rows).one_or_none()
    if found is None:
        return None
    reader = session.get(Staff, UUID(found.actor.removeprefix(STAFF)))
    return FirstRead(reader.name, found.at) if reader else None
