"""What is read once a transaction, and anew after anything was written in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from sqlalchemy import event
from sqlalchemy.orm import Session

Found = TypeVar("Found")
MOST = 100
_KNOWN = "what this transaction has read"


def once(session: Session, key: object, read: Callable[[], Found]) -> Found:
    """What `read` gives, which is asked only where the transaction does not know it by its key."""
    known = cast("dict[object, Found]", session.info.setdefault(_KNOWN, {}))
    if key not in known:
        known[key] = read()
        if len(known) > MOST:  # whoever goes through a whole clinic keeps no more of it at hand
            del known[next(iter(known))]
    return known[key]


@event.listens_for(Session, "after_flush")
@event.listens_for(Session, "after_transaction_end")
def read_anew(session: Session, *_: object) -> None:
    """Forget what was read."""
    session.info.pop(_KNOWN, None)
