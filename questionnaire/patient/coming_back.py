"""Who was let in before and is no more comes back by the birthday, on the page itself.

A page sent meanwhile is held sealed, under the entry that its own path names, and taken in as if nothing
had been between. Where no cookie ties the browser to that entry, the answer is the same whether or not
there is one: nobody learns from it that a response exists.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple, cast
from uuid import UUID, uuid4

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import ImmutableMultiDict

from questionnaire.fields import PageForm
from questionnaire.patient import door, many_links
from questionnaire.patient.identity import (
    count_unnamed_try,
    count_wrong_try,
    hold,
    identity_form,
    initials,
    is_known,
)
from questionnaire.patient.unsaved import AGAIN, forget_key, remember, sent_page
from questionnaire.responses import kept_pages
from questionnaire.responses.invitations import LinkState, note_opened, state_of, still_lets_in
from questionnaire.responses.kept_pages import Typed, typed_on
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Invitation, PatientSession
from questionnaire.web.origin import is_from_here
from questionnaire.web.sessions import known_here, let_in, ran_out

LATELY = timedelta(days=1)
"""For how long after its last use a response is found by its address alone."""


class WayBack(NamedTuple):
    """By which link somebody was in before; `here`: this very browser."""

    invitation: Invitation | None
    here: bool

    @property
    def state(self) -> LinkState:
        return state_of(self.invitation)


def come_back(response_id: UUID) -> ResponseReturnValue | None:
    """Ask who is not let in for the birthday, or say what else to do. None: they are in now."""
    is_draft = request.endpoint == "patient.keep_draft"
    if request.method != "POST" or is_draft or not is_from_here():
        return _without_a_page(response_id)
    if AGAIN in request.form:
        return _check(response_id)
    return _hold_and_ask(response_id)


def _without_a_page(response_id: UUID) -> ResponseReturnValue:
    """Nothing was filled in, or not on a page of ours."""
    way = _way_back(read_session(), response_id)
    if not way.here:
        lost = request.method == "POST"
        return render_template("patient/open_your_link_again.html", page_lost=lost), 403
    if way.invitation is None or way.state is not LinkState.OPEN:
        return _shut(way), 403
    return _asked(way, identity_form(way.invitation), response_id), 403


def _hold_and_ask(response_id: UUID) -> ResponseReturnValue:
    """Whatever the address names, it is one transaction that counts who sent it, and one page."""
    typed, key = sent_page(), uuid4()
    with write_session() as session:
        is_held = not typed.is_too_long and many_links.note_page(session)
        way = _way_back(session, response_id)
        if is_held and way.invitation and still_lets_in(way.invitation):
            kept_pages.hold(session, response_id, key, typed)
    remember(key)
    return _answer(response_id, key, is_held=is_held)


def _check(response_id: UUID) -> ResponseReturnValue | None:
    """Let whoever knows the birthday in, with the page they sent; count wrong tries as the door does."""
    cast("CSRFProtect", current_app.extensions["csrf"]).protect()
    many_links.stop_guessing()
    with write_session() as session:
        way = _way_back(session, response_id)
        if way.invitation:
            hold(session, way.invitation)
        form = _form(way)
        if form.validate():
            if way.invitation and way.state is LinkState.OPEN and is_known(form, way.invitation):
                return _let_in(session, way.invitation)
            _count(session, way, form)
    return _answer(response_id, _key(), form)


def _let_in(session: Session, invitation: Invitation) -> ResponseReturnValue | None:
    note_opened(session, invitation)
    let_in(session, invitation)
    kept_pages.forget_what_is_over(session)
    typed = next(map(typed_on, kept_pages.kept(session, invitation.response_id, [_key()])), None)
    forget_key(_key())  # the page stays for its hour: the button may have been pressed twice
    if typed is None or typed.path != sent_page().path:
        return render_template("patient/not_kept.html", response_id=invitation.response_id)
    return _take_in(typed)


def _take_in(typed: Typed) -> None:
    """From here on this request is the page that was sent before."""
    token = ("csrf_token", request.form["csrf_token"])
    request.form = ImmutableMultiDict([*typed.boxes, token])


def _count(session: Session, way: WayBack, form: PageForm) -> None:
    if not way.here:
        count_unnamed_try(session, way.invitation, form)
    elif way.invitation and way.state is LinkState.OPEN:
        count_wrong_try(session, way.invitation, form)


def _answer(
    response_id: UUID, key: UUID, form: PageForm | None = None, *, is_held: bool = True
) -> ResponseReturnValue:
    """The birthday is asked; but where the browser is known, a link that is shut is said to be."""
    way = _way_back(read_session(), response_id)
    if way.here and way.state is not LinkState.OPEN:
        return _shut(way), 403
    return _asked(way, form or _form(way), response_id, key, is_held=is_held), 403


def _shut(way: WayBack) -> str:
    return door.shut(way.state, door.opened_here(way.invitation) if way.invitation else "")


def _asked(
    way: WayBack,
    form: PageForm,
    response_id: UUID,
    key: UUID | None = None,
    *,
    is_held: bool = False,
) -> str:
    born, *more = form.answer_fields()
    who = initials(way.invitation.response.patient.name) if way.here and way.invitation else ""
    return render_template(
        "patient/birthday_again.html",
        form=form,
        born=born,
        more=more,
        who=who,
        why=_why(response_id),
        here=request.full_path.rstrip("?"),
        door=door.opened_here(way.invitation) if key is None and way.invitation else None,
        key=key,
        is_held=is_held,
    )


def _form(way: WayBack) -> PageForm:
    """Of who is known by the address alone nobody is told if a code is asked for, too."""
    return identity_form(way.invitation if way.here else None)


def _why(response_id: UUID) -> str:
    """Why it is asked again: for want of use, by another's questions here, or for a reason unknown."""
    before = known_here(read_session(), response_id)
    if before is None:
        return "unknown"
    return "idle" if ran_out(before) else "ended"


def _way_back(session: Session, response_id: UUID) -> WayBack:
    """What the cookie of this browser says; else what the address does, of a response in use lately."""
    if before := known_here(session, response_id):
        return WayBack(session.get_one(Invitation, before.invitation_id), here=True)
    latest = select(PatientSession).where(
        PatientSession.response_id == response_id,
        PatientSession.ended_at.is_(None),  # who left has shut this way, too
        PatientSession.last_seen_at > clock.now() - LATELY,
    )
    row = session.scalar(latest.order_by(PatientSession.last_seen_at.desc()).limit(1))
    return WayBack(session.get_one(Invitation, row.invitation_id) if row else None, here=False)


def _key() -> UUID:
    """The key that the form carries; any other than ours fits nothing."""
    try:
        return UUID(hex=request.form.get(AGAIN, ""))
    except ValueError:
        return uuid4()
