"""What is asked about once more: an answer that can be so and seldom is, with what may be meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rules.language.logic.case import Case
from rules.language.logic.days import ApproximateDate, KnownDay, limits
from rules.language.logic.relations import Range, WorkingFigure
from rules.language.logic.weighing import limit


@dataclass(frozen=True)
class Doubt:
    """An answer that is asked about, and what is likelier: a value of the same question, or None."""

    likely: object = None


@dataclass(frozen=True)
class OtherUnit:
    """A unit that a result is often given in, and by what it comes to ours: 12 g/dL are 120 g/L.

    Without a name it is a slip of the pen, such as a point left out.
    """

    said: str
    times: Decimal


@dataclass(frozen=True, eq=False)
class Usual:
    """Between which figures nearly every result lies. One outside is asked about, never refused."""

    low: WorkingFigure
    high: WorkingFigure
    mistaken: tuple[OtherUnit, ...] = ()

    def has(self, value: object, case: Case) -> bool:
        """Whether a number can lie between the two; one known only between limits is given its due."""
        low, high = limit(self.low, case), limit(self.high, case)
        least, most = (value.low, value.high) if isinstance(value, Range) else (value, value)
        return not (
            (isinstance(most, Decimal) and isinstance(low, Decimal) and most < low)
            or (isinstance(least, Decimal) and isinstance(high, Decimal) and least > high)
        )

    def meant(self, number: object, case: Case) -> Iterator[Decimal]:
        """What a number comes to in each of the units it may have been written in, where usual."""
        if isinstance(number, Decimal):
            others = (number * other.times for other in self.mistaken)
            yield from (other for other in others if self.has(other, case))


def meant_day(value: KnownDay, first: date, last: date, today: date) -> KnownDay | None:
    """The same day of a year between two days that is easily mistaken for the one written.

    Of several years that are, the one nearest to today.
    """
    if isinstance(value, ApproximateDate) and value.on:
        return None
    for year in _mistaken_for(limits(value)[0].year, range(first.year, last.year + 1), today):
        other = _in_year(value, year)
        if other and limits(other)[1] >= first and limits(other)[0] <= last:
            return other
    return None


def _mistaken_for(written: int, years: Sequence[int], today: date) -> list[int]:
    """Years of another century, then with the last two figures turned, then with one figure other."""
    near = {year: _slips(str(written), str(year)) for year in years if year != written}
    nearest = sorted(near, key=lambda year: (near[year], abs(year - today.year)))
    return [year for year in nearest if near[year] < 3]


def _slips(written: str, meant: str) -> int:
    if written[2:] == meant[2:]:
        return 0
    if written[2:] == meant[:1:-1]:
        return 1
    return 2 if sum(one != other for one, other in zip(written, meant, strict=True)) == 1 else 3


def _in_year(value: KnownDay, year: int) -> KnownDay | None:
    try:
        if isinstance(value, date):
            return value.replace(year=year)
        other = replace(value, said=f"{year}{value.said[4:]}")
        return other if other.earliest else None
    except ValueError:  # 29 February
        return None
