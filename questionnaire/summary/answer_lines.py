"""Questions with what was answered, by whom, when and what stood before: as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from questionnaire.responses import answers
from questionnaire.store.answer_rows import Row
from questionnaire.store.models import Response
from questionnaire.store.models.base import canonical_json
from rules.language.logic.case import Absent, Case, Origin
from rules.language.logic.failure import Failure, attempt
from rules.language.questions import Entries, Entry, Question, Say, as_written
from rules.language.questions.pages import Section
from rules.questions import RECORDED, SECTIONS, STAFF_SECTIONS

CANNOT_BE_READ = "cannot be read; it is kept as"


@dataclass(frozen=True)
class GivenAnswer:
    """An answer as given once: what stands now, or stood before a correction."""

    value: object  # as stored: plain JSON
    read: object  # as the question reads it; a Failure where it cannot
    said_lines: tuple[str, ...]  # each entry of a list by itself
    origin: Origin
    by: str
    at: datetime
    reason: str

    @property
    def said(self) -> str:
        """The answer in words."""
        return "; ".join(self.said_lines)


@dataclass(frozen=True)
class AnswerLine:
    """A question that was asked, what stands as its answer, and what stood before.

    `standing` is None where nobody has yet come to the question.
    """

    question: Question
    wording: str
    standing: GivenAnswer | None
    earlier: tuple[GivenAnswer, ...]
    replaced: tuple[GivenAnswer, ...]  # of `earlier`, without the steps in which it was filled in

    @property
    def said(self) -> str:
        """The answer in words; "unanswered" where there is none."""
        return self.standing.said if self.standing else Absent.UNANSWERED.value

    @property
    def said_lines(self) -> tuple[str, ...]:
        """The answer in words, each entry of a list by itself."""
        return self.standing.said_lines if self.standing else (self.said,)

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer. "Not sure" is one."""
        return self.said != Absent.UNANSWERED.value

    @property
    def is_empty_remark(self) -> bool:
        """Whether the patient only had nothing to add: no answer is missing."""
        return self.question.is_remark and not self.is_answered

    @property
    def is_unsure(self) -> bool:
        """Whether the answer is that somebody is not sure, however it is said of this question."""
        return self.standing is not None and self.standing.read is Absent.NOT_SURE


@dataclass(frozen=True)
class AnswerSection:
    """The questions asked on one subject, in the order asked."""

    key: str
    title: str
    for_staff: bool
    lines: tuple[AnswerLine, ...]


def sections_of(session: Session, response: Response, case: Case) -> tuple[AnswerSection, ...]:
    """Every question that was asked, by section. What is behind a closed branch is not there."""
    kept = _Kept.of(session, response)
    return (
        _section(Section("record", "As recorded", ()), RECORDED, case, kept),
        *(_section(section, section.questions, case, kept) for section in SECTIONS),
        *(
            _section(section, section.questions, case, kept, for_staff=True)
            for section in STAFF_SECTIONS
        ),
    )


def said_in(case: Case) -> Mapping[str, str]:
    """What is said to each question that is asked, by key, as the lines say it. Raises what saying raises."""
    return {
        one.key: "; ".join(_said_lines(one, case.answers[one.key].value, as_written))
        if one.key in case.answers
        else Absent.UNANSWERED.value
        for one in _EVERY
        if is_offered(one, case)
    }


_EVERY = (
    *RECORDED,
    *(question for section in (*SECTIONS, *STAFF_SECTIONS) for question in section.questions),
)


@dataclass(frozen=True)
class _Kept:
    """What the database holds of one response's answers."""

    rows: Mapping[str, Sequence[Row]]
    names: Mapping[UUID, str]
    wording: Mapping[str, object]
    sent_at: datetime | None

    @classmethod
    def of(cls, session: Session, response: Response) -> _Kept:
        rows = answers.history(session, response)
        given = [row for of_one in rows.values() for row in of_one]
        return cls(
            rows, answers.staff_names(session, given), response.edition.wording, response.sent_at
        )

    def line(self, question: Question) -> AnswerLine:
        rows = self.rows.get(question.key, ())
        given = tuple(as_given(question, row, self.names) for row in rows)
        standing = given[-1] if given else None
        replaced = _replaced(given, self.sent_at)
        return AnswerLine(question, self._worded(question), standing, given[:-1], replaced)

    def _worded(self, question: Question) -> str:
        """As it was worded in the edition answered under, else as it is worded now."""
        asked = self.wording.get(question.key)
        worded = cast("Mapping[str, object]", asked) if isinstance(asked, Mapping) else {}
        return str(worded.get("text", asked if isinstance(asked, str) else question.text))


def as_given(question: Question, row: Row, names: Mapping[UUID, str]) -> GivenAnswer:
    """A row of the database as people read it."""
    by = names.get(row.given_by, "") if row.given_by else row.given_by_name
    read, said = read_and_said(question, row.value)
    return GivenAnswer(row.value, read, said, row.origin, by or "", row.at, row.reason or "")


def read_and_said(
    question: Question, stored: object, say: Say = as_written
) -> tuple[object, tuple[str, ...]]:
    """A stored answer as it is read, and in words; one that cannot be read as it was stored."""
    read = attempt(f"answers.{question.key}", question.short, question.read, stored)
    said = attempt(f"answers.{question.key}", question.short, _said_lines, question, read, say)
    if isinstance(read, Failure) or isinstance(said, Failure):
        return read, (f"{CANNOT_BE_READ} {canonical_json(stored)}",)
    return read, said


def _said_lines(question: Question, value: object, say: Say) -> tuple[str, ...]:
    if not isinstance(question, Entries) or not isinstance(value, tuple) or not value:
        return (question.said(value, say),)
    return tuple(question.said_entry(one, say) for one in cast("tuple[Entry, ...]", value))


def _replaced(given: Sequence[GivenAnswer], sent_at: datetime | None) -> tuple[GivenAnswer, ...]:
    """What stood before a change. Until all is sent, what one person enters is one answer."""
    pairs = pairwise(given)
    return tuple(one for one, then in pairs if not _is_one_entry(one, then, sent_at))


def _is_one_entry(one: GivenAnswer, then: GivenAnswer, sent_at: datetime | None) -> bool:
    before_sending = sent_at is None or then.at <= sent_at
    return before_sending and (one.origin, one.by) == (then.origin, then.by)


def _section(
    section: Section,
    questions: Sequence[Question],
    case: Case,
    kept: _Kept,
    *,
    for_staff: bool = False,
) -> AnswerSection:
    asked = [question for question in questions if is_offered(question, case)]
    lines = tuple(kept.line(question) for question in asked)
    return AnswerSection(section.key, section.title, for_staff, lines)


def is_offered(question: Question, case: Case) -> bool:
    """Whether a question is asked in a case, and has something to fill in."""
    offered = not isinstance(question, Entries) or question.is_offered(case)
    return offered and answers.is_asked(question, case)
