"""Wrong tries in the audit trail: the first at once, and those that follow as one row that says how many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple, cast

from flask import Flask, current_app
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import add_unless_there, write_session
from questionnaire.store.models import UntoldTries
from questionnaire.web.origin import origin

TOLD_AFTER = timedelta(minutes=15)
TURNED_AWAY_AT_ONCE = 100
"""Who is turned away costs nothing, and may come a thousand times a second: not each is a transaction."""
NAMED = 4
OTHERS = "others"
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class TurnedAway(NamedTuple):
    """How many tries this process has turned away since it last wrote how many, and when that was."""

    tries: int
    since: datetime


def init_app(app: Flask) -> None:
    """Give an app its count of those turned away, by action and actor."""
    app.extensions["turned_away"] = dict[tuple[str, str], TurnedAway]()


def count(session: Session, action: Action, actor: str, tries: int = 1) -> None:
    """Count wrong tries of an actor, as the trail calls them, and tell what has waited long enough."""
    tell(session, UntoldTries.since <= clock.now() - TOLD_AFTER)
    first = UntoldTries(
        action=action.value, actor=actor, since=clock.now(), tries=tries - 1, addresses=[origin()]
    )
    if add_unless_there(session, first):
        audit.record(session, action, actor=actor, detail={"address": origin()})
        return
    row = session.get_one(
        UntoldTries, (action.value, actor), with_for_update=True, populate_existing=True
    )
    row.tries += tries
    row.addresses = _with(row.addresses, origin())


def count_turned_away(action: Action, actor: str) -> None:
    """Count a try that was not let come to anything: at once where it is the first for a while."""
    every, key = _turned_away(), (action.value, actor)
    tries, since = every.get(key, TurnedAway(0, LONG_AGO))
    tries += 1
    # By time as well: of several processes each counts its own, and another may have told meanwhile.
    is_time = clock.now() - since >= TOLD_AFTER or tries >= TURNED_AWAY_AT_ONCE
    every[key] = TurnedAway(0, clock.now()) if is_time else TurnedAway(tries, since)
    if is_time:
        with write_session() as session:
            count(session, action, actor, tries)


def tell(session: Session, *which: ColumnElement[bool]) -> None:
    """Write to the trail what it was not told yet: of these, or of everybody."""
    rows = session.scalars(select(UntoldTries).where(*which).with_for_update(skip_locked=True))
    for row in rows.all():
        tries = (
            row.tries + _turned_away().pop((row.action, row.actor), TurnedAway(0, LONG_AGO)).tries
        )
        if tries:
            detail = {"tries": tries, "addresses": row.addresses}
            audit.record(session, Action(row.action), actor=row.actor, detail=detail)
        session.delete(row)
    session.flush()


def _with(addresses: list[str], address: str) -> list[str]:
    """A few addresses, and a word for more than those."""
    known = [*addresses, address] if len(addresses) < NAMED else [*addresses[:NAMED], OTHERS]
    return addresses if address in addresses else known


def _turned_away() -> dict[tuple[str, str], TurnedAway]:
    return cast("dict[tuple[str, str], TurnedAway]", current_app.extensions["turned_away"])
