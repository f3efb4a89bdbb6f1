"""The patient opens a link, and comes to a door: in by the right birthday, or to a page that says why not.

The link's secret goes no further than the link: its address answers with nothing but a way to the door,
which has none in its own. Which link was opened is in the cookie, by the hash that is stored of it.
"""

from __future__ import annotations

import re
from typing import cast
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.fields import PageForm
from questionnaire.patient import many_links
from questionnaire.patient.identity import (
    count_wrong_try,
    hold,
    identity_form,
    initials,
    is_known,
)
from questionnaire.patient.unsaved import page_unsaved
from questionnaire.responses import link_requests
from questionnaire.responses.invitations import LinkState, note_opened, state_of
from questionnaire.responses.kept_pages import forget_what_is_over
from questionnaire.store.database import read_session, write_session
from questionnaire.store.encryption import token_hash
from questionnaire.store.models import Invitation
from questionnaire.web.access import anyone
from questionnaire.web.sessions import let_in, live_here

bp = Blueprint("door", __name__)

LINK = "link"
"""What the cookie calls the link that was opened last, and the form on the page that it led to."""
ONWARD = "onward"
"""The page that was asked for, where the birthday was asked on it."""
PAGES_OF_PATIENT = re.compile(r"/r/[0-9a-f-]{36}/[a-z0-9/-]*(?:\?back=check)?", re.ASCII)
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
"""Of what a mail program made of a link, all that counts: 32 bytes as `secrets` writes them."""
MAY_ASK = {
    LinkState.UNKNOWN,
    LinkState.REPLACED,
    LinkState.EXPIRED,
    LinkState.PAST,
    LinkState.CLOSED,
}
"""Behind which shut doors a new link can be asked for; behind the others only a call helps, or to wait."""
STATUS_OF = {LinkState.LOCKED: 200, LinkState.UNKNOWN: 404}  # the others are gone: 410


@bp.get("/i/<link:token>")
@anyone
def open_link(token: str) -> ResponseReturnValue:
    """Remember which link was opened, and lead on. It looks nothing up and so changes nothing."""
    secret = SECRET.search(token)
    cookie[LINK] = token_hash(secret[0] if secret else token).hex()
    return Response(status=303, headers={"Location": url_for("door.ask")})


@bp.get("/door")
@anyone
def ask() -> ResponseReturnValue:
    """Ask for the patient's date of birth, whatever device the link was opened on."""
    if LINK not in cookie:
        return _without_link()
    return _ask(identity_form(_find(read_session())))


@bp.post("/door")
@anyone
def check() -> ResponseReturnValue:
    """Let whoever knows the date of birth into the response, and count the wrong tries.

    A page of another link than was opened last counts for neither.
    """
    if LINK not in cookie or request.form.get(LINK) != cookie[LINK]:
        return _without_link()
    many_links.stop_guessing()
    with write_session() as session:
        invitation = _find_to_change(session)
        form = identity_form(invitation)
        if form.validate() and invitation and state_of(invitation) is LinkState.OPEN:
            if is_known(form, invitation):
                return _let_in(session, invitation)
            count_wrong_try(session, invitation, form)
    return _ask(form)


@bp.post("/door/new-link")
@anyone
def ask_for_new_link() -> ResponseReturnValue:
    """Pass a wish for a new link on to the clinic. It says the same whether or not there is such a link."""
    if LINK not in cookie or request.form.get(LINK) != cookie[LINK]:
        return _without_link()
    with write_session() as session:
        invitation = _find(session)
        if many_links.note_wish(session) and invitation and state_of(invitation) in MAY_ASK:
            link_requests.ask(session, invitation)
    return render_template("patient/new_link_asked.html")


def _find(session: Session) -> Invitation | None:
    opened = bytes.fromhex(cookie[LINK])
    return session.scalar(select(Invitation).where(Invitation.token_hash == opened))


def _find_to_change(session: Session) -> Invitation | None:
    found = _find(session)
    if found:
        hold(session, found)
    return found


def _let_in(session: Session, invitation: Invitation) -> ResponseReturnValue:
    note_opened(session, invitation)
    let_in(session, invitation)
    forget_what_is_over(session)
    del cookie[LINK]
    unsaved = page_unsaved(session, invitation.response_id)
    return redirect(unsaved or _url_onward(invitation.response_id), 303)


def _url_onward(response_id: UUID) -> str:
    """The page of the response that was asked for before the birthday was; else its start."""
    start = url_for("patient.start", response_id=response_id)
    asked = request.form.get(ONWARD, "")
    return asked if asked.startswith(start) and PAGES_OF_PATIENT.fullmatch(asked) else start


def opened_here(invitation: Invitation) -> str:
    """Stand before the door of a link again that this browser opened before; what the form calls it."""
    cookie[LINK] = invitation.token_hash.hex()
    return cast("str", cookie[LINK])


def shut(state: LinkState, link: str) -> str:
    """Why a link lets nobody in, and what to do."""
    asking = link if state in MAY_ASK else ""
    return render_template("patient/shut.html", state=state.value, link=asking)


def _ask(form: PageForm) -> ResponseReturnValue:
    """The page that asks for the birthday, or the one that says why the link is shut."""
    invitation = _find(read_session())
    state = state_of(invitation)
    if state is LinkState.UNKNOWN:
        many_links.note_unknown()
    if invitation is None or state is not LinkState.OPEN:
        return shut(state, cookie[LINK]), STATUS_OF.get(state, 410)
    who = initials(invitation.response.patient.name)
    born, *more = form.answer_fields()
    page = render_template(
        "patient/ask.html",
        form=form,
        born=born,
        more=more,
        who=who,
        link=cookie[LINK],
        onward=request.form.get(ONWARD, ""),
    )
    return page, 422 if form.errors else 200


def _without_link() -> ResponseReturnValue:
    """Who is in already goes on; anybody else is told how to begin."""
    if here := live_here():
        return redirect(url_for("patient.start", response_id=here[-1]), 303)
    return render_template("patient/open_your_link.html")
