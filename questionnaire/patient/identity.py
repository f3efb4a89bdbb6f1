"""Who stands at a patient's door: whose birthday it is, and how many wrong tries it bears."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from questionnaire.fields import PageForm, form_for
from questionnaire.patient import many_links
from questionnaire.responses.invitations import LinkState, is_code_of, shut_out, state_of
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.models import Invitation, Patient, PatientSession
from rules.language.logic.case import Absent
from rules.language.logic.days import KnownDay, can_be_same
from rules.language.questions import Day, Text
from rules.language.questions.pages import Page

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


def initials(name: str) -> str:
    """ "D. P." for a name: enough to know whose birthday is wanted, too little to know whose it is."""
    words = [word for word in name.split() if word[0].isalpha()]
    return " ".join(
        f"{word[0].upper()}." for word in (words if len(words) < 2 else words[:: len(words) - 1])
    )


def identity_form(invitation: Invitation | None) -> PageForm:
    """What is asked at the door: the birthday, and a code where the clinic knows only part of it."""
    is_shut = invitation is None or state_of(invitation) is LinkState.ERASED
    is_exact = is_shut or isinstance(invitation.response.patient.date_of_birth, date)
    return form_for(IDENTITY if is_exact else IDENTITY_IN_PART)()


def is_known(form: PageForm, invitation: Invitation) -> bool:
    """Whether what was written is what the clinic has, as far as it has it."""
    told, born = form.field_of(BIRTHDAY).data, invitation.response.patient.date_of_birth
    if not isinstance(told, KnownDay) or isinstance(born, date):
        return told == born
    return can_be_same(told, born) and is_code_of(invitation, str(form.field_of(CODE).data))


def hold(session: Session, invitation: Invitation) -> None:
    """Against other tries, and against a corrected birthday: who comes in by the old one is shut out."""
    patient_id = invitation.response.patient_id
    session.get_one(Patient, patient_id, with_for_update={"read": True})
    session.refresh(invitation, with_for_update=True)


def count_wrong_try(session: Session, invitation: Invitation, form: PageForm) -> None:
    """Say on the form what was wrong. A blank box is no try, and costs none."""
    field, who = form.field_of(BIRTHDAY), initials(invitation.response.patient.name)
    if is_blank(form):
        return
    many_links.note_wrong_birthday(session)
    _count(session, invitation)
    wrong = _wrong_birthday_or_code if CODE.key in form else _wrong_birthday
    field.errors = (wrong(who, -invitation.failed_tries % TRIES),)


def count_unnamed_try(session: Session, invitation: Invitation | None, form: PageForm) -> None:
    """The same where nothing but an address says whose birthday it is, or that there is anybody.

    It says the same whatever is so, and counts.
    """
    if is_blank(form):
        return
    many_links.note_wrong_birthday(session)
    if invitation and state_of(invitation) is LinkState.OPEN:
        _count(session, invitation)
    form.field_of(BIRTHDAY).errors = (_("We cannot let you in with this date. Open your link"),)


def _count(session: Session, invitation: Invitation) -> None:
    invitation.failed_tries += 1
    audit.record(session, Action.IDENTITY_CHECK_FAILED, response=invitation.response)
    if invitation.failed_tries % TRIES == 0:
        invitation.locked_until = clock.now() + LOCKED_FOR
        audit.record(session, Action.INVITATION_LOCKED, response=invitation.response)
    if state_of(invitation) is LinkState.CLOSED:
        shut_out(session, PatientSession.invitation_id == invitation.id)


def is_blank(form: PageForm) -> bool:
    """Whether a box that must be filled in is not: each is told so."""
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
