"""What a test writes by hand, past the functions that do so in earnest, is told to the trail by this."""

from __future__ import annotations

from sqlalchemy.orm import Session

from questionnaire.store import chain
from questionnaire.store.audit import Action
from questionnaire.store.clock import now
from questionnaire.store.models import AuditEvent
from questionnaire.store.row_digests import OF_PATIENT, owner_of, rows_written


def tell(session: Session) -> None:
    """Let the trail tell of every row that the transaction has written and no entry tells of yet."""
    session.flush()
    patients = {owner_of(row) for row in rows_written(session) if isinstance(row, OF_PATIENT)}
    every = {owner_of(row) for row in rows_written(session)}
    entries = session.info.get(chain._WAITING, [])
    told = {one for row in entries for one in (row.response_id, row.patient_id)}
    for owner in every - told:
        of = {"patient_id": owner} if owner in patients else {"response_id": owner}
        sealed = Action.RECORD_SEALED.value
        row = AuditEvent(at=now(), actor="system", action=sealed, detail={}, **of)
        chain.wait(session, row)
