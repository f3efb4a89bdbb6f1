"""What is shut for a while after wrong tries, and to whom: decided before a password is looked at.

A stranger can guess at a name only a few times, from wherever; and cannot keep out its owner, who has
signed in before from another address than the stranger's. The counts are in the database: they outlive
a restart, and are the same for every process that serves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from questionnaire.store import clock
from questionnaire.store.database import add_unless_there
from questionnaire.store.encryption import current_keyring
from questionnaire.store.models import Staff, StaffSession, WrongTries

TRIES = 5
"""Of one user name, from one address."""
TRIES_FROM_ANYWHERE = 20
"""Of one user name, from all addresses together: then only those are let try where it signed in before."""
TRIES_OF_ANYTHING = 30
"""From one address, of all user names together; likewise. The same of links, and of birthdays."""
LOCKED_FOR = timedelta(minutes=15)
KNOWN_FOR = timedelta(days=90)


def subject_of(username: str) -> str:
    """What tries of a user name are counted under. It may be a password, typed into the wrong box."""
    return f"name {current_keyring().lookup(username, 'user name').hex()}"


def is_known(session: Session, staff: Staff | None, address: str) -> bool:
    """Whether somebody has signed in from an address lately."""
    begun = exists().where(
        StaffSession.staff_id == (staff.id if staff else None),
        StaffSession.address == address,
        StaffSession.created_at > clock.now() - KNOWN_FOR,
    )
    return bool(session.scalar(select(begun)))


def is_shut(session: Session, subject: str, address: str, *, known: bool) -> bool:
    """Whether a user name may not be tried from an address now."""
    near = or_(WrongTries.subject == subject, WrongTries.address == address)
    rows = session.scalars(
        select(WrongTries).where(near, WrongTries.until > clock.now(), _of_names)
    ).all()
    here = sum(row.tries for row in rows if (row.subject, row.address) == (subject, address))
    anywhere = sum(row.tries for row in rows if row.subject == subject)
    anything = sum(row.tries for row in rows if row.address == address)
    full = anywhere >= TRIES_FROM_ANYWHERE or anything >= TRIES_OF_ANYTHING
    return here >= TRIES or (full and not known)


def is_full(session: Session, subject: str, address: str) -> bool:
    """Whether something else was tried in vain from an address too often."""
    row = session.get(WrongTries, (subject, address))
    return row is not None and row.until > clock.now() and row.tries >= TRIES_OF_ANYTHING


def count(session: Session, subject: str, address: str, most: int) -> bool:
    """Count one more wrong try. True where it is the last: its time then begins anew."""
    _forget_what_is_over(session)
    until = clock.now() + LOCKED_FOR
    first = WrongTries(subject=subject, address=address, tries=1, until=until)
    if add_unless_there(session, first):
        return False
    row = session.get_one(
        WrongTries, (subject, address), with_for_update=True, populate_existing=True
    )
    row.tries += 1
    if row.tries == most:
        row.until = until
    return row.tries == most


def _forget_what_is_over(session: Session) -> None:
    over = select(WrongTries).where(WrongTries.until <= clock.now())
    for row in session.scalars(over.with_for_update(skip_locked=True)):
        session.delete(row)
    session.flush()


def forgive(session: Session, subject: str, address: str | None = None) -> None:
    """Forget what was tried, from one address or from all."""
    here = WrongTries.address == address if address else WrongTries.address.is_not(None)
    session.execute(delete(WrongTries).where(WrongTries.subject == subject, here))


def locks(session: Session) -> Mapping[str, datetime]:
    """Which user names are locked somewhere, by their subject, and until when everywhere is open."""
    rows = session.scalars(
        select(WrongTries)
        .where(WrongTries.tries >= TRIES, WrongTries.until > clock.now(), _of_names)
        .order_by(WrongTries.until)
    )
    return {row.subject: row.until for row in rows}


_of_names = WrongTries.subject.startswith("name ")
