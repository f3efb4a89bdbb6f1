"""Kinds of question: what a value may be, how it is stored, and how it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TypeAlias, cast

from rules.language import relations
from rules.language.days import ApproximateDay as ApproximateDate
from rules.language.days import day_in_words, exact_day
from rules.language.logic import (
    ALWAYS,
    Absent,
    Case,
    Cause,
    Check,
    Condition,
    Open,
    Term,
    weigh,
)
from rules.language.relations import Operand

Say: TypeAlias = Callable[[str], str]
Stored: TypeAlias = object


def as_written(text: str) -> str:
    """Words left in the language they were declared in."""
    return text


class Unreadable(ValueError):
    """A value that a question cannot take; the message says what it takes."""


class Audience(Enum):
    """Whom a question is asked of."""

    PATIENT = "patient"
    STAFF = "staff"
    RECORD = "record"  # taken from the invitation, confirmed by the patient


class Advice(Enum):
    """Fixed safety text shown at once with an answer that calls for it. It is never a result."""

    EMERGENCY = "emergency"
    SAME_DAY = "same day"


@dataclass(frozen=True, eq=False)
class Question(Term):
    """One thing we ask. The wording may change; the key never does."""

    key: str
    text: str
    short: str
    hint: str = ""
    asked_of: Audience = Audience.PATIENT
    asked_if: Condition = ALWAYS
    unsure: str = "I'm not sure"  # empty: "not sure" is not offered
    advice: Advice | None = None
    advised_by: frozenset[str] = frozenset()  # options that call for the advice; empty: "yes" does

    def value(self, case: Case) -> object:
        """The one door to an answer: what is behind a closed branch is never seen."""
        asked = weigh(self.asked_if, case).truth
        if asked is False:
            return Absent.NOT_ASKED
        given = case.answers.get(self.key)
        return given.value if asked and given else Absent.UNANSWERED

    def reads(self) -> tuple[Term, ...]:
        return (self,)

    def open(self, case: Case) -> tuple[Open, ...]:
        gate = weigh(self.asked_if, case)
        if gate.truth is None:
            return tuple(missing for check in gate.because for missing in check.term.open(case))
        if not gate.truth:
            return ()
        return (Open(self, self._cause(self.value(case))),)

    def _cause(self, value: object) -> Cause:
        if self.asked_of is Audience.STAFF:
            return Cause.NEEDS_STAFF
        return Cause.UNANSWERED if value is Absent.UNANSWERED else Cause.NOT_SURE

    def read(self, stored: Stored) -> object:
        """A stored or outside value as a typed one. Raises Unreadable."""
        if stored == {"absent": Absent.NOT_SURE.value}:
            return Absent.NOT_SURE
        if stored == {"absent": Absent.UNANSWERED.value}:
            return Absent.UNANSWERED
        return self.read_value(stored)

    def stored(self, value: object) -> Stored:
        """A typed value as JSON; `read` is its inverse."""
        if isinstance(value, Absent):
            return {"absent": value.value}
        return self.stored_value(value)

    def said(self, value: object, say: Say = as_written) -> str:
        if isinstance(value, Absent):
            return say(value.value)
        return self.said_value(value, say)

    def calls_for(self, value: object) -> Advice | None:
        """The advice that this answer calls for, if any."""
        if isinstance(value, Absent):
            return None
        chosen = set(value) if isinstance(value, tuple) else {value}
        called = bool(chosen & self.advised_by) if self.advised_by else value is True
        return self.advice if called else None

    def read_value(self, stored: Stored) -> object:
        raise NotImplementedError

    def stored_value(self, value: object) -> Stored:
        return value

    def said_value(self, value: object, say: Say) -> str:
        return str(value)


@dataclass(frozen=True, eq=False)
class YesNo(Question):
    """Yes or no."""

    @property
    def yes(self) -> Check:
        return Check(self, relations.is_, True)

    @property
    def no(self) -> Check:
        return Check(self, relations.is_, False)

    def read_value(self, stored: Stored) -> object:
        if isinstance(stored, bool):
            return stored
        raise Unreadable("takes true or false")

    def said_value(self, value: object, say: Say) -> str:
        return say("Yes") if value else say("No")


@dataclass(frozen=True, eq=False)
class _Optioned(Question):
    options: Mapping[str, str] = field(default_factory=dict)

    def known(self, options: Iterable[str]) -> frozenset[str]:
        """The options, after a check that each exists: a typing slip fails when the app starts."""
        asked = frozenset(options)
        if strange := asked - set(self.options):
            raise ValueError(f"{self.key} has no option {sorted(strange)}; it has {sorted(self.options)}")
        return asked

    def takes(self) -> str:
        return "takes one of: " + ", ".join(self.options)


@dataclass(frozen=True, eq=False)
class Choice(_Optioned):
    """One of some options."""

    def is_(self, option: str) -> Check:
        self.known([option])
        return Check(self, relations.is_, option)

    def is_one_of(self, *options: str) -> Check:
        return Check(self, relations.is_one_of, self.known(options))

    def read_value(self, stored: Stored) -> object:
        if isinstance(stored, str) and stored in self.options:
            return stored
        raise Unreadable(self.takes())

    def said_value(self, value: object, say: Say) -> str:
        return say(self.options[cast("str", value)])


@dataclass(frozen=True, eq=False)
class MultiChoice(_Optioned):
    """Any of some options. The empty tuple is an answer: none of these, said as such."""

    none: str = "None of these"

    def includes(self, option: str) -> Check:
        self.known([option])
        return Check(self, relations.includes, option)

    def includes_any_of(self, *options: str) -> Check:
        return Check(self, relations.includes_any_of, self.known(options))

    def includes_only(self, *options: str) -> Check:
        return Check(self, relations.includes_only, self.known(options))

    @property
    def is_none(self) -> Check:
        return Check(self, relations.is_empty, None)

    def read_value(self, stored: Stored) -> object:
        if isinstance(stored, list) and all(isinstance(option, str) and option in self.options for option in stored):
            return tuple(option for option in self.options if option in stored)
        raise Unreadable("takes a list (empty for none of these) of: " + ", ".join(self.options))

    def stored_value(self, value: object) -> Stored:
        return list(cast("tuple[str, ...]", value))

    def said_value(self, value: object, say: Say) -> str:
        chosen = [say(self.options[option]) for option in cast("tuple[str, ...]", value)]
        return "; ".join(chosen) or say(self.none)


class Measured(Term):
    """A term whose value is a number."""

    def is_at_least(self, limit: Operand) -> Check:
        return Check(self, relations.is_at_least, limit)

    def is_at_most(self, limit: Operand) -> Check:
        return Check(self, relations.is_at_most, limit)

    def is_over(self, limit: Operand) -> Check:
        return Check(self, relations.is_over, limit)

    def is_under(self, limit: Operand) -> Check:
        return Check(self, relations.is_under, limit)


@dataclass(frozen=True, eq=False)
class Number(Question, Measured):
    """A number between limits that only catch slips of the pen."""

    low: int = 0
    high: int = 100
    decimals: int = 0
    unit: str = ""

    def read_value(self, stored: Stored) -> object:
        number = self._number(stored)
        if number is None or not self.low <= number <= self.high or -int(number.as_tuple().exponent) > self.decimals:
            raise Unreadable(self.takes())
        return number

    def takes(self) -> str:
        kind = f"with up to {self.decimals} decimals" if self.decimals else "whole"
        return f"takes a number from {self.low} to {self.high} ({kind})"

    def _number(self, stored: Stored) -> Decimal | None:
        if isinstance(stored, bool) or not isinstance(stored, int | float | Decimal):
            return None
        try:
            number = Decimal(str(stored))
        except InvalidOperation:
            return None
        return _plain(number) if number.is_finite() else None

    def stored_value(self, value: object) -> Stored:
        number = cast("Decimal", value)
        return int(number) if number == number.to_integral_value() else float(number)

    def said_value(self, value: object, say: Say) -> str:
        return f"{value} {say(self.unit)}" if self.unit else str(value)


def _plain(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


@dataclass(frozen=True, eq=False)
class Scale(Number):
    """A score picked from all its values, such as pain from 0 to 10."""

    high: int = 10
    lowest: str = ""
    highest: str = ""

    def said_value(self, value: object, say: Say) -> str:
        return f"{value} / {self.high}"


@dataclass(frozen=True, eq=False)
class Day(Question):
    """A day known exactly."""

    past: bool = True  # the day cannot lie after today

    def read_value(self, stored: Stored) -> object:
        try:
            return exact_day(cast("str", stored))
        except (TypeError, ValueError):
            raise Unreadable("takes a date such as 2026-03-27") from None

    def stored_value(self, value: object) -> Stored:
        return cast("date", value).isoformat()

    def said_value(self, value: object, say: Say) -> str:
        return day_in_words(cast("date", value), say)


@dataclass(frozen=True, eq=False)
class ApproximateDay(Question):
    """A day known exactly, or by its month, its year, or about how long ago."""

    past: bool = True

    def read_value(self, stored: Stored) -> object:
        try:
            return ApproximateDate.read(stored)
        except (TypeError, ValueError, KeyError, OverflowError):
            raise Unreadable(
                'takes {"said": "2026-03-27"}, {"said": "2026-03"}, {"said": "2026"} or {"said": "3 weeks", "on": "2026-04-17"}'
            ) from None

    def stored_value(self, value: object) -> Stored:
        return cast("ApproximateDate", value).stored()

    def said_value(self, value: object, say: Say) -> str:
        return cast("ApproximateDate", value).said_in_words(say)


@dataclass(frozen=True, eq=False)
class Text(Question):
    """Words in the patient's own way."""

    lines: int = 1
    longest: int = 2000
    autocomplete: str = ""

    def read_value(self, stored: Stored) -> object:
        if isinstance(stored, str) and 0 < len(stored.strip()) <= self.longest:
            return stored.strip()
        raise Unreadable(f"takes text of up to {self.longest} characters")


