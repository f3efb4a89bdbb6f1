"""How a value can stand to what it is compared with, and how that and its opposite are said."""

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
    wants_reason: bool = False  # whoever chooses otherwise than it comes says why


Operand: TypeAlias = bool | int | str | Decimal | frozenset[str] | WorkingFigure | None
Weighing: TypeAlias = Callable[[object, Operand], bool | None]


@dataclass(frozen=True, eq=False)
class Relation:
    """One way of standing to an operand. Clinicians sign the words; frozen editions keep the key.

    `holds` weighs a value that is known; of a number known only between limits it may not tell.
    """

    key: str
    words: str
    opposite: str
    holds: Weighing


def _unknown(value: object, operand: Operand) -> bool | None:
    raise AssertionError("is_unknown is settled before any value is compared")


def _not_sure(value: object, operand: Operand) -> bool | None:
    return False  # whoever gave an answer was sure


def _same(value: object, operand: Operand) -> bool | None:
    return value == operand


def _one_of(value: object, operand: Operand) -> bool | None:
    return value in cast("frozenset[str]", operand)


def _includes(value: object, operand: Operand) -> bool | None:
    return operand in cast("Collection[object]", value)


def _includes_any_of(value: object, operand: Operand) -> bool | None:
    return not cast("frozenset[str]", operand).isdisjoint(cast("Collection[str]", value))


def _includes_only(value: object, operand: Operand) -> bool | None:
    return set(cast("Collection[str]", value)) <= cast("frozenset[str]", operand)


def _empty(value: object, operand: Operand) -> bool | None:
    return not cast("Collection[object]", value)


def _at_least(value: object, operand: Operand) -> bool | None:
    least = cast("Number", operand)
    if not isinstance(value, Range):
        return cast("Number", value) >= least
    if value.low >= least:
        return True
    return False if value.high is not None and value.high < least else None


def _at_most(value: object, operand: Operand) -> bool | None:
    most = cast("Number", operand)
    if not isinstance(value, Range):
        return cast("Number", value) <= most
    if value.low > most:
        return False
    return True if value.high is not None and value.high <= most else None


def _over(value: object, operand: Operand) -> bool | None:
    at_most = _at_most(value, operand)
    return None if at_most is None else not at_most


def _can_be_at_most(value: object, operand: Operand) -> bool | None:
    least = value.low if isinstance(value, Range) else cast("Number", value)
    return least <= cast("Number", operand)


def _can_be_over(value: object, operand: Operand) -> bool | None:
    return _at_most(value, operand) is not True


def _under(value: object, operand: Operand) -> bool | None:
    at_least = _at_least(value, operand)
    return None if at_least is None else not at_least


# A missing value is seen only in the logic, which settles these two by itself.
is_unknown = Relation("is_unknown", "is unknown", "is known", _unknown)
is_not_sure = Relation(
    "is_not_sure", "is answered “not sure”", "is not answered “not sure”", _not_sure
)
is_ = Relation("is", "is", "is not", _same)
is_one_of = Relation("is_one_of", "is one of", "is none of", _one_of)
includes = Relation("includes", "includes", "does not include", _includes)
includes_any_of = Relation(
    "includes_any_of", "includes any of", "includes none of", _includes_any_of
)
includes_only = Relation(
    "includes_only", "includes only", "includes something other than", _includes_only
)
is_empty = Relation("is_empty", "is", "is not", _empty)  # what an empty list says comes after
is_at_least = Relation("is_at_least", "is at least", "is under", _at_least)
is_at_most = Relation("is_at_most", "is at most", "is over", _at_most)
can_be_at_most = Relation("can_be_at_most", "can be at most", "is surely over", _can_be_at_most)
can_be_over = Relation("can_be_over", "can be over", "is surely at most", _can_be_over)
is_over = Relation("is_over", "is over", "is at most", _over)
is_under = Relation("is_under", "is under", "is at least", _under)

RELATIONS: Mapping[str, Relation] = {
    one.key: one
    for one in (
        is_unknown,
        is_not_sure,
        is_,
        is_one_of,
        includes,
        includes_any_of,
        includes_only,
        is_empty,
        is_at_least,
        is_at_most,
        can_be_at_most,
        can_be_over,
        is_over,
        is_under,
    )
}
