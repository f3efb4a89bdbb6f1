"""Questions whose answer is a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_FLOOR, Decimal, InvalidOperation
from typing import cast

from rules.language.logic import relations
from rules.language.logic.case import Case
from rules.language.logic.conditions import Check, Term
from rules.language.logic.numbers import (
    Either,
    Read,
    Said,
    is_open_ended,
    is_strict,
    plain_letters,
    read_number,
)
from rules.language.logic.relations import Operand, Range
from rules.language.questions.choices import Choice
from rules.language.questions.doubts import Doubt, Usual
from rules.language.questions.question import Question, Say, Stored, Unreadable


class Measured(Term):
    """A term whose value is a number."""

    def is_at_least(self, limit: Operand) -> Check:
        return Check(self, relations.is_at_least, limit)

    def is_at_most(self, limit: Operand) -> Check:
        return Check(self, relations.is_at_most, limit)

    def can_be_at_most(self, limit: Operand) -> Check:
        """Holds too where a number known only between limits may lie over it."""
        return Check(self, relations.can_be_at_most, limit)

    def can_be_over(self, limit: Operand) -> Check:
        """Holds too where a number known only between limits may lie at or under it."""
        return Check(self, relations.can_be_over, limit)

    def is_over(self, limit: Operand) -> Check:
        return Check(self, relations.is_over, limit)

    def is_under(self, limit: Operand) -> Check:
        return Check(self, relations.is_under, limit)


class CanBeTwo(Unreadable):
    """A number that can be two: "1,000". Whoever wrote it is asked which."""

    def __init__(self, either: Either) -> None:
        super().__init__(f"can be {either.one} or {either.other}: write the one that is meant")
        self.either = either


@dataclass(frozen=True, eq=False)
class Number(Question, Measured):
    """A number between limits that only catch slips of the pen.

    One that `varies` can be a range, and is kept in the words that it was said in: "1 or 2". One
    that can lie `beyond` may be known only as under or over a number, and is kept likewise: "<10".
    """

    low: int = 0
    high: int = 100
    decimals: int = 0
    unit: str = ""
    varies: bool = False
    beyond: bool = False
    usual: Usual | None = None
    reader: Callable[[str], Read] = read_number
    counted: frozenset[str] = frozenset()  # words that may stand behind the number: "tablets"
    once: str = ""  # what 1 is called: "once a day"
    # Another unit by another answer of the same entry: "ml at a time" of a liquid.
    unit_by: Choice | None = None
    units: Mapping[str, str] = field(default_factory=dict)

    def understand(self, text: str, unit: str = "") -> object:
        """What a person wrote, as a value: all of it is understood. `unit`: as the reader sees it.

        Raises CanBeTwo, and Unreadable for what is no such number.
        """
        written = self.reader(text)
        if written is None:
            written = self.reader(_without_unit(text, unit, self.counted))
        if isinstance(written, Either):
            raise CanBeTwo(written)
        if isinstance(written, Range):
            return self._ranged(text, written)
        if written is None:
            written = self._converted(text)
        if self.varies and plain_letters(text) != f"{written:f}":
            return self._said_as(text, written, written)
        comes_out_even = not self.decimals or re.search(r"[.,]", text)  # a third does not
        return self.read_value(written if comes_out_even else round(written, self.decimals))

    def _ranged(self, text: str, written: Range) -> Said:
        """A number between limits. Of a result the limit itself is not meant by "<10"."""
        if self.varies:
            return self._said_as(text, written.low, written.high)
        if not self.beyond or not is_open_ended(text):
            raise Unreadable(self.takes())
        strict = is_strict(text)
        if written.high is None:
            return self._said_as(text, -self._most(-written.low, strict=strict), None)
        least = max(written.low, Decimal(self.low))
        return self._said_as(text, least, self._most(written.high, strict=strict))

    def _most(self, limit: Decimal, *, strict: bool) -> Decimal:
        """The highest number that a result can have up to a limit, or under it where it is strict."""
        step = Decimal(1).scaleb(-self.decimals)
        most = (limit / step).to_integral_value(ROUND_FLOOR) * step
        return most - step if strict and most == limit else most

    def _converted(self, text: str) -> Decimal:
        """A number with another unit beside it that is ours by another name: "12.1 g/dL"."""
        for other in self.usual.mistaken if self.usual else ():
            number = self.reader(_without_unit(text, other.said, ())) if other.said else None
            if isinstance(number, Decimal):
                return _plain(number * other.times)
        raise Unreadable(self.takes())

    def doubt(self, value: object, case: Case, today: date) -> Doubt | None:
        if self.usual is None or self.usual.has(value, case):
            return None
        return Doubt(self.meant(value, case))

    def meant(self, number: object, case: Case) -> object:
        """The usual value that a number may stand for, written in another unit; None if there is none."""
        for likely in self.usual.meant(number, case) if self.usual else ():
            with suppress(Unreadable):
                return self.read_value(_plain(likely))
        return None

    def meant_by(self, text: str) -> object:
        """The usual value that a number may stand for which cannot be one of ours as it is."""
        number = self.reader(_without_unit(text, self.unit, self.counted))
        return self.meant(number, Case({}, date.min))

    def _said_as(self, text: str, low: Decimal, high: Decimal | None) -> Said:
        most = low if high is None else high
        if low < self.low or most < low or most > self.high:
            raise Unreadable(self.takes())
        return Said(low, high, " ".join(text.split()))

    def read_value(self, stored: Stored) -> object:
        if (self.varies or self.beyond) and isinstance(stored, dict):
            return self._read_said(cast("Mapping[str, Stored]", stored))
        number = self._number(stored)
        if (
            number is None
            or not self.low <= number <= self.high
            or -int(number.as_tuple().exponent) > self.decimals
        ):
            raise Unreadable(self.takes())
        return number

    def _read_said(self, stored: Mapping[str, Stored]) -> Said:
        low, high, said = (stored.get(part) for part in ("low", "high", "said"))
        least, most = self._number(low), None if high is None else self._number(high)
        if least is None or (high is not None and most is None) or not isinstance(said, str):
            raise Unreadable(f'{self.takes()}, or {{"said": "1 or 2", "low": 1, "high": 2}}')
        return self._said_as(said, least, most)

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
        if isinstance(value, Said):
            high = None if value.high is None else _as_json(value.high)
            return {"said": value.said, "low": _as_json(value.low), "high": high}
        return _as_json(cast("Decimal", value))

    def said_value(self, value: object, say: Say) -> str:
        return self._said(value, self.unit, say)

    def said_among(self, value: object, others: Mapping[str, object], say: Say) -> str:
        """With the unit that another answer of the entry gives it."""
        return self._said(value, self.unit_by_answer(others), say)

    def unit_by_answer(self, others: Mapping[str, object]) -> str:
        """The unit that counts, given the other answers of the entry: "ml at a time" of a liquid."""
        chosen = others.get(self.unit_by.key) if self.unit_by else None
        return self.units.get(chosen, self.unit) if isinstance(chosen, str) else self.unit

    def _said(self, value: object, unit: str, say: Say) -> str:
        if isinstance(value, Said):
            return f"{value.said} {say(unit)}" if unit and value.said[-1:].isdigit() else value.said
        if self.once and value == 1:
            return say(self.once)
        return f"{value} {say(unit)}" if unit else str(value)


def _without_unit(text: str, unit: str, counted: Iterable[str]) -> str:
    """A number without what only says of what it is: "2 tablets", "5ml", "150 × 10⁹/L"."""
    number = " ".join(text.split()).removesuffix(unit)
    known = {word.casefold() for word in (*unit.split(), *counted) if word.isalpha()}
    parts = re.sub(r"(\d)([^\W\d_])", r"\1 \2", plain_letters(number).rstrip(".%")).split()
    while len(parts) > 1 and parts[-1] in known:
        parts.pop()
    return " ".join(parts)


def _as_json(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


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
