"""The facts that settled a finding, or that it waits for, with who gave them and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from rules.language.logic import (
    Absent,
    Case,
    Check,
    Given,
    Open,
    Origin,
    Term,
    once_a_case,
    value_of,
    weigh,
)


@dataclass(frozen=True)
class Fact:
    """A value as used by a rule: what it is, how it is said, who gave it and when it was true.

    `overruled` is what somebody else said of the same, where that differs and was not counted.
    """

    short: str
    said: str
    value: object
    questions: tuple[str, ...]
    origins: tuple[Origin, ...]
    by: str = ""
    at: datetime | None = None
    observed_on: date | None = None
    overruled: Fact | None = None


@once_a_case
def fact_of(term: Term, case: Case) -> Fact:
    """A term's value in a case."""
    value = value_of(term, case)
    used = [question for question in term.used(case) if _key(question)]
    given = [case.answers[_key(one)] for one in used if _is_given(one, case)]
    other = term.overruled(case)
    return Fact(
        term.short,
        _said(term, value, case),
        value,
        tuple(map(_key, used)),
        _origins(given),
        _by(given),
        _latest(given),
        term.day(case) if given else None,
        fact_of(other, case) if other else None,
    )


def facts(settled_by: Iterable[Check], case: Case) -> tuple[Fact, ...]:
    """The terms of some checks as facts, each once, in the order the checks came."""
    return tuple(fact_of(term, case) for term in dict.fromkeys(check.term for check in settled_by))


def waiting(undecided: Iterable[Check], case: Case) -> tuple[Open, ...]:
    """What is missing for the checks that are not known, each question once."""
    missing = [
        item
        for check in undecided
        if weigh(check, case).truth is None
        for item in check.term.open(case)
    ]
    return tuple({item.term: item for item in reversed(missing)}.values())[::-1]


def _said(term: Term, value: object, case: Case) -> str:
    if value is Absent.OUT_OF_DATE:
        return f"{term.said(term.answer(case))} (out of date)"
    return value.value if isinstance(value, Absent) else term.said(value)


def _key(term: Term) -> str:
    return getattr(term, "key", "")


def _is_given(question: Term, case: Case) -> bool:
    """Whether an answer stands and counts: one behind a branch not known to be open does not."""
    hidden = (Absent.NOT_ASKED, Absent.UNANSWERED)
    return _key(question) in case.answers and value_of(question, case) not in hidden


def _origins(given: list[Given]) -> tuple[Origin, ...]:
    return tuple(dict.fromkeys(item.origin for item in given))


def _by(given: list[Given]) -> str:
    return ", ".join(dict.fromkeys(item.by for item in given if item.by))


def _latest(given: list[Given]) -> datetime | None:
    return max((item.at for item in given if item.at), default=None)
