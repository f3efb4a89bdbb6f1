"""Questions whose answer is a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import cast

from rules.language.logic import relations
from rules.language.logic.conditions import Check, Term
from rules.language.logic.relations import Operand
from rules.language.questions.choices import Choice
from rules.language.questions.question import Question, Say, Stored, Unreadable


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
    once: str = ""  # what 1 is called: "once a day"
    # Another unit by another answer of the same entry: "ml at a time" of a liquid.
    unit_by: Choice | None = None
    units: Mapping[str, str] = field(default_factory=dict)

    def read_value(self, stored: Stored) -> object:
        number = self._number(stored)
        if (
            number is None
            or not self.low <= number <= self.high
            or -int(number.as_tuple().exponent) > self.decimals
        ):
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
        return self._said(value, self.unit, say)

    def said_among(self, value: object, others: Mapping[str, object], say: Say) -> str:
        """With the unit that another answer of the entry gives it."""
        chosen = others.get(self.unit_by.key) if self.unit_by else None
        unit = self.units.get(chosen, self.unit) if isinstance(chosen, str) else self.unit
        return self._said(value, unit, say)

    def _said(self, value: object, unit: str, say: Say) -> str:
        if self.once and value == 1:
            return say(self.once)
        return f"{value} {say(unit)}" if unit else str(value)


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
