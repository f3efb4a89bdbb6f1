"""What was answered elsewhere since a page was made: it is undone by nobody who has not seen it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask import abort, request
from sqlalchemy.orm import Session

from questionnaire.fields.page_form import value_in
from questionnaire.responses import answers
from questionnaire.store.answer_rows import Row
from questionnaire.store.models import Response
from rules.language.logic.case import Case, Given
from rules.language.questions import Question
from rules.language.questions.question import Unreadable
from rules.questions import QUESTIONS

KEEP = "keep"  # the button that leaves what others set; it names the boxes


@dataclass(frozen=True)
class Since:
    """The answers as they stand `now`, beside those that stood `then`, when a page was made."""

    now: Case
    then: Case
    history: Mapping[str, Sequence[Row]]
    found: Mapping[str, Row]  # the answers that stood then, as given

    @classmethod
    def made(cls, session: Session, response: Response, version: int) -> Since:
        """Since a page was made from so many answers. The caller holds the response.

        :raise NotFound: where there never were so many.
        """
        count = answers.count(session, response)
        if version > count:
            abort(404)
        now, history = answers.case_of(session, response), answers.history(session, response)
        if version == count:  # nobody answered meanwhile
            found = {key: rows[-1] for key, rows in history.items()}
            return cls(now, now.having(now.answers), history, found)
        found = answers.found_at(history, version)
        return cls(now, now.having(_read(found)), history, found)

    def values(self, question: Question) -> list[object]:
        """What stood then, and every answer given to a question since, the first first."""
        given, found = self.history.get(question.key, ()), self.found.get(question.key)
        later = given[given.index(found) + 1 :] if found else given
        return [value_in(self.then, question), *_readable(question, later)]


def keeping() -> Sequence[str]:
    """The boxes of which the reader keeps what others set, by one press."""
    return request.form.get(KEEP, "").split()


def _readable(question: Question, rows: Iterable[Row]) -> Iterator[object]:
    for row in rows:
        with suppress(Unreadable):
            yield question.read(row.value)


def _read(rows: Mapping[str, Row]) -> dict[str, Given]:
    """The answers that can be read; a page shows no other."""
    given = dict[str, Given]()
    for key in rows.keys() & QUESTIONS.keys():
        for value in _readable(QUESTIONS[key], [rows[key]]):
            given[key] = Given(value, rows[key].origin)
    return given
