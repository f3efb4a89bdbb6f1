"""Worked cases from rules/cases: answers in our own keys, and what they must lead to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import rules
from rules.language.criteria.criteria import Protocol
from rules.language.logic.case import Case, Given, Origin
from rules.language.questions import Audience, Stored
from rules.questions import QUESTIONS

FOLDER = Path(rules.__file__).parent / "cases"
ORIGINS = {
    Audience.PATIENT: Origin.PATIENT,
    Audience.STAFF: Origin.STAFF,
    Audience.RECORD: Origin.RECORD,
}


@dataclass(frozen=True)
class WorkedCase:
    """One case as written: `answers` are stored values, the rest is as in the file.

    `added` are those of them that a later edition asked for. What an earlier edition found stays
    pinned of the case without them.
    """

    id: str
    name: str
    on: date
    answers: Mapping[str, Stored]
    expected: Mapping[str, object]
    findings: Mapping[str, str]
    waits_for: Mapping[str, list[str]]
    added: Mapping[str, Stored]

    def case(self) -> Case:
        """What the rules read."""
        given = {key: _given(key, stored) for key, stored in self.answers.items()}
        return Case(given, self.on)

    def as_pinned(self) -> Case:
        """The same as it first stood."""
        case = self.case()
        first = {key: one for key, one in case.answers.items() if key not in self.added}
        return case.having(first)


def cases_of(name: str) -> list[WorkedCase]:
    """The cases of one file, in its order."""
    document = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return [_worked(entry) for entry in document["case"]]


def every_case() -> list[WorkedCase]:
    """The cases of every file that holds any."""
    return [case for name in names() for case in cases_of(name)]


def names() -> list[str]:
    """The files that hold cases."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "plainest")


def file_for(protocol: Protocol) -> str:
    """Where a case of a protocol is written: in the file that has most of them, else in a new one."""
    keys = {one.key for one in protocol.criteria}
    found = {name: sum(len(keys & set(one.findings)) for one in cases_of(name)) for name in names()}
    most = max(found, key=found.__getitem__)
    return f"rules/cases/{most if found[most] else protocol.key}.toml"


def plainest() -> dict[str, Stored]:
    """The plainest negative answers, for questions that a case has no fact for."""
    return tomllib.loads((FOLDER / "plainest.toml").read_text(encoding="utf-8"))


def _worked(entry: dict[str, object]) -> WorkedCase:
    rest = {"plainest": plainest, "unanswered": dict}[str(entry["rest"])]()
    answers = entry["answers"]
    expected, findings = entry.get("expected", {}), entry.get("findings", {})
    waits_for, on = entry.get("waits_for", {}), entry["on"]
    added = entry.get("added", {})
    assert isinstance(answers, dict)
    assert isinstance(expected, dict)
    assert isinstance(findings, dict)
    assert isinstance(waits_for, dict)
    assert isinstance(on, date)
    assert isinstance(added, dict)
    every, name = rest | answers | added, str(entry["name"])
    return WorkedCase(str(entry["id"]), name, on, every, expected, findings, waits_for, added)


def _given(key: str, stored: Stored) -> Given:
    question = QUESTIONS[key]
    return Given(question.read(stored), ORIGINS[question.asked_of])
