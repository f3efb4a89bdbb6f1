"""The facts that settled a finding, or that it waits for, with who gave them and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rules.language.logic import Absent, Case, Check, Given, Open, Origin, Term, weigh


@dataclass(frozen=True)
class Fact:
    """A value as used by a rule: what it is, how it is said, who gave it and when."""

    short: str
    said: str
    value: object
    questions: tuple[str, ...]
    origins: tuple[Origin, ...]
    by: str = ""
    at: datetime | None = None

    @classmethod
    def of(cls, term: Term, case: Case) -> Fact:
        """A term's value in a case."""
        value = term.value(case)
        used = [question for question in term.used(case) if _key(question)]
        given = [case.answers[_key(one)] for one in used if _is_given(one, case)]
        said = value.value if isinstance(value, Absent) else term.said(value)
        keys = tuple(map(_key, used))
        return cls(term.short, said, value, keys, _origins(given), _by(given), _latest(given))


def facts(settled_by: Iterable[Check], case: Case) -> tuple[Fact, ...]:
    """The terms of some checks as facts, each once, in the order the checks came."""
    return tuple(Fact.of(term, case) for term in dict.fromkeys(check.term for check in settled_by))


def waiting(undecided: Iterable[Check], case: Case) -> tuple[Open, ...]:
    """What is missing for the checks that are not known, each question once."""
    missing = [
        item
        for check in undecided
        if weigh(check, case).truth is None
        for item in check.term.open(case)
    ]
    return tuple({item.term: item for item in reversed(missing)}.values())[::-1]


def _key(term: Term) -> str:
    return getattr(term, "key", "")


def _is_given(question: Term, case: Case) -> bool:
    """Whether an answer stands and counts: one behind a branch not known to be open does not."""
    hidden = (Absent.NOT_ASKED, Absent.UNANSWERED)
    return _key(question) in case.answers and question.value(case) not in hidden


def _origins(given: list[Given]) -> tuple[Origin, ...]:
    return tuple(dict.fromkeys(item.origin for item in given))


def _by(given: list[Given]) -> str:
    return ", ".join(dict.fromkeys(item.by for item in given if item.by))


def _latest(given: list[Given]) -> datetime | None:
    return max((item.at for item in given if item.at), default=None)
