"""Pages that were filled in and could not be taken in: kept sealed, as they were typed, and handed back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from questionnaire.store import clock
from questionnaire.store.models import KeptPage

KEPT_FOR = timedelta(hours=1)
"""What somebody sent who was not let in: as long as it takes to find the date of birth."""
AT_ONCE = 5
"""Of one response, by whoever was not let in: the oldest makes room."""
LONGEST = 100_000
"""Letters: many times the longest page that anybody fills in."""
_VERSION = re.compile(r"/v(\d{1,9})(?:\?.*)?$", re.ASCII)


@dataclass(frozen=True)
class Typed:
    """A page as it was sent: its path, with what the address asked for, and its boxes in their order."""

    path: str
    boxes: Sequence[tuple[str, str]]

    @property
    def page(self) -> str:
        """The path of the page itself, without the version that its form was made from."""
        return _VERSION.sub("", self.path)

    @property
    def version(self) -> int:
        """The version that its form was made from; 0 where it names none."""
        found = _VERSION.search(self.path)
        return int(found[1]) if found else 0

    @property
    def is_too_long(self) -> bool:
        return len(json.dumps([self.path, self.boxes], ensure_ascii=False)) > LONGEST


def hold(session: Session, response_id: UUID, key: UUID, typed: Typed) -> None:
    """Keep what was sent by somebody who was not let in: for an hour, and few of one response."""
    forget_what_is_over(session)
    of_strangers = select(KeptPage).where(
        KeptPage.response_id == response_id, KeptPage.until.is_not(None)
    )
    held = session.scalars(of_strangers.order_by(KeptPage.at.desc())).all()
    for oldest in held[AT_ONCE - 1 :]:
        session.delete(oldest)
    session.flush()
    _add(session, response_id, typed, id=key, until=clock.now() + KEPT_FOR)


def leave(session: Session, response_id: UUID, typed: Typed) -> UUID:
    """Keep what somebody who is let in leaves unfinished on a page, in place of what waited there."""
    same = (one for one in waiting(session, response_id) if typed_on(one).page == typed.page)
    if earlier := next(same, None):
        earlier.sent, earlier.at = _as_kept(typed), clock.now()
        return earlier.id
    return _add(session, response_id, typed)


def waiting(session: Session, response_id: UUID) -> Sequence[KeptPage]:
    """What was left unfinished by those let in, the oldest first."""
    left = select(KeptPage).where(KeptPage.response_id == response_id, KeptPage.until.is_(None))
    return session.scalars(left.order_by(KeptPage.at)).all()


def kept(session: Session, response_id: UUID, keys: Iterable[UUID]) -> Sequence[KeptPage]:
    """Those of a response that have these keys and are not over, the newest first."""
    found = select(KeptPage).where(
        KeptPage.id.in_(keys),
        KeptPage.response_id == response_id,
        or_(KeptPage.until.is_(None), KeptPage.until > clock.now()),
    )
    return session.scalars(found.order_by(KeptPage.at.desc())).all()


def typed_on(page: KeptPage) -> Typed:
    """What was typed on a page that is kept. Raises Undecipherable."""
    path, boxes = cast("tuple[str, list[list[str]]]", page.sent)
    return Typed(path, [(name, value) for name, value in boxes])


def forget_what_is_over(session: Session) -> None:
    """Nothing that strangers sent outlives its hour by more than the next visit to a door."""
    session.execute(delete(KeptPage).where(KeptPage.until <= clock.now()))


def forget(session: Session, response_id: UUID, page: str, keys: Iterable[UUID]) -> Sequence[UUID]:
    """Forget what was typed on a page, since it is taken in, and say which keys are gone."""
    gone = [one for one in kept(session, response_id, keys) if typed_on(one).page == page]
    for one in gone:
        session.delete(one)
    return [one.id for one in gone]


def forget_all(session: Session, response_id: UUID) -> None:
    """Of a response that is erased, or that nobody may fill in any more."""
    session.execute(delete(KeptPage).where(KeptPage.response_id == response_id))


def _add(session: Session, response_id: UUID, typed: Typed, **more: Any) -> UUID:  # noqa: ANN401
    page = KeptPage(response_id=response_id, at=clock.now(), **more)
    page.sent = _as_kept(typed)
    session.add(page)
    session.flush()
    return page.id


def _as_kept(typed: Typed) -> object:
    return [typed.path, [list(box) for box in typed.boxes]]
