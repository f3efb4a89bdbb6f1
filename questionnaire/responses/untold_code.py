"""Whose link wants a code at the door that nobody was told: only part of the birthday is known since."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from questionnaire.responses.corrected_identity import corrections_of, of_text
from questionnaire.responses.invitations import still_lets_in
from questionnaire.store.database import read_session
from questionnaire.store.models import Detail, Invitation, Response


def code_untold(response: Response) -> bool:
    """Whether the patient of a response can come in by no link that was made so far."""
    if isinstance(response.patient.date_of_birth, date) or not response.invitations:
        return False
    link = response.invitations[-1]
    return still_lets_in(link) and _was_made_without(read_session(), response, link)


def _was_made_without(session: Session, response: Response, link: Invitation) -> bool:
    """Whether the birthday was exact when the link was made: its page then showed no code."""
    stood = [
        of_text(row.detail, row.before)
        for row in corrections_of(session, response)
        if row.detail is Detail.DATE_OF_BIRTH and row.at > link.created_at
    ]
    return bool(stood) and isinstance(stood[0], date)
