"""Which responses are due to be erased, by stage and age, each with its reason; and what holds one back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from questionnaire.clinic.retention import (
    Retention,
    months_after,
    retention,
    said_day,
    said_days,
    said_months,
)
from questionnaire.responses.legal_holds import latest_holds, said_hold
from questionnaire.store import clock
from questionnaire.store.audit import Action
from questionnaire.store.models import AuditEvent, Decision, Invitation, LegalHold, Response, Stage

OVER = (Stage.DECIDED, Stage.CLOSED)
NEVER_SENT = (Stage.INVITED, Stage.IN_PROGRESS)
FLAG_OPEN = "a red flag in it waits for somebody to act"

When = TypeVar("When", date, datetime)
Happened: TypeAlias = dict[str, date]
"""The day of each thing that happened to a response, by the words that it is named with."""


@dataclass(frozen=True)
class Due:
    """A response whose time is over, and what else must come first, empty where nothing must."""

    response: Response
    why: str
    until: date
    hindrance: str


def due(session: Session, on: date | None = None, of: UUID | None = None) -> list[Due]:
    """What is due today or `on` another day, the longest due first; `of` asks of one response alone.

    A response that waits for its review or for a decision never is.
    """
    periods, holds, day = retention(session), latest_holds(session), on or clock.today()
    found = (*_over(session, periods, day, of), *_never_sent(session, periods, day, of))
    listed = (_due(response, why, until, holds) for response, why, until in found)
    return sorted(listed, key=lambda one: (one.until, one.response.id))


def hindrance(response: Response, hold: LegalHold | None) -> str:
    """Why a response is not erased whoever asks for it; empty where it can be."""
    return said_hold(hold) or (FLAG_OPEN if response.open_red_flags else "")


def _due(response: Response, why: str, until: date, holds: Mapping[UUID, LegalHold]) -> Due:
    return Due(response, why, until, hindrance(response, holds.get(response.id)))


def _over(
    session: Session, periods: Retention, today: date, of: UUID | None
) -> Iterator[tuple[Response, str, date]]:
    """Those decided or closed, whose last closing, decision or answer is long enough ago."""
    if periods.decided_months is None:
        return
    earliest = months_after(today, -periods.decided_months)
    rows = _of_stage(OVER, earliest, of)
    closed, decided = _last_closing(session, rows), _last_decision(session, rows)
    for response in session.scalars(rows):
        happened = _days(
            {
                "last answered on": response.last_answer_at,
                "decided on": decided.get(response.id),
                "closed on": closed.get(response.id),
            }
        )
        last, words = _latest(happened, response)
        until = months_after(last, periods.decided_months)
        if until < today:
            yield response, _why(words, last, said_months(periods.decided_months), until), until


def _never_sent(
    session: Session, periods: Retention, today: date, of: UUID | None
) -> Iterator[tuple[Response, str, date]]:
    """Those that nobody sent, whose consult, last answer and link are long enough ago."""
    if periods.unsent_days is None:
        return
    period = timedelta(days=periods.unsent_days)
    rows = _of_stage(NEVER_SENT, today - period, of).where(Response.sent_at.is_(None))
    links = _last_days_of_links(session, rows)
    for response in session.scalars(rows):
        happened = _days({"last answered on": response.last_answer_at})
        if response.id in links:
            happened["with a link until"] = links[response.id]
        if response.consult_on:
            happened["with a consult on"] = response.consult_on
        last, words = _latest(happened, response)
        until = last + period
        if until < today:
            yield response, _why(f"never sent, {words}", last, said_days(period.days), until), until


def _of_stage(stages: Sequence[Stage], made_by: date, of: UUID | None) -> Select[Response]:
    """Those of some stages that are old enough to be asked about at all."""
    before = clock.start_of(made_by + timedelta(days=1))
    rows = select(Response).where(Response.stage.in_(stages), Response.created_at < before)
    return rows.where(Response.id == of) if of else rows


def _last_closing(session: Session, rows: Select[Response]) -> dict[UUID, datetime]:
    closings = select(AuditEvent.response_id, func.max(AuditEvent.at)).where(
        AuditEvent.response_id.in_(_ids(rows.where(Response.stage == Stage.CLOSED))),
        AuditEvent.action == Action.RESPONSE_CLOSED.value,
    )
    return {
        one: at for one, at in session.execute(closings.group_by(AuditEvent.response_id)) if one
    }


def _last_decision(session: Session, rows: Select[Response]) -> dict[UUID, datetime]:
    decisions = select(Decision.response_id, func.max(Decision.at)).where(
        Decision.response_id.in_(_ids(rows))
    )
    return _by_id(session, decisions.group_by(Decision.response_id))


def _last_days_of_links(session: Session, rows: Select[Response]) -> dict[UUID, date]:
    """Of links that nobody took back or replaced."""
    links = select(Invitation.response_id, func.max(Invitation.expires_on)).where(
        Invitation.response_id.in_(_ids(rows)),
        Invitation.revoked_at.is_(None),
        Invitation.replaced_by.is_(None),
    )
    return _by_id(session, links.group_by(Invitation.response_id))


def _by_id(session: Session, rows: Select[UUID, When]) -> dict[UUID, When]:
    return {row[0]: row[1] for row in session.execute(rows)}


def _ids(rows: Select[Response]) -> Select[UUID]:
    return rows.with_only_columns(Response.id)


def _days(moments: dict[str, datetime | None]) -> Happened:
    return {words: clock.day_of(at) for words, at in moments.items() if at}


def _latest(happened: Happened, response: Response) -> tuple[date, str]:
    """The day that counts, in words; of several on one day, the thing named last."""
    known = {"invited on": clock.day_of(response.created_at), **happened}
    latest = max(known.values())
    return latest, next(words for words in reversed(known) if known[words] == latest)


def _why(words: str, on: date, period: str, until: date) -> str:
    return f"{words} {said_day(on)}, kept {period}, until {said_day(until)}"
