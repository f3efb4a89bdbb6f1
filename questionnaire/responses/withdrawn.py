"""What a patient reported once and reports no more, where nobody of staff has said otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from uuid import UUID

from sqlalchemy.orm import Session

from questionnaire.responses import answers
from questionnaire.store.answer_rows import Row
from questionnaire.store.models import Response
from rules.language.criteria.criteria import Criterion, Polarity, Status
from rules.language.findings.findings import Finding, find
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.logic.conditions import checks
from rules.language.logic.failure import Failure, attempt
from rules.language.logic.weighing import weigh
from rules.language.questions import Question, Unreadable
from rules.language.questions.left_behind import says_something
from rules.protocols import ALWAYS_ON
from rules.questions import QUESTIONS

Rows = Mapping[str, Sequence[Row]]

# Red flags have a record of their own: each that was raised stays until somebody acts on it.
WATCHED = tuple(
    criterion
    for protocol in ALWAYS_ON
    for criterion in protocol.criteria
    if criterion.polarity in {Polarity.CONTRAINDICATION, Polarity.REVIEW, Polarity.NOTE}
)


@dataclass(frozen=True)
class Withdrawn:
    """A finding that once was there by the patient's answers, and the answer that undid it."""

    finding: Finding  # as it was then, with what settled it
    question: Question
    undone_by: Given  # what was answered to the question in its place


def withdrawn(session: Session, response: Response, now: Case) -> tuple[Withdrawn, ...]:
    """What once was reported and is no more, by the latest change of each. Reads only."""
    rows = answers.history(session, response)
    return withdrawn_in(rows, now, lambda: answers.staff_names(session, chain(*rows.values())))


def withdrawn_in(
    rows: Rows, now: Case, staff_names: Callable[[], Mapping[UUID, str]]
) -> tuple[Withdrawn, ...]:
    """The same of every answer as given; who gave some is asked where it is wanted."""
    changes = sorted(_changes(rows), key=lambda row: row.sequence)
    unsettled = [change for change in changes if not _is_settled(change, rows)]
    names = staff_names() if unsettled else {}
    found = {
        finding.criterion: Withdrawn(
            finding, QUESTIONS[change.question], answers.given_by(change, names)
        )
        for change in unsettled
        for finding in _undone(change, _before(change, rows, names, now), now)
    }
    return tuple(found[criterion] for criterion in WATCHED if criterion in found)


def is_by_staff(row: Row) -> bool:
    """Whether somebody of staff put their own word to an answer: a fact, or a correction."""
    return row.origin is Origin.STAFF or bool(row.reason)


def taken_back_with(given: Mapping[Question, object], case: Case) -> Mapping[Question, object]:
    """What staff take back by correcting an answer: all that stands behind it and is asked no more."""
    news = {question.key: Given(value) for question, value in given.items()}
    after = case.answered(news)
    behind = {key for question in given for key in turning_on(question.key)} - set(news)
    return {
        QUESTIONS[key]: Absent.UNANSWERED
        for key in sorted(behind & set(case.answers))
        if weigh(QUESTIONS[key].asked_if, after).truth is False
        and not isinstance(case.answers[key].value, Absent)
    }


def left_behind(key: str, case: Case) -> Sequence[tuple[Question, object]]:
    """What was answered behind a question and is asked no more, or not known to be asked."""
    others = (QUESTIONS[other] for other in sorted(turning_on(key) - {key}))
    return [
        (other, case.answers[other.key].value)
        for other in others
        if says_something(other, case) and not answers.is_asked(other, case)
    ]


@cache
def turning_on(key: str) -> frozenset[str]:
    """A question, and those that are asked or not by its answer."""
    return frozenset((key, *(other.key for other in QUESTIONS.values() if key in _gates(other))))


def _gates(question: Question) -> set[str]:
    read = (term for check in checks(question.asked_if) for term in check.term.reads())
    return {term.key for term in read if isinstance(term, Question)}


def _changes(rows: Rows) -> Iterator[Row]:
    """Each answer of the patient's that came in place of another that was known."""
    for key, given in rows.items():
        if key in QUESTIONS:
            for before, then in pairwise(given):
                if not is_by_staff(then) and _is_known(before):
                    yield then


def _is_known(row: Row) -> bool:
    """Whether it says something. One that no longer reads hinders nothing."""
    with suppress(Unreadable):
        return not isinstance(QUESTIONS[row.question].read(row.value), Absent)
    return False


def _is_settled(change: Row, rows: Rows) -> bool:
    """Whether staff have since said what holds."""
    touched: Iterable[Row] = (
        row for key in turning_on(change.question) for row in rows.get(key, ())
    )
    return any(row.sequence > change.sequence and is_by_staff(row) for row in touched)


def _before(change: Row, rows: Rows, names: Mapping[UUID, str], now: Case) -> Case:
    """The answers as they stood just before one of them was changed."""
    latest = answers.latest_rows(rows, change.sequence - 1)
    read = {key: answers.read_by(row, names) for key, row in latest.items()}
    return now.having({key: one for key, one in read.items() if isinstance(one, Given)})


def _undone(change: Row, before: Case, now: Case) -> Iterator[Finding]:
    for criterion in _watching(change.question):
        finding = attempt(criterion.key, criterion.name, find, criterion, before)
        if isinstance(finding, Failure):  # what could not be worked out then was not said then
            continue
        was_there = finding.status is Status.MET and _turned_on(finding, change)
        if was_there and find(criterion, now).status is not Status.MET:
            yield finding


@cache
def _watching(key: str) -> tuple[Criterion, ...]:
    """The criteria that can turn on an answer."""
    keys = turning_on(key)
    return tuple(
        criterion
        for criterion in WATCHED
        if any(isinstance(one, Question) and one.key in keys for one in criterion.questions())
    )


def _turned_on(finding: Finding, change: Row) -> bool:
    keys = turning_on(change.question)
    return any(keys & set(fact.questions) for fact in finding.because)
