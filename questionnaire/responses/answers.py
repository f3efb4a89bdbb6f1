"""Stored answers ↔ a case for the rules, and what is still wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain
from uuid import UUID

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.clinic import settings
from questionnaire.responses.asked_now import is_asked as asked_now
from questionnaire.store import clock
from questionnaire.store.answer_rows import Row, rows_of
from questionnaire.store.models import Answer, Response, Staff
from questionnaire.store.once import once
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.logic.failure import Failure, attempt
from rules.language.questions import Question
from rules.language.questions.pages import Page
from rules.language.questions.question import Unreadable
from rules.questions import QUESTIONS

NAMES = "names of staff"


@dataclass(frozen=True)
class Giver:
    """Who gives an answer: where it comes from, which member of staff or helper, and why."""

    origin: Origin
    staff: UUID | None = None
    name: str | None = None
    reason: str | None = None


def history(session: Session, response: Response) -> Mapping[str, Sequence[Row]]:
    """Every answer as given, by question, the first first."""
    return once(session, (history, response.id), lambda: _by_question(session, response))


def _by_question(session: Session, response: Response) -> Mapping[str, Sequence[Row]]:
    given: dict[str, list[Row]] = {}
    for row in rows_of(session, response):
        given.setdefault(row.question, []).append(row)
    return given


def case_of(session: Session, response: Response) -> Case:
    """The answers as they stand, on the consult day (without one, the day of sending, else today)."""
    figures, choices = settings.working_figures(session), settings.working_choices(session)
    return case_on(session, response, day_of(response), figures, choices)


def case_on(
    session: Session,
    response: Response,
    on: date,
    figures: Mapping[str, Decimal],
    choices: Mapping[str, str],
    *,
    last: int | None = None,
) -> Case:
    """The answers as they stand on a day; as they stood after the one numbered `last`, if named.

    One that cannot be read is named in the case, and the others count.
    """
    return case_from_rows(session, rows_of(session, response), on, figures, choices, last=last)


def case_from_rows(
    session: Session,
    rows: Sequence[Row],
    on: date,
    figures: Mapping[str, Decimal],
    choices: Mapping[str, str],
    *,
    last: int | None = None,
) -> Case:
    """The same, of rows that were read already, the first given first."""
    standing = {row.question: row for row in rows if last is None or row.sequence <= last}
    latest = {key: row for key, row in standing.items() if key in QUESTIONS}
    names = staff_names(session, latest.values())
    read = {key: read_by(row, names) for key, row in latest.items()}
    answers = {key: one for key, one in read.items() if isinstance(one, Given)}
    unreadable = {key: one for key, one in read.items() if isinstance(one, Failure)}
    return Case(answers, on, figures, choices, unreadable)


def latest_rows(given: Mapping[str, Sequence[Row]], last: int | None = None) -> dict[str, Row]:
    """Of each question there still is, the answer that stands, or stood after the one numbered `last`."""
    kept = {
        key: [row for row in rows if last is None or row.sequence <= last]
        for key, rows in given.items()
        if key in QUESTIONS
    }
    return {key: rows[-1] for key, rows in kept.items() if rows}


def latest_of(
    session: Session, responses: Iterable[UUID], questions: Iterable[Question]
) -> Mapping[UUID, Mapping[str, Given]]:
    """The answers to some questions as they stand in many responses, by response and key: one query.

    One that cannot be read is left out: it stops no list.
    """
    wanted = {response: dict[str, Given]() for response in responses}
    rows = session.scalars(
        select(Answer)
        .where(
            Answer.response_id.in_(wanted),
            Answer.question.in_([question.key for question in questions]),
        )
        .order_by(Answer.sequence)
    )
    latest = {(row.response_id, row.question): row for row in rows}
    for (response, key), row in latest.items():
        with suppress(Unreadable):
            value, at = QUESTIONS[key].read(row.value), clock.at_clinic(row.at)
            wanted[response][key] = Given(value, row.origin, at=at)
    return wanted


def last_answer(session: Session, response: Response) -> int:
    """The number of the latest answer, with which each before it stands; 0 where there is none."""
    rows = rows_of(session, response)
    return rows[-1].sequence if rows else 0


def count(session: Session, response: Response) -> int:
    """How many answers were given in all: the version that a page of them is made from."""
    return len(rows_of(session, response))


def found_at(history: Mapping[str, Sequence[Row]], version: int) -> dict[str, Row]:
    """Of each question the answer that stood when so many had been given."""
    rows = sorted(chain.from_iterable(history.values()), key=lambda row: row.sequence)
    return {row.question: row for row in rows[:version]}


def case_at(session: Session, response: Response, version: int) -> Case:
    """The answers as they stood when so many had been given; figures and day are those of now."""
    found = found_at(history(session, response), version)
    figures, choices = settings.working_figures(session), settings.working_choices(session)
    last = max((row.sequence for row in found.values()), default=0)
    return case_on(session, response, day_of(response), figures, choices, last=last)


def day_of(response: Response) -> date:
    """The day that ages and intervals are counted to."""
    if response.consult_on:
        return response.consult_on
    return clock.day_of(response.sent_at) if response.sent_at else clock.today()


def staff_names(session: Session, rows: Iterable[Row]) -> Mapping[UUID, str]:
    """The names of the staff who gave some answers. A name never changes, so it is asked for once."""
    known: dict[UUID, str] = current_app.extensions.setdefault(NAMES, {})
    wanted = {row.given_by for row in rows if row.given_by and row.given_by not in known}
    if wanted:
        found = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
        known.update((staff, name) for staff, name in found)
    return known


def read_by(row: Row, names: Mapping[UUID, str]) -> Given | Failure:
    """An answer as the rules read it, or that it is none: an option that is gone, or a fault."""
    short = QUESTIONS[row.question].short
    read = attempt(f"answers.{row.question}", short, given_by, row, names)
    return replace(read, reads=(short,)) if isinstance(read, Failure) else read


def given_by(row: Row, names: Mapping[UUID, str]) -> Given:
    """An answer as the rules read it, with who took it in, and when by the clinic's clock."""
    value = QUESTIONS[row.question].read(row.value)
    by = names[row.given_by] if row.given_by else row.given_by_name or ""
    return Given(value, row.origin, by, clock.at_clinic(row.at))


def asked(page: Page, case: Case) -> tuple[Question, ...]:
    """The questions of a page that the other answers leave to be asked."""
    return tuple(question for question in page.questions if is_asked(question, case))


def is_asked(question: Question, case: Case) -> bool:
    """Whether other answers leave a question to be asked.

    One of which that cannot be worked out is not: what failed is said where the rules are.
    """
    return attempt(f"asked.{question.key}", question.short, asked_now, question, case) is True


def never_visited(page: Page, case: Case) -> bool:
    """Whether a page has a question to ask that nobody has yet answered or passed over."""
    return any(question.key not in case.answers for question in asked(page, case))


def unanswered(pages: Iterable[Page], case: Case) -> tuple[Question, ...]:
    """The questions asked on some pages that lack an answer: "not sure" is one, and a remark needs none."""
    return tuple(
        question
        for page in pages
        for question in asked(page, case)
        if question.answer(case) is Absent.UNANSWERED and not question.is_remark
    )
