"""The day of a consult as staff enter it: a slip of the finger is refused where it is made."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field
from wtforms.validators import Optional, ValidationError

from questionnaire import clock

MOST_DAYS_AHEAD = 2 * 365


def is_to_come(form: object, field: Field) -> None:
    """Refuse a day that is past, or so far off that an invitation would stay open for years.

    :raise ValidationError: saying which days will do.
    """
    today = clock.today()
    if field.data and field.data < today:
        raise ValidationError(_("The consult day is past: enter today or a later day"))
    if field.data and field.data > today + timedelta(days=MOST_DAYS_AHEAD):
        raise ValidationError(_("The consult day must be within the next 2 years"))


class ConsultDayForm(FlaskForm):
    """The day of the consult, to which every interval is counted."""

    consult_on = DateField(
        "Consult day",
        description=(
            "Empty the box if no day is set any more. Ages and intervals are then counted"
            " to the day the answers were sent, or to today until they are"
        ),
        validators=[Optional(), is_to_come],
    )
