"""The facts that settled a finding, or that it waits for, with who gave them and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import partial
from typing import NamedTuple, cast

from rules.language.logic.case import (
    NOT_ASKED,
    OUT_OF_DATE,
    UNANSWERED,
    Absent,
    Case,
    Given,
    Origin,
    once_a_case,
)
from rules.language.logic.conditions import Open, Term
from rules.language.logic.relations import WorkingFigure
from rules.language.logic.weighing import open_in, value_of
from rules.language.questions.question import Question


class Fact(NamedTuple):
    """A value as used by a rule: what it is, how it is said, who gave it and when it was true.

    `overruled` is what somebody else said of the same, where that differs and was not counted;
    `window` the days for which it counts, where there is a limit to them.
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
    window: WorkingFigure | None = None


# Called by its own name, it takes several times as long to make.
_new_fact = partial(tuple.__new__, Fact)


def _fact(term: Term, case: Case) -> Fact:
    value = value_of(term, case)
    if isinstance(term, Question):
        return _as_answered(term, value, case)
    said = _said(term, value, case)
    keys, given = _used(term, case)
    if not given:
        return _nobodys(term.short, said, value, keys)
    other = term.overruled(case)
    overruled = fact_of(other, case) if other else None
    about = (*_by_whom(given), term.day(case), overruled, term.window_in(case))
    return _new_fact((term.short, said, value, keys, *about))


fact_of = once_a_case(_fact)
"""A term's value in a case."""


def facts(terms: Iterable[Term], case: Case) -> tuple[Fact, ...]:
    """Terms as facts."""
    known = cast("dict[Term, Fact]", case.memory[_fact])
    return tuple([known[term] if term in known else fact_of(term, case) for term in terms])


@once_a_case
def asked_facts(terms: tuple[Term, ...], case: Case) -> tuple[Fact, ...]:
    """Terms as facts, but those that other answers made needless."""
    return facts([term for term in terms if value_of(term, case) is not NOT_ASKED], case)


def _as_answered(question: Question, value: object, case: Case) -> Fact:
    """An answer, with who gave it, where it stands and counts."""
    key, said = question.key, _said(question, value, case)
    given = case.answers.get(key)
    if given is None or value is NOT_ASKED or value is UNANSWERED:
        return _nobodys(question.short, said, value, (key,))
    by_whom = (given.origin,), given.by, given.at
    about = (*by_whom, question.day(case), None, question.window_in(case))
    return _new_fact((question.short, said, value, (key,), *about))


def _nobodys(short: str, said: str, value: object, keys: tuple[str, ...]) -> Fact:
    return _new_fact((short, said, value, keys, (), "", None, None, None, None))


def waiting(undecided: Sequence[Term], case: Case) -> tuple[Open, ...]:
    """What is missing of terms of which something is not known, each question once."""
    if len(undecided) == 1:
        missing = open_in(undecided[0], case)
        if len(missing) < 2:
            return missing
    every = [item for term in undecided for item in open_in(term, case)]
    return tuple({item.term: item for item in reversed(every)}.values())[::-1]


def _said(term: Term, value: object, case: Case) -> str:
    if type(value) is not Absent:
        return term.said_in(value, case)
    if value is OUT_OF_DATE:
        late = "out of date" if term.day(case) else "no date given, so not counted"
        return f"{term.said(term.answer(case))} ({late})"
    return value.value


def _used(term: Term, case: Case) -> tuple[tuple[str, ...], list[Given]]:
    """The questions that a value comes from, and those of their answers that stand and count.

    One behind a branch not known to be open does not.
    """
    keys: tuple[str, ...] = ()
    given: list[Given] = []
    for question in term.used(case):
        if isinstance(question, Question):
            key, value = question.key, value_of(question, case)
            keys = (*keys, key)
            if value is not NOT_ASKED and value is not UNANSWERED and key in case.answers:
                given.append(case.answers[key])
    return keys, given


def _by_whom(given: list[Given]) -> tuple[tuple[Origin, ...], str, datetime | None]:
    """Where answers came from, who gave them, and when the last came in."""
    if len(given) == 1:
        return (given[0].origin,), given[0].by, given[0].at
    origins = dict.fromkeys([item.origin for item in given])
    people = dict.fromkeys([item.by for item in given if item.by])
    times = [item.at for item in given if item.at]
    return tuple(origins), ", ".join(people), max(times, default=None)
