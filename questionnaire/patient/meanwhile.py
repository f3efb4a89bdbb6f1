"""What was answered elsewhere since a page was made: it is undone by nobody who has not seen it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from questionnaire.fields import AnswerField, PageForm
from questionnaire.fields.page_form import value_in
from questionnaire.responses import answers
from questionnaire.store.models import Answer, Response
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.questions import Question
from rules.language.questions.question import Unreadable
from rules.questions import QUESTIONS

KEEP = "keep"  # the button that leaves what others answered; it names the questions


@dataclass(frozen=True)
class TwoAnswers:
    """An answer on a page and another one given elsewhere meanwhile, in words, line by line.

    `mine`: nothing where it was not understood, and stands in its box. `whose`: who gave the other.
    """

    mine: Sequence[str]
    theirs: Sequence[str]
    whose: str


NOTHING: Mapping[str, TwoAnswers] = {}


@dataclass(frozen=True)
class Since:
    """The answers as they stand `now`, beside those that stood `then`, when a page was made."""

    now: Case
    then: Case
    history: Mapping[str, Sequence[Answer]]
    found: Mapping[str, Answer]  # the answers that stood then, as given

    @classmethod
    def made(cls, session: Session, response: Response, version: int) -> Since:
        """Since a page was made from so many answers. The caller holds the response."""
        now, history = answers.case_of(session, response), answers.history(session, response)
        found = answers.found_at(history, version)
        return cls(now, now.having(_read(found)), history, found)

    def values(self, question: Question) -> list[object]:
        """What stood then, and every answer given to a question since, the first first."""
        given, found = self.history.get(question.key, ()), self.found.get(question.key)
        later = given[given.index(found) + 1 :] if found else given
        return [value_in(self.then, question), *_readable(question, later)]

    def contested(
        self, form: PageForm, then: Case, of: Question | None = None
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
        return {field.name: self._both(field, of or field.question) for field in fields}

    def _both(self, field: AnswerField[Question], answered: Question) -> TwoAnswers:
        mine = () if field.process_errors else said(field.question, field.meant())
        other = self.history[answered.key][-1]
        return TwoAnswers(mine, said(field.question, field.standing), said_by(other))


def keeping() -> Sequence[str]:
    """The questions of which the reader keeps what others answered, by one press."""
    return request.form.get(KEEP, "").split()


def uncontested(
    given: Mapping[Question, object], contested: Collection[str]
) -> dict[Question, object]:
    """What can be kept of what was given: nobody else answered it meanwhile."""
    return {question: value for question, value in given.items() if question.key not in contested}


def _readable(question: Question, rows: Iterable[Answer]) -> Iterator[object]:
    for row in rows:
        with suppress(Unreadable):
            yield question.read(row.value)


def _read(rows: Mapping[str, Answer]) -> dict[str, Given]:
    """The answers that can be read; a page shows no other."""
    given = dict[str, Given]()
    for key in rows.keys() & QUESTIONS.keys():
        for value in _readable(QUESTIONS[key], [rows[key]]):
            given[key] = Given(value, rows[key].origin)
    return given


def said(question: Question, value: object) -> Sequence[str]:
    """An answer in words, line by line."""
    if value is Absent.NOT_SURE:
        return (say(question.unsure),)
    if isinstance(value, Absent):
        return (_("Not answered"),)
    return question.said(value, say).split("\n")


def said_by(other: Answer) -> str:
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
