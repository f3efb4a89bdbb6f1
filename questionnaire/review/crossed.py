"""What two people changed at once: the later of them is shown both, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from questionnaire.fields import PageForm
from questionnaire.fields.since import Since
from questionnaire.responses import answers
from questionnaire.summary.answer_lines import GivenAnswer, as_given


@dataclass(frozen=True)
class Crossed:
    """What is changed on a page, and was set otherwise by somebody else since the page was made."""

    key: str  # of its box
    short: str  # what staff call it
    stands: str
    by: str  # "staff: Ann Nurse"
    at: datetime
    typed: str


def crossed(session: Session, form: PageForm, since: Since) -> tuple[Crossed, ...]:
    """Of what a page changes, what somebody else has changed otherwise since it was made."""
    rows = {field: since.history[field.question.key][-1] for field in form.contested(since.then)}
    names = answers.staff_names(session, rows.values())
    return tuple(
        crossed_with(
            as_given(field.question, row, names),
            field.question.key,
            field.question.short,
            field.question.said(field.meant()),
        )
        for field, row in rows.items()
    )


def crossed_with(given: GivenAnswer, key: str, short: str, typed: str, stands: str = "") -> Crossed:
    """What was typed beside an answer given meanwhile; `stands`: what of it the page is about."""
    by = f"{_(given.origin.value)}: {given.by}" if given.by else _(given.origin.value)
    return Crossed(key, short, stands or given.said, by, given.at, typed)
