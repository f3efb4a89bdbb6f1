"""Whether the clock of this machine was set back since something was last written."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.store import clock
from questionnaire.store.models import AuditEvent

NEAR_ENOUGH = timedelta(minutes=1)  # two machines that serve one clinic


def clock_fault(session: Session) -> str:
    """One line where the last entry of the trail lies in the future; "" where it does not."""
    last = session.scalar(select(AuditEvent.at).order_by(AuditEvent.sequence.desc()).limit(1))
    now = clock.now()
    if last is None or last - now < NEAR_ENOUGH:
        return ""
    return (
        f"The clock of this machine says {now:%Y-%m-%d %H:%M} UTC, but the last entry of the audit trail "
        f"is of {last:%Y-%m-%d %H:%M} UTC: set the clock right. Until then sessions, locks and links "
        "last longer, by as much as it is behind"
    )
