"""Two answers to one question: the patient's page and another one gave them, and the patient chooses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from questionnaire.fields import AnswerField, PageForm
from questionnaire.fields.since import Since
from questionnaire.store.answer_rows import Row
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case, Origin
from rules.language.questions import Question


@dataclass(frozen=True)
class TwoAnswers:
    """An answer on a page and another one given elsewhere meanwhile, in words, line by line.

    `mine`: nothing where it was not understood, and stands in its box. `whose`: who gave the other.
    """

    mine: Sequence[str]
    theirs: Sequence[str]
    whose: str


NOTHING: Mapping[str, TwoAnswers] = {}


def two_answers(
    form: PageForm, since: Since, then: Case, of: Question | None = None
) -> dict[str, TwoAnswers]:
    """What to show of each field that was answered elsewhere too; each is told that it was.

    `then`: what stood on the page; `of`: the list that its questions are parts of.
    """
    fields = form.contested(then)
    for field in fields:
        field.errors = [
            *field.errors,
            _("This was also answered on another page. Choose which is right"),
        ]
    return {field.name: _both(field, since, of or field.question) for field in fields}


def uncontested(
    given: Mapping[Question, object], contested: Collection[str]
) -> dict[Question, object]:
    """What can be kept of what was given: nobody else answered it meanwhile."""
    return {question: value for question, value in given.items() if question.key not in contested}


def _both(field: AnswerField[Question], since: Since, answered: Question) -> TwoAnswers:
    mine = () if field.process_errors else said(field.question, field.meant())
    other = since.history[answered.key][-1]
    return TwoAnswers(mine, said(field.question, field.standing), said_by(other))


def said(question: Question, value: object) -> Sequence[str]:
    """An answer in words, line by line."""
    if value is Absent.NOT_SURE:
        return (say(question.unsure),)
    if isinstance(value, Absent):
        return (_("Not answered"),)
    return question.said(value, say).split("\n")


def said_by(other: Row) -> str:
    """Who gave an answer meanwhile, or where, as it is said to whoever answers now."""
    match other.origin, other.given_by_name:
        case Origin.PATIENT, _none:
            return _("Meanwhile answered on another page")
        case Origin.HELPER, str(name):
            return _("Meanwhile answered by %(name)s", name=name)
        case Origin.HELPER, _none:
            return _("Meanwhile answered by a helper")
        case Origin.STAFF_PHONE, _none:
            return _("Meanwhile answered by a nurse on the telephone")
    return _("Meanwhile answered by the clinic")
