"""Every question asked of a patient with the answer to it, as the patient reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from questionnaire.fields.since import Since
from questionnaire.patient.listed import Listed
from questionnaire.patient.two_answers import said
from questionnaire.responses import answers
from questionnaire.responses.answers import asked
from questionnaire.store.models import Response
from questionnaire.web.languages import say
from rules.language.logic.case import Absent, Case, Origin
from rules.language.questions import Entries, Question
from rules.language.questions.pages import Page, Section
from rules.questions import SECTIONS

BY_CLINIC = (Origin.STAFF, Origin.RECORD)


@dataclass(frozen=True)
class AnswerRow:
    """A question with its answer, as the patient reads them.

    `entries`: of a list, each entry's name and what was answered of it. `by_clinic`: staff put it in
    or right, as the patient or a record told them.
    """

    question: str
    lines: Sequence[str]
    entries: Sequence[tuple[str, str]]
    page: Page
    key: str
    answered: bool
    is_remark: bool = False
    by_clinic: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether an answer is wanted and there is none: a remark may stay empty."""
        return not (self.answered or self.is_remark)

    @property
    def anchor(self) -> str | None:
        """The question's place on its page, where that asks others too."""
        return f"question-{self.key}" if len(self.page.questions) > 1 else None


@dataclass(frozen=True)
class Part:
    """The rows of one section."""

    key: str
    title: str
    rows: Sequence[AnswerRow]

    @property
    def missing(self) -> Sequence[AnswerRow]:
        """The rows that want an answer."""
        return [row for row in self.rows if row.is_missing]

    @property
    def wanted(self) -> int:
        """How many answers there are, and are missing."""
        return self.answered + len(self.missing)

    @property
    def answered(self) -> int:
        return sum(row.answered for row in self.rows)


@dataclass(frozen=True)
class ChangedRow:
    """A row as it is, beside what it was; None: it was not asked."""

    now: AnswerRow
    before: AnswerRow | None


def answers_said(case: Case) -> list[Part]:
    """Every question asked of the patient, and the answer to it or that there is none."""
    parts = [Part(section.key, say(section.title), _rows(section, case)) for section in SECTIONS]
    return [part for part in parts if part.rows]


def changed_since(session: Session, response: Response, version: int) -> list[ChangedRow]:
    """The rows that say otherwise than when so many answers had been given, whoever answered."""
    if version == answers.count(session, response):
        return []
    since = Since.made(session, response, version)
    then = {row.key: row for part in answers_said(since.then) for row in part.rows}
    now = (row for part in answers_said(since.now) for row in part.rows)
    return [ChangedRow(row, then.get(row.key)) for row in now if row != then.get(row.key)]


def _rows(section: Section, case: Case) -> list[AnswerRow]:
    return [_row(question, page, case) for page in section.pages for question in asked(page, case)]


def _row(question: Question, page: Page, case: Case) -> AnswerRow:
    answer = question.answer(case)
    answered = answer is not Absent.UNANSWERED
    is_empty = question.is_remark and not answered
    return AnswerRow(
        say(question.text),
        [_("Nothing added")] if is_empty else said(question, answer),
        _entries(question, case),
        page,
        question.key,
        answered,
        question.is_remark,
        answered and case.answers[question.key].origin in BY_CLINIC,
    )


def _entries(question: Question, case: Case) -> Sequence[tuple[str, str]]:
    """The entries of a list, by name; none where a question is answered in another way."""
    if not isinstance(question, Entries):
        return ()
    listed = Listed.of(question, case)
    return [(listed.title(number), "; ".join(listed.lines(number))) for number in listed.numbers]
