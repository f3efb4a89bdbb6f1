"""What staff write on a submission: what was done about a red flag, and why one is passed on."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

SHORT_ENOUGH = Length(max=2000, message="Shorten it to 2,000 characters")


class ActionForm(FlaskForm):
    """What a named person did about a red flag."""

    action = TextAreaField(
        "What was done",
        validators=[
            DataRequired("Write what was done, and who was told"),
            SHORT_ENOUGH,
        ],
    )


class ReadyForm(FlaskForm):
    """Why a response is passed on although its patient has not agreed to the helper."""

    note = TextAreaField(
        "Why is it passed on although the patient has not agreed to the helper?",
        description="If the patient agrees now, correct that answer instead",
        validators=[SHORT_ENOUGH],
    )
