"""Which questions are hard: where patients stop, how long they take, what goes wrong. No answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.store import audit
from questionnaire.store.database import read_session
from questionnaire.store.models import Happened, QuestionTally, Role
from questionnaire.web.access import staff
from rules.language.questions import Entries, Question
from rules.questions import SECTIONS

bp = Blueprint("question_quality", __name__)

FEWEST = 5
"""Of fewer patients nothing is shown: what one of them was not sure of is that one's alone."""

LONGEST = 120  # seconds that fill a bar

Tallies: TypeAlias = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Bar:
    """A number and how much of its bar it fills, of 100. `said` is empty where nothing is known."""

    said: str
    filled: int = 0


@dataclass(frozen=True)
class QuestionRow:
    """What happened at one question; no bars where too few have passed it."""

    question: Question
    passed: int
    bars: Sequence[Bar]


@dataclass(frozen=True)
class PartRows:
    """The questions of one part of the questionnaire."""

    title: str
    rows: Sequence[QuestionRow]


@bp.get("/questions")
@staff(Role.ADMINISTRATOR, menu="Questions")
def overview() -> ResponseReturnValue:
    """Every question of the patient's, in order, with what happened there."""
    audit.seen(audit.Action.QUESTION_QUALITY_SEEN)
    return render_template(
        "administration/questions/overview.html",
        parts=parts_of(tallies(read_session())),
        fewest=FEWEST,
    )


def tallies(session: Session) -> Tallies:
    """How often each thing happened at each question."""
    table = QuestionTally
    found = session.execute(select(table.question, table.happened, table.times))
    return {(question, happened): times for question, happened, times in found}


def parts_of(found: Tallies) -> list[PartRows]:
    return [
        PartRows(
            section.title,
            [
                _row(question, found)
                for page in section.pages
                for question in page.questions
                if not isinstance(question, Entries)
            ],
        )
        for section in SECTIONS
    ]


def _row(question: Question, found: Tallies) -> QuestionRow:
    times = {one: found.get((question.key, one.value), 0) for one in Happened}
    passed = times[Happened.PASSED]
    if passed < FEWEST:
        return QuestionRow(question, passed, ())
    rates = (Happened.BLANK, Happened.NOT_SURE, Happened.REFUSED, Happened.CHANGED)
    shares = [_share(times[one], passed) for one in rates]
    return QuestionRow(question, passed, (_stopped(times), _time(times), *shares))


def _stopped(times: Mapping[Happened, int]) -> Bar:
    """Of those who were led to it, how many never saved it; not known where other ways lead there."""
    led, passed = times[Happened.LED_TO], times[Happened.PASSED]
    return _share(led - passed, led) if led >= passed else Bar("")


def _time(times: Mapping[Happened, int]) -> Bar:
    if not times[Happened.TIMED]:
        return Bar("")
    seconds = round(times[Happened.SECONDS] / times[Happened.TIMED])
    return Bar(f"{seconds} s", min(100, 100 * seconds // LONGEST))


def _share(part: int, whole: int) -> Bar:
    percent = round(100 * part / whole)
    return Bar(f"{percent} %", min(100, percent))
