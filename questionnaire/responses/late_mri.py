"""An MRI scan booked for after the consult, which will then be held without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from questionnaire.responses import answers
from questionnaire.store.models import Response
from rules.language.logic.case import Case
from rules.language.logic.days import ApproximateDate
from rules.questions.mri import mri_date, mri_status


@dataclass(frozen=True)
class LateMri:
    """When the scan is, and whether the day as known can still be before the consult."""

    day: ApproximateDate
    surely: bool

    @property
    def in_a_word(self) -> str:
        """For a file: whether it is after the consult."""
        return "yes" if self.surely else "may be"

    @property
    def in_brief(self) -> str:
        return _("MRI after the consult") if self.surely else _("MRI may be after the consult")

    @property
    def said(self) -> str:
        """With the day that the patient gave."""
        day = mri_date.said(self.day)
        if self.surely:
            return _("The MRI is booked for after the consult: %(day)s.", day=day)
        return _("The MRI is booked, and may be after the consult: %(day)s.", day=day)


def late_mri(case: Case, consult_on: date | None) -> LateMri | None:
    """What is to be said of one patient's booked MRI; nothing where no consult day is set."""
    day = mri_date.answer(case)
    if consult_on is None or mri_status.answer(case) != "booked":
        return None
    if not isinstance(day, ApproximateDate) or day.latest <= consult_on:
        return None
    return LateMri(day, surely=day.earliest > consult_on)


def late_among(session: Session, responses: Iterable[Response]) -> Mapping[UUID, LateMri]:
    """The same of those of many to whom it applies, by id."""
    consults = {one.id: one.consult_on for one in responses if one.consult_on}
    given = answers.latest_of(session, consults, [mri_status, mri_date])
    late = ((key, late_mri(Case(given[key], day), day)) for key, day in consults.items())
    return {key: found for key, found in late if found}
