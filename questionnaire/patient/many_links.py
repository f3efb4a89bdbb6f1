"""Whoever tries many links, or birthdays, from one address is stopped there for a while."""

from __future__ import annotations

from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.web import lockout, untold
from questionnaire.web.origin import origin

LINKS, BIRTHDAYS, PAGES_SENT, NEW_LINKS = "links", "birthdays", "pages", "new links"
VISITOR = "visitor"


def note_unknown() -> None:
    """Count a link that there is not. Who opens one that there is, is never stopped by it."""
    if lockout.is_full(read_session(), LINKS, origin()):
        untold.count_turned_away(Action.UNKNOWN_LINK, VISITOR)
        raise _too_many()
    with write_session() as session:
        lockout.count(session, LINKS, origin(), lockout.TRIES_OF_ANYTHING)
        untold.count(session, Action.UNKNOWN_LINK, VISITOR)


def note_wrong_birthday(session: Session) -> None:
    """Count it here too: each link has few tries, but somebody may have many links."""
    lockout.count(session, BIRTHDAYS, origin(), lockout.TRIES_OF_ANYTHING)


def note_page(session: Session) -> bool:
    """Count a page that was sent by somebody who is not let in. False: too many came, it is not held."""
    return _note(session, PAGES_SENT)


def note_wish(session: Session) -> bool:
    """Count a wish for a new link. False: too many came from there, it is not passed on."""
    return _note(session, NEW_LINKS)


def _note(session: Session, subject: str) -> bool:
    if lockout.is_full(session, subject, origin()):
        return False
    lockout.count(session, subject, origin(), lockout.TRIES_OF_ANYTHING)
    return True


def stop_guessing() -> None:
    """Answer 429 where too many birthdays were wrong."""
    if lockout.is_full(read_session(), BIRTHDAYS, origin()):
        raise _too_many()


def _too_many() -> TooManyRequests:
    return TooManyRequests(retry_after=lockout.LOCKED_FOR.seconds)
