"""An MRI scan booked for after the consult, which will then be held without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

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
