"""Wishes for a new link: kept for the nurse, one a response, until a link is made or taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import add_unless_there
from questionnaire.store.models import Invitation, LinkRequest, Response, Stage

NOT_AGAIN_FOR = timedelta(days=1)
"""After a link was made: it may still be on its way."""
WHOEVER_HAS_IT = "visitor"
"""The actor in the trail: no birthday was given."""
OVER = {Stage.CLOSED, Stage.ERASED}


def ask(session: Session, invitation: Invitation) -> None:
    """Keep that a new link is wished for by whoever has this one, unless that is known already."""
    response = invitation.response
    made_lately = exists().where(
        Invitation.response_id == response.id,
        Invitation.created_at > clock.now() - NOT_AGAIN_FOR,
        Invitation.id != invitation.id,
    )
    is_known = exists().where(LinkRequest.response_id == response.id)
    if response.stage in OVER or session.scalar(select(or_(made_lately, is_known))):
        return
    if add_unless_there(session, LinkRequest(response_id=response.id, at=clock.now())):
        audit.record(session, Action.NEW_LINK_ASKED_FOR, actor=WHOEVER_HAS_IT, response=response)


def waiting_among(session: Session, responses: Iterable[Response]) -> frozenset[UUID]:
    """Those for which a new link is wished for."""
    ids = [one.id for one in responses]
    asked = select(LinkRequest.response_id).where(LinkRequest.response_id.in_(ids))
    return frozenset(session.scalars(asked))


def answered(session: Session, response: Response) -> None:
    """A link was made or taken back: nobody need look at the wish any more."""
    session.execute(delete(LinkRequest).where(LinkRequest.response_id == response.id))
