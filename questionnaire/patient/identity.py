"""The patient opens a link: whose birthday it is, wrong tries counted, and links that are shut."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.fields import PageForm, form_for
from questionnaire.responses.invitations import LinkState, note_opened, state_of
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.encryption import token_hash
from questionnaire.store.models import Invitation
from questionnaire.web.access import anyone
from questionnaire.web.sessions import verify_patient
from rules.language.logic.case import Absent
from rules.language.questions import Day
from rules.language.questions.pages import Page

bp = Blueprint("identity", __name__)

TRIES = 5
LOCKED_FOR = timedelta(minutes=15)

BIRTHDAY = Day(
    "born",
    "What is the patient's date of birth?",
    "Date of birth",
    hint="For example, 27 3 1948",
    unsure="",
)
IDENTITY = Page("identity", BIRTHDAY.text, (BIRTHDAY,))


STATUS_OF = {LinkState.LOCKED: 200, LinkState.UNKNOWN: 404}  # the others are gone: 410


@bp.get("/i/<link:token>")
@anyone
def ask(token: str) -> ResponseReturnValue:
    """Ask for the patient's date of birth, whatever device the link is opened on."""
    return _ask(token, form_for(IDENTITY)())


@bp.post("/i/<link:token>")
@anyone
def check(token: str) -> ResponseReturnValue:
    """Let whoever knows the date of birth into the response, and count the wrong tries."""
    form = form_for(IDENTITY)()
    with write_session() as session:
        invitation = _find(session, token, to_change=True)
        if form.validate() and invitation and state_of(invitation) is LinkState.OPEN:
            if form.field_of(BIRTHDAY).data == invitation.response.patient.date_of_birth:
                return _let_in(session, invitation)
            _count_wrong_try(session, invitation, form)
    return _ask(token, form)


def initials(name: str) -> str:
    """ "D. P." for a name: enough to know whose birthday is wanted, too little to know whose it is."""
    words = [word for word in name.split() if word[0].isalpha()]
    return " ".join(
        f"{word[0].upper()}." for word in (words if len(words) < 2 else words[:: len(words) - 1])
    )


def _find(session: Session, token: str, *, to_change: bool = False) -> Invitation | None:
    query = select(Invitation).where(Invitation.token_hash == token_hash(token))
    return session.scalar(query.with_for_update() if to_change else query)


def _let_in(session: Session, invitation: Invitation) -> ResponseReturnValue:
    note_opened(session, invitation)
    verify_patient(invitation.response_id)
    return redirect(url_for("patient.start", response_id=invitation.response_id), 303)


def _count_wrong_try(session: Session, invitation: Invitation, form: PageForm) -> None:
    """A blank box is no try, and costs none."""
    field, who = form.field_of(BIRTHDAY), initials(invitation.response.patient.name)
    if field.data is Absent.UNANSWERED:
        field.errors = (_("Write the patient's date of birth"),)
        return
    invitation.failed_tries += 1
    audit.record(session, Action.IDENTITY_CHECK_FAILED, response=invitation.response)
    field.errors = (_wrong_birthday(who, -invitation.failed_tries % TRIES),)
    if invitation.failed_tries % TRIES == 0:
        invitation.locked_until = clock.now() + LOCKED_FOR
        audit.record(session, Action.INVITATION_LOCKED, response=invitation.response)


def _wrong_birthday(who: str, left: int) -> str:
    return ngettext(
        "This is not the date of birth we have for %(who)s: you can try %(num)s more time",
        "This is not the date of birth we have for %(who)s: you can try %(num)s more times",
        left,
        who=who,
    )


def _ask(token: str, form: PageForm) -> ResponseReturnValue:
    """The page that asks for the birthday, or the one that says why the link is shut."""
    invitation = _find(read_session(), token)
    state = state_of(invitation)
    if invitation is None or state is not LinkState.OPEN:
        page = render_template("patient/shut.html", state=state.value)
        return page, STATUS_OF.get(state, 410)
    who = initials(invitation.response.patient.name)
    page = render_template("patient/ask.html", form=form, born=form.field_of(BIRTHDAY), who=who)
    return page, 422 if form.errors else 200
