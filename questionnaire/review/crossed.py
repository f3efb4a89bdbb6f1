"""Answers that two people changed at once: the later of them is shown both, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from questionnaire.fields import PageForm
from questionnaire.fields.since import Since
from questionnaire.responses import answers
from questionnaire.summary.answer_lines import GivenAnswer, as_given
from rules.language.questions import Question


@dataclass(frozen=True)
class Crossed:
    """An answer that is changed on a page, and was changed by somebody else since the page was made."""

    question: Question
    stands: GivenAnswer
    typed: str


def crossed(session: Session, form: PageForm, since: Since) -> tuple[Crossed, ...]:
    """Of what a page changes, what somebody else has changed otherwise since it was made."""
    rows = {field: since.history[field.question.key][-1] for field in form.contested(since.then)}
    names = answers.staff_names(session, rows.values())
    return tuple(
        Crossed(
            field.question, as_given(field.question, row, names), field.question.said(field.meant())
        )
        for field, row in rows.items()
    )
