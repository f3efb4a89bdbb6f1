"""The demo's invented patients as written in demo.toml, with its days counted from today."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import cast

from questionnaire.store.models import Stage
from rules.language.logic.case import Case, Given
from rules.language.logic.weighing import weigh
from rules.language.questions import ApproximateDay, Question
from rules.questions import QUESTIONS, RECORDED, SECTIONS, about_you

FILE = Path(__file__).with_name("demo.toml")
Table = Mapping[str, object]
Answers = Mapping[Question, object]


@dataclass(frozen=True)
class Correction:
    """An answer that the demo's nurse corrects, and why."""

    question: Question
    value: object
    reason: str


@dataclass(frozen=True)
class DemoPatient:
    """An invented patient: who they are, what they answer, and what staff do about it."""

    name: str
    born: date
    sex: str
    record_number: str
    consult_on: date | None
    stage: Stage
    first: Answers  # what was answered first, and then otherwise
    answers: Answers
    facts: Answers
    corrections: tuple[Correction, ...]
    acted: str
    decision: Mapping[str, str]
    by_telephone: bool
    link_is_shown: bool

    @property
    def helper(self) -> str | None:
        """The name of the helper who takes part; None where the patient is alone."""
        name = self.answers.get(about_you.helper_name)
        return name if isinstance(name, str) else None


def demo_patients(today: date) -> tuple[DemoPatient, ...]:
    """Every patient of the demo."""
    return tuple(_patient(number, today) for number in range(len(_tables("patient"))))


def demo_staff() -> list[Mapping[str, str]]:
    """The demo's staff: user name, name and role."""
    return cast("list[Mapping[str, str]]", _tables("staff"))


def demo_settings() -> Table:
    """The demo clinic's names and numbers."""
    return _table("clinic")


def _patient(number: int, today: date) -> DemoPatient:
    told = _tables("patient")[number]
    born, consult_in = cast("date", told["born"]), cast("int | None", told.get("consult_in"))
    return DemoPatient(
        name=f"Demo Patient {told['called']} (synthetic)",
        born=born,
        sex=str(told["sex"]),
        record_number=f"DEMO-{number + 1:04}",
        consult_on=None if consult_in is None else today + timedelta(days=consult_in),
        stage=Stage(told["stage"]),
        first=_read(cast("Table", told.get("first", {})), today),
        answers=_asked(_with_rest(told), _recorded(born, told), told, today),
        facts=_read(_facts(told), today),
        corrections=tuple(_correction(one, today) for one in _listed(told, "corrections")),
        acted=str(told.get("acted", "")),
        decision=cast("Mapping[str, str]", told.get("decision", {})),
        by_telephone=bool(told.get("by_telephone")),
        link_is_shown=bool(told.get("link_is_shown")),
    )


def _with_rest(told: Table) -> Table:
    own = cast("Table", told.get("answers", {}))
    return {**_table("plainest"), **own} if told["rest"] == "plainest" else own


def _facts(told: Table) -> Table:
    own = cast("Table", told.get("facts", {}))
    return {**_table("report"), **own} if told.get("report") else own


def _recorded(born: date, told: Table) -> dict[str, Given]:
    date_of_birth, sex = RECORDED
    return {date_of_birth.key: Given(born), sex.key: Given(told["sex"])}


def _asked(values: Table, recorded: dict[str, Given], told: Table, today: date) -> Answers:
    """What a patient is asked, page by page: one answer may leave the next question needless."""
    given: dict[Question, object] = {}
    if told["stage"] == Stage.INVITED.value:
        return given
    for question in _in_order(cast("str | None", told.get("stops_after"))):
        so_far = {one.key: Given(value) for one, value in given.items()}
        if weigh(question.asked_if, Case(recorded | so_far, today)).truth:
            given[question] = _value(question, values.get(question.key, UNANSWERED), today)
    return given


UNANSWERED = {"absent": "unanswered"}


def _in_order(last_section: str | None) -> Iterator[Question]:
    for section in SECTIONS:
        yield from section.questions
        if section.key == last_section:
            return


def _correction(told: Table, today: date) -> Correction:
    question = QUESTIONS[str(told["question"])]
    return Correction(question, _value(question, told["value"], today), str(told["reason"]))


def _read(values: Table, today: date) -> Answers:
    return {QUESTIONS[key]: _value(QUESTIONS[key], value, today) for key, value in values.items()}


def _value(question: Question, written: object, today: date) -> object:
    day = _dated(written, today)
    if isinstance(day, str) and isinstance(question, ApproximateDay):
        day = {"said": day}
    return question.read(day)


def _dated(written: object, today: date) -> object:
    """A value with its days counted from today, in the entries of a list as well."""
    if isinstance(written, list):
        return [_dated(item, today) for item in cast("list[object]", written)]
    if not isinstance(written, dict):
        return written
    told = cast("Table", written)
    match told:
        case {"days_ago": int(days)}:
            return (today - timedelta(days=days)).isoformat()
        case {"ago": str(said)}:
            return {"said": said, "on": today.isoformat()}
    return {key: _dated_part(value, today) for key, value in told.items()}


def _dated_part(written: object, today: date) -> object:
    """In an entry every day is approximate."""
    day = _dated(written, today)
    is_exact = isinstance(written, dict) and "days_ago" in written
    return {"said": day} if is_exact else day


def _table(key: str) -> Table:
    return cast("Table", _file()[key])


def _tables(key: str) -> list[Table]:
    return _listed(_file(), key)


def _listed(table: Table, key: str) -> list[Table]:
    return cast("list[Table]", table.get(key, []))


@cache
def _file() -> Table:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
