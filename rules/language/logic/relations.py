"""How a value can stand to what it is compared with. Each relation's name reads as English."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, cast

Number: TypeAlias = int | Decimal


@dataclass(frozen=True)
class Range:
    """A number known only between limits, both included. `high` None: at least `low`."""

    low: Decimal
    high: Decimal | None


@dataclass(frozen=True, eq=False)
class WorkingFigure:
    """A figure that no source gives. A clinic can set its own; it is marked wherever it shows.

    `value` None: there is no limit unless the clinic sets one, from `low` to `high`.
    """

    key: str
    says: str
    value: Decimal | None
    unit: str
    why: str
    high: Decimal
    low: Decimal = Decimal(0)

    def allows(self, figure: Decimal) -> bool:
        """Whether a clinic can set this figure."""
        return figure.is_finite() and self.low <= figure <= self.high

    def takes(self) -> str:
        """Which figures a clinic can set: "a number from 0 to 10"."""
        return f"a number from {self.low} to {self.high}"


@dataclass(frozen=True, eq=False)
class WorkingChoice:
    """Something that sources do differently, so that a clinic says which way it goes.

    `options` are what can be chosen, by key, in words; `value` is the one it comes with.
    """

    key: str
    says: str
    options: Mapping[str, str]
    value: str
    why: str


Operand: TypeAlias = bool | int | str | Decimal | frozenset[str] | WorkingFigure | None
Relation: TypeAlias = Callable[[object, Operand], bool | None]


def is_unknown(value: object, operand: Operand) -> bool | None:
    """Weighed by name in the logic, since only there a missing value is seen."""
    raise AssertionError("is_unknown is settled before any value is compared")


def is_(value: object, operand: Operand) -> bool | None:
    return value == operand


def is_one_of(value: object, operand: Operand) -> bool | None:
    return value in cast("frozenset[str]", operand)


def includes(value: object, operand: Operand) -> bool | None:
    return operand in cast("Collection[object]", value)


def includes_any_of(value: object, operand: Operand) -> bool | None:
    return not cast("frozenset[str]", operand).isdisjoint(cast("Collection[str]", value))


def includes_only(value: object, operand: Operand) -> bool | None:
    return set(cast("Collection[str]", value)) <= cast("frozenset[str]", operand)


def is_empty(value: object, operand: Operand) -> bool | None:
    return not cast("Collection[object]", value)


def is_at_least(value: object, operand: Operand) -> bool | None:
    least = cast("Number", operand)
    if not isinstance(value, Range):
        return cast("Number", value) >= least
    if value.low >= least:
        return True
    return False if value.high is not None and value.high < least else None


def is_at_most(value: object, operand: Operand) -> bool | None:
    most = cast("Number", operand)
    if not isinstance(value, Range):
        return cast("Number", value) <= most
    if value.low > most:
        return False
    return True if value.high is not None and value.high <= most else None


def is_over(value: object, operand: Operand) -> bool | None:
    at_most = is_at_most(value, operand)
    return None if at_most is None else not at_most


def is_under(value: object, operand: Operand) -> bool | None:
    at_least = is_at_least(value, operand)
    return None if at_least is None else not at_least
