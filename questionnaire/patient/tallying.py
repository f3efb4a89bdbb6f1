"""Counts what happened at each question of a page that a patient saved: never what was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import timedelta
from functools import cache
from typing import TypeAlias, cast

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from questionnaire.fields import PageForm
from questionnaire.fields.since import Since
from questionnaire.patient.journey import first_new_page, next_page
from questionnaire.responses.answers import asked
from questionnaire.store import clock
from questionnaire.store.models import Happened, QuestionTally, Response
from questionnaire.web.sessions import telephone
from rules.language.logic.case import Absent, Case
from rules.language.questions import Entries, Question
from rules.language.questions.pages import Page

AWAY = timedelta(minutes=20)
"""Who takes longer over a page was elsewhere meanwhile: no time is counted."""

Tally: TypeAlias = Counter[tuple[str, Happened]]

_TABLE = cast("Table", QuestionTally.__table__)
_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def tally_page(
    session: Session,
    response: Response,
    page: Page,
    form: PageForm,
    given: Mapping[Question, object],
    since: Since,
    case: Case,
) -> None:
    """Count a page as a patient or helper saved it, by one statement.

    `given`: what was kept of it; `case`: the answers since then. Lists have pages of their own, and
    are not counted; nor is what a nurse fills in by telephone.
    """
    if telephone(response.id):
        return
    told = {one: value for one, value in given.items() if not isinstance(one, Entries)}
    refused = [one.name for one in form.answer_fields() if one.process_errors]
    tally: Tally = Counter((name, Happened.REFUSED) for name in refused)
    passed = [one for one in told if one.key not in since.now.answers]
    tally.update(_passed(passed, told))
    tally.update(_changed(told, since.now))
    tally.update(_time_of(passed, since))
    if passed and not form.errors:
        tally.update((one.key, Happened.LED_TO) for one in _next(page, case))
    _add(session, tally)


def _passed(passed: Collection[Question], told: Mapping[Question, object]) -> Tally:
    absent = {Absent.UNANSWERED: Happened.BLANK, Absent.NOT_SURE: Happened.NOT_SURE}
    tally: Tally = Counter((one.key, Happened.PASSED) for one in passed)
    for one in passed:
        value = told[one]
        if isinstance(value, Absent) and value in absent:
            tally[one.key, absent[value]] += 1
    return tally


def _changed(told: Mapping[Question, object], before: Case) -> Tally:
    """What was left blank and is answered now was not changed."""
    stood = {one: before.answers[one.key].value for one in told if one.key in before.answers}
    return Counter(
        (one.key, Happened.CHANGED)
        for one, value in stood.items()
        if value is not Absent.UNANSWERED and value != told[one]
    )


def _time_of(passed: Collection[Question], since: Since) -> Tally:
    """The time since the answer before, in equal shares; none for the first page, or after a pause."""
    last = max((rows[-1].at for rows in since.history.values()), default=None)
    taken = clock.now() - last if last else AWAY
    if not timedelta() <= taken < AWAY:
        return Counter()
    tally: Tally = Counter((one.key, Happened.TIMED) for one in passed)
    for one in passed:
        tally[one.key, Happened.SECONDS] = int(taken.total_seconds() / len(passed))
    return tally


def _next(page: Page, case: Case) -> list[Question]:
    """The questions that nobody has seen yet, on the page that this one leads to."""
    onward = next_page(page, case) or first_new_page(case)
    questions = asked(onward, case) if onward else ()
    return [one for one in questions if one.key not in case.answers]


def _add(session: Session, tally: Tally) -> None:
    """In the order of their names, so that two patients never wait for each other crosswise."""
    rows = [
        {"question": question, "happened": happened.value, "times": times}
        for (question, happened), times in sorted(tally.items())
        if times
    ]
    if rows:
        session.execute(_upsert(session.get_bind().dialect.name), rows)


@cache
def _upsert(dialect: str) -> Executable:
    """Made once: SQLAlchemy then compiles it once, too."""
    insert = _INSERT[dialect](_TABLE)
    key, more = [_TABLE.c.question, _TABLE.c.happened], _TABLE.c.times + insert.excluded.times
    return insert.on_conflict_do_update(index_elements=key, set_={"times": more})
