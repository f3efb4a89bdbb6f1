"""What was done with an account while a page about it was open: nobody undoes it who has not seen it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.review.changed_since import changes_said
from questionnaire.store.audit import Action
from questionnaire.store.models import AuditEvent

BY_ADMINISTRATORS = (
    Action.STAFF_CREATED,
    Action.STAFF_UNLOCKED,
    Action.STAFF_DISABLED,
    Action.STAFF_ENABLED,
    Action.PASSWORD_RESET,
)


def account_version(session: Session, staff_id: UUID) -> int:
    """How often administrators did something with an account: what its page is made from."""
    return len(_changes(session, staff_id))


def account_changed_since(session: Session, staff_id: UUID, version: int) -> str:
    """Who did what with an account since a version; empty where nobody did anything."""
    return changes_said(session, _changes(session, staff_id)[version:])


def _changes(session: Session, staff_id: UUID) -> Sequence[AuditEvent]:
    named = [action.value for action in BY_ADMINISTRATORS]
    rows = session.scalars(
        select(AuditEvent).where(AuditEvent.action.in_(named)).order_by(AuditEvent.sequence)
    )
    return [row for row in rows if row.detail.get("staff") == str(staff_id)]
