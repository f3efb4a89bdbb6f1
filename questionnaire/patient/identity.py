"""The patient opens a link: whose birthday it is, wrong tries counted, and links that are shut.

The link's secret goes no further than the link: its address answers with nothing but a way to the door,
which has none in its own. Which link was opened is in the cookie, by the hash that is stored of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.fields import PageForm, form_for
from questionnaire.patient import many_links
from questionnaire.responses.invitations import (
    LinkState,
    is_code_of,
    note_opened,
    shut_out,
    state_of,
)
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.encryption import token_hash
from questionnaire.store.models import Invitation, Patient, PatientSession
from questionnaire.web.access import anyone
from questionnaire.web.sessions import let_in, patient_session
from rules.language.logic.case import Absent
from rules.language.logic.days import KnownDay, can_be_same
from rules.language.questions import Day, Text
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

# Of whom the clinic knows only the month or year: too many know that for it to be enough.
BIRTHDAY_IN_PART = replace(
    BIRTHDAY,
    hint="Write the full date if you know it. For example, 27 3 1948. If not, the year alone",
    in_part=True,
)
CODE = Text(
    "code",
    "What is the code that the clinic told you?",
    "Code",
    hint="6 figures. It is not in the letter or message that the link came in",
    unsure="",
    longest=40,
)
IDENTITY_IN_PART = Page("identity_in_part", BIRTHDAY.text, (BIRTHDAY_IN_PART, CODE))

LINK = "link"
"""What the cookie calls the link that was opened last, and the form on the page that it led to."""
STATUS_OF = {LinkState.LOCKED: 200, LinkState.UNKNOWN: 404}  # the others are gone: 410


@bp.get("/i/<link:token>")
@anyone
def open_link(token: str) -> ResponseReturnValue:
    """Remember which link was opened, and lead on. It looks nothing up and so changes nothing."""
    cookie[LINK] = token_hash(token).hex()
    return Response(status=303, headers={"Location": url_for("identity.ask")})


@bp.get("/door")
@anyone
def ask() -> ResponseReturnValue:
    """Ask for the patient's date of birth, whatever device the link was opened on."""
    if LINK not in cookie:
        return _without_link()
    return _ask(_form(_find(read_session())))


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
        form = _form(invitation)
        if form.validate() and invitation and state_of(invitation) is LinkState.OPEN:
            if _is_known(form, invitation):
                return _let_in(session, invitation)
            _count_wrong_try(session, invitation, form)
    return _ask(form)


def initials(name: str) -> str:
    """ "D. P." for a name: enough to know whose birthday is wanted, too little to know whose it is."""
    words = [word for word in name.split() if word[0].isalpha()]
    return " ".join(
        f"{word[0].upper()}." for word in (words if len(words) < 2 else words[:: len(words) - 1])
    )


def _find(session: Session) -> Invitation | None:
    opened = bytes.fromhex(cookie[LINK])
    return session.scalar(select(Invitation).where(Invitation.token_hash == opened))


def _find_to_change(session: Session) -> Invitation | None:
    """Held against other tries, and against a corrected birthday: who comes in by the old one is shut out."""
    found = _find(session)
    if found:
        patient_id = found.response.patient_id
        session.get_one(Patient, patient_id, with_for_update={"read": True})
        session.refresh(found, with_for_update=True)
    return found


def _form(invitation: Invitation | None) -> PageForm:
    """What is asked at the door: the birthday, and a code where the clinic knows only part of it."""
    is_shut = invitation is None or state_of(invitation) is LinkState.ERASED
    is_exact = is_shut or isinstance(invitation.response.patient.date_of_birth, date)
    return form_for(IDENTITY if is_exact else IDENTITY_IN_PART)()


def _is_known(form: PageForm, invitation: Invitation) -> bool:
    told, born = form.field_of(BIRTHDAY).data, invitation.response.patient.date_of_birth
    if not isinstance(told, KnownDay) or isinstance(born, date):
        return told == born
    return can_be_same(told, born) and is_code_of(invitation, str(form.field_of(CODE).data))


def _let_in(session: Session, invitation: Invitation) -> ResponseReturnValue:
    note_opened(session, invitation)
    let_in(session, invitation)
    del cookie[LINK]
    return redirect(url_for("patient.start", response_id=invitation.response_id), 303)


def _count_wrong_try(session: Session, invitation: Invitation, form: PageForm) -> None:
    """A blank box is no try, and costs none."""
    field, who = form.field_of(BIRTHDAY), initials(invitation.response.patient.name)
    if _is_blank(form):
        return
    invitation.failed_tries += 1
    audit.record(session, Action.IDENTITY_CHECK_FAILED, response=invitation.response)
    many_links.note_wrong_birthday(session)
    wrong = _wrong_birthday_or_code if CODE.key in form else _wrong_birthday
    field.errors = (wrong(who, -invitation.failed_tries % TRIES),)
    if invitation.failed_tries % TRIES == 0:
        invitation.locked_until = clock.now() + LOCKED_FOR
        audit.record(session, Action.INVITATION_LOCKED, response=invitation.response)
    if state_of(invitation) is LinkState.CLOSED:
        shut_out(session, PatientSession.invitation_id == invitation.id)


def _is_blank(form: PageForm) -> bool:
    wanted = {
        BIRTHDAY.key: _("Write the patient's date of birth"),
        CODE.key: _("Write the code that the clinic told you"),
    }
    blank = [field for field in form.answer_fields() if field.data is Absent.UNANSWERED]
    for field in blank:
        field.errors = (wanted[field.question.key],)
    return bool(blank)


def _wrong_birthday_or_code(who: str, left: int) -> str:
    """It does not say which: whoever tries codes learns nothing of the birthday."""
    return ngettext(
        "This is not the date of birth and the code we have for %(who)s: you can try %(num)s more time",
        "This is not the date of birth and the code we have for %(who)s: you can try %(num)s more times",
        left,
        who=who,
    )


def _wrong_birthday(who: str, left: int) -> str:
    return ngettext(
        "This is not the date of birth we have for %(who)s: you can try %(num)s more time",
        "This is not the date of birth we have for %(who)s: you can try %(num)s more times",
        left,
        who=who,
    )


def _ask(form: PageForm) -> ResponseReturnValue:
    """The page that asks for the birthday, or the one that says why the link is shut."""
    invitation = _find(read_session())
    state = state_of(invitation)
    if state is LinkState.UNKNOWN:
        many_links.note_unknown()
    if invitation is None or state is not LinkState.OPEN:
        page = render_template("patient/shut.html", state=state.value)
        return page, STATUS_OF.get(state, 410)
    who = initials(invitation.response.patient.name)
    born, *more = form.answer_fields()
    page = render_template(
        "patient/ask.html", form=form, born=born, more=more, who=who, link=cookie[LINK]
    )
    return page, 422 if form.errors else 200


def _without_link() -> ResponseReturnValue:
    """Who is in already goes on; anybody else is told how to begin."""
    if here := patient_session():
        return redirect(url_for("patient.start", response_id=here.response_id), 303)
    return render_template("patient/open_your_link.html")
