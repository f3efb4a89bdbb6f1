"""Before somebody is invited whom the clinic may have already: is this the same person?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import HiddenField, RadioField

from questionnaire.responses.same_patient import Invitee, KnownAlike, Likeness, invitee
from questionnaire.store import audit
from questionnaire.summary.said import said_day

ANOTHER = "another"
SURE = {Likeness.SAME_NUMBER, Likeness.IS_OPEN}
"""Where nobody else can have this record number."""


class SamePersonForm(FlaskForm):
    """The question, of a form that names a patient. Nothing is chosen beforehand."""

    same_person = RadioField("Is this the same person?", validate_choice=False)
    named = HiddenField()
    """Who was named with the question, and their open responses: where these are others now, its
    answer does not count."""
    known: Sequence[KnownAlike] = ()

    def is_to_be_asked(self, session: Session, known: Sequence[KnownAlike]) -> bool:
        """Whether it is open who this is. Then the page names whom the clinic has, and the trail that."""
        self.known, named = known, " ".join(sorted(map(_named, known)))
        offered = dict(_choices(known))
        self.same_person.choices = list(offered.items())
        if not known or (self.named.data == named and self.same_person.data in offered):
            return False
        self.named.data, self.same_person.data = named, None
        self.same_person.errors = [_why_asked(known)]
        patients = sorted(str(one.patient.id) for one in known)
        audit.record(session, audit.Action.SAME_PERSON_ASKED, detail={"patients": patients})
        return True

    def settled(self, person: Invitee) -> Invitee:
        """The patient as the clinic has them, where it is they; else the person as written."""
        chosen = [one for one in self.known if str(one.patient.id) == self.same_person.data]
        return invitee(chosen[0].patient) if chosen else person

    @property
    def is_another(self) -> bool:
        """Whether somebody has said that it is none of those named."""
        return bool(self.known) and self.same_person.data == ANOTHER


def _named(one: KnownAlike) -> str:
    of_open = f":{one.response.id}" if one.response and one.is_open else ""
    return f"{one.patient.id}{of_open}"


def _choices(known: Sequence[KnownAlike]) -> Iterator[tuple[str, str]]:
    for one in known:
        yield str(one.patient.id), _yes(one)
    if not any(one.why in SURE for one in known):
        yield ANOTHER, _("No, another person: invite all the same")


def _yes(one: KnownAlike) -> str:
    words = (
        _("Yes. Make one more response for %(name)s, born %(day)s, under record number %(number)s")
        if one.is_open
        else _("Yes. Invite %(name)s, born %(day)s, under record number %(number)s")
    )
    return words % {
        "name": one.patient.name,
        "day": said_day(one.patient.date_of_birth),
        "number": one.patient.record_number,
    }


def _why_asked(known: Sequence[KnownAlike]) -> str:
    whys = {one.why for one in known}
    if Likeness.SAME_NUMBER in whys:
        return _(
            "This record number belongs to a patient with another name, date of birth or sex. "
            "Check all four, or say that it is the same person"
        )
    if Likeness.IS_OPEN in whys:
        return _(
            "This patient has an open response already: go to it, or say that one more is wanted"
        )
    return _("Somebody here may be the same person: say whether it is")