@dataclass(frozen=True)
class Step:
    """The questions of a list's entry that stand on one page."""

    key: str
    title: str
    questions: tuple[Question, ...]


Entry: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, eq=False)
class Entries(Question):
    """A list to add to, change and remove from. The empty tuple is an answer: there are none."""

    steps: tuple[Step, ...] = ()
    none: str = "None"
    one: str = "entry"  # what one entry is called: "medicine"

    @property
    def is_none(self) -> Check:
        return Check(self, relations.is_empty, None)

    def parts(self) -> tuple[Question, ...]:
        """Every question asked of one entry."""
        return tuple(question for step in self.steps for question in step.questions)

    def read_value(self, stored: Stored) -> object:
        if not isinstance(stored, list):
            raise Unreadable("takes a list (empty for none)")
        return tuple(self.read_entry(entry) for entry in stored)

    def read_entry(self, stored: Stored) -> Entry:
        """One entry; questions of it that are left out are unanswered. Raises Unreadable."""
        if not isinstance(stored, dict):
            raise Unreadable("takes a list of entries with named values")
        parts = {part.key: part for part in self.parts()}
        if strange := set(stored) - set(parts):
            raise Unreadable(f"has no part {sorted(strange)}; an entry has {sorted(parts)}")
        return {key: self._read_part(parts[key], stored[key]) for key in parts if key in stored}

    def _read_part(self, part: Question, stored: Stored) -> object:
        try:
            return part.read(stored)
        except Unreadable as error:
            raise Unreadable(f"{part.key} {error}") from None

    def stored_value(self, value: object) -> Stored:
        parts = {part.key: part for part in self.parts()}
        return [
            {key: parts[key].stored(part) for key, part in entry.items()}
            for entry in cast("tuple[Entry, ...]", value)
        ]

    def said_value(self, value: object, say: Say) -> str:
        entries = cast("tuple[Entry, ...]", value)
        return "; ".join(self.said_entry(entry, say) for entry in entries) if entries else say(self.none)

    def said_entry(self, entry: Entry, say: Say = as_written) -> str:
        """One entry on one line: what was answered of it, in order."""
        said = [
            _said_part(part, entry[part.key], say)
            for part in self.parts()
            if part.key in entry and not isinstance(entry[part.key], Absent)
        ]
        return ", ".join(said) or say("nothing filled in")


def _said_part(part: Question, value: object, say: Say) -> str:
    """A part by its value, named where the value alone does not tell."""
    said = part.said(value, say)
    return said if isinstance(part, Text | Choice | MultiChoice) else f"{say(part.short)}: {said}"
