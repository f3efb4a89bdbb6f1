"""What was typed on a page and is not saved yet: left so by whoever fills in, or sent when nobody was let in.

Only browsers with the key of a kept page show it, and only to who is let into its response.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask import request
from flask import session as cookie
from sqlalchemy.orm import Session

from questionnaire.fields import PageForm, form_for
from questionnaire.fields.answer import SHOWN
from questionnaire.fields.page_form import Asks
from questionnaire.responses import kept_pages
from questionnaire.responses.kept_pages import AT_ONCE, Typed, kept, typed_on, waiting
from questionnaire.store.database import read_session, write_session
from rules.language.logic.case import Case

UNSAVED = "unsaved"
"""What the cookie calls the keys of the pages that are not saved yet."""
AGAIN = "again"
"""In the form that asks for the birthday again: the key of the page that is held meanwhile."""
BUTTONS = {"csrf_token", "stop", "back", "keep", "advised"}
"""What a form sends that nobody typed."""


def sent_page() -> Typed:
    """The page that this request sends."""
    boxes = [box for box in request.form.items(multi=True) if box[0] != "csrf_token"]
    return Typed(request.full_path.rstrip("?"), boxes)


def remember(key: UUID) -> None:
    """Let this browser have a kept page back, once somebody is let in here."""
    forget_key(key)
    cookie[UNSAVED] = [*cookie[UNSAVED], key.hex][-AT_ONCE:]


def forget_key(key: UUID) -> None:
    """It is taken in, or shown anew: this browser shows it no more."""
    cookie[UNSAVED] = [one for one in cookie.get(UNSAVED, ()) if one != key.hex]


def leave_unfinished(response_id: UUID, path: str = "") -> None:
    """Keep what this request typed, to be shown again as it is: it was not understood, or not sent yet.

    `path`: where the page would be sent to, if not to this address.
    """
    sent = sent_page()
    typed = Typed(path or sent.path, [box for box in sent.boxes if box[0] not in BUTTONS])
    if typed.is_too_long:
        return
    with write_session() as session:
        remember(kept_pages.leave(session, response_id, typed))


def page_unsaved(session: Session, response_id: UUID) -> str | None:
    """The page to begin with, for somebody who was just let in: on it waits what they typed."""
    for page in waiting(session, response_id):
        remember(page.id)
    found = map(typed_on, kept(session, response_id, _keys()))
    return next((typed.page for typed in found if _asks(typed)), None)


def typed_here(response_id: UUID, path: str = "") -> Typed | None:
    """What was typed on the page asked for, or on that of a path, where it waits."""
    if not cookie.get(UNSAVED):
        return None
    found = map(typed_on, kept(read_session(), response_id, _keys()))
    return next((typed for typed in found if typed.page == (path or request.path)), None)


def form_as_typed(page: Asks, typed: Typed | None, case: Case) -> PageForm:
    """The form of a page: with what was typed on it, where that waits, and what is wrong with it."""
    form = form_for(page).typed_before(typed.boxes) if typed else form_for(page)(formdata=None)
    form.load(case)
    if typed:
        form.validate()
    return form


def forget_here(session: Session, response_id: UUID) -> None:
    """What this request sends is taken in: nothing waits on its page any more."""
    if cookie.get(UNSAVED):
        gone = kept_pages.forget(session, response_id, sent_page().page, _keys())
        for key in gone:
            forget_key(key)


def _asks(typed: Typed) -> bool:
    """Whether it is a page with questions, which shows what was typed."""
    return any(name == SHOWN for name, _ in typed.boxes)


def _keys() -> Iterable[UUID]:
    return [UUID(hex=one) for one in cookie.get(UNSAVED, ())]
