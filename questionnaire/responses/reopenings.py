"""After sending, a patient tells that something changed: parts are opened again until that is sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.responses import answers
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.models import Reopening, Response, Stage

CAN_REOPEN = (Stage.SENT, Stage.READY)
"""Once somebody has decided or closed it, only the clinic can: by telephone, where a person hears it."""


def can_reopen(response: Response) -> bool:
    """Whether its patient, who sent it, can still tell here that something changed."""
    return response.stage in CAN_REOPEN and response.sent_at is not None


def latest(session: Session, response: Response) -> Reopening | None:
    """The latest time that the patient told of a change, sent or not."""
    return told_of(session, [response.id]).get(response.id)


def opened(session: Session, response: Response) -> Reopening | None:
    """What the patient has opened and not sent yet, while it can be changed."""
    if not can_reopen(response):
        return None
    found = latest(session, response)
    return found if found and found.sent_at is None else None


def told_of(session: Session, responses: Iterable[UUID]) -> Mapping[UUID, Reopening]:
    """The latest of each of many, by the response: one query."""
    rows = select(Reopening).where(Reopening.response_id.in_(responses))
    return {one.response_id: one for one in session.scalars(rows.order_by(Reopening.begun_at))}


def unread_among(session: Session, responses: Iterable[Response]) -> Mapping[UUID, Reopening]:
    """The changes that patients told of since their responses were last passed on: at most one query."""
    every = {one.id: one for one in responses if can_reopen(one)}
    told = told_of(session, every) if every else {}
    return {key: one for key, one in told.items() if _is_later(one, every[key].ready_at)}


def _is_later(told: Reopening, passed_on: datetime | None) -> bool:
    return passed_on is None or told.begun_at > passed_on


def reopen(session: Session, response: Response, parts: Collection[str]) -> None:
    """Open some parts, more of them where some are open. The caller holds a response that can be.

    It goes back to review at once, whether or not the patient comes to the end: a nurse looks again.
    """
    found = opened(session, response)
    if found:
        found.parts = sorted({*found.parts, *parts})
    else:
        version = answers.count(session, response)
        session.add(Reopening(response_id=response.id, parts=sorted(parts), version=version))
    back_to_review(session, response)
    detail = {"parts": sorted(parts)}
    audit.record(session, Action.PARTS_REOPENED, response=response, detail=detail)


def back_to_review(session: Session, response: Response) -> None:
    """What was passed on before its patient told of a change is for a nurse again."""
    if response.stage is Stage.READY:
        response.stage = Stage.SENT
        response.ready_at = response.ready_by = None
        audit.record(session, Action.BACK_TO_REVIEW, response=response)


def send_again(session: Session, response: Response) -> None:
    """Close what was opened: the patient has said all that changed. Sent twice, it is sent once."""
    if found := opened(session, response):
        found.sent_at = clock.now()
        back_to_review(session, response)
        audit.record(session, Action.CHANGES_SENT, response=response)
