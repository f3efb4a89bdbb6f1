"""Answers of every kind of question, made up by Hypothesis."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import singledispatch

from hypothesis import strategies as st

from rules.language.logic.case import Absent
from rules.language.logic.days import ApproximateDate
from rules.language.questions import (
    ApproximateDay,
    Choice,
    Day,
    Entries,
    MultiChoice,
    Number,
    Question,
    Text,
    YesNo,
)

Values = st.SearchStrategy[object]

DAYS = st.dates(date(1920, 1, 1), date(2030, 12, 31))
LENGTHS = st.builds(
    "{} {}".format, st.integers(0, 99), st.sampled_from(["day", "weeks", "months", "years"])
)


def answers_of(question: Question) -> Values:
    """Everything that can stand as an answer: a value, not sure where offered, or skipped."""
    absences = (Absent.UNANSWERED, Absent.NOT_SURE) if question.unsure else (Absent.UNANSWERED,)
    return st.sampled_from(absences) | values_of(question)


@singledispatch
def values_of(question: Question) -> Values:
    """The values of a question that count as known."""
    raise NotImplementedError(f"{question.key}: say here which values a {type(question)} takes")


@values_of.register
def _(question: YesNo) -> Values:
    return st.booleans()


@values_of.register
def _(question: Choice) -> Values:
    return st.sampled_from(list(question.options))


@values_of.register
def _(question: MultiChoice) -> Values:
    chosen = st.sets(st.sampled_from(list(question.options)))
    return chosen.map(lambda some: tuple(option for option in question.options if option in some))


@values_of.register
def _(question: Number) -> Values:
    steps = 10**question.decimals
    exact = st.integers(question.low * steps, question.high * steps).map(
        lambda count: _plain(Decimal(count) / steps),
    )
    if not question.beyond:
        return exact
    limits = st.integers(question.low + 1, question.high - 1)
    signs = st.sampled_from(["<", "≤ ", "over ", ">="])
    return exact | st.builds("{}{}".format, signs, limits).map(question.understand)


def _plain(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if number == whole else number


@values_of.register
def _(question: Day) -> Values:
    return DAYS


@values_of.register
def _(question: ApproximateDay) -> Values:
    exact = DAYS.map(date.isoformat)
    said = exact | exact.map(lambda day: day[:7]) | exact.map(lambda day: day[:4])
    ago = st.builds(ApproximateDate, LENGTHS, st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    return st.builds(ApproximateDate, said) | ago


@values_of.register
def _(question: Text) -> Values:
    words = st.text(min_size=1, max_size=min(question.longest, 60)).map(str.strip)
    return words.filter(bool)


@values_of.register
def _(question: Entries) -> Values:
    parts = {part.key: answers_of(part) for part in question.parts}
    if question.row_for is None:
        return st.lists(st.fixed_dictionaries({}, optional=parts), max_size=3).map(tuple)
    name = question.named_by
    named = {name.key: values_of(name)}
    row = st.fixed_dictionaries(
        named, optional={key: part for key, part in parts.items() if key not in named}
    )
    return st.lists(row, max_size=3, unique_by=lambda one: one[name.key]).map(tuple)
