"""A score: points for each of some answers, added up; a range while an answer is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from rules.language.logic.case import Absent, Case
from rules.language.logic.weighing import value_of
from rules.language.questions.choices import Choice, MultiChoice, YesNo


@dataclass(frozen=True)
class Points:
    """What an answer adds: by the option chosen, or by yes and no.

    Of several options at once each adds its own, and together no less than `least`.
    """

    question: Choice | MultiChoice | YesNo
    of: Mapping[str | bool, int]
    least: int = 0

    def between(self, case: Case) -> tuple[int, int]:
        """The fewest and the most points that the answer can come to."""
        value = value_of(self.question, case)
        if isinstance(value, Absent):
            return self._whatever_it_is()
        points = self._added(value) if isinstance(value, tuple) else self.of[cast("str", value)]
        return points, points

    def is_known(self, case: Case) -> bool:
        return not isinstance(value_of(self.question, case), Absent)

    def _whatever_it_is(self) -> tuple[int, int]:
        if isinstance(self.question, MultiChoice):
            return self._added(tuple(self.of)), 0
        return min(self.of.values()), max(self.of.values())

    def _added(self, chosen: tuple[object, ...]) -> int:
        return max(self.least, sum(self.of[cast("str", option)] for option in chosen))


@dataclass(frozen=True)
class Total:
    """A score so far: from `least` to `most`, and the parts that are not known."""

    least: int
    most: int
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """Points of several answers. What nobody entered is never taken for nothing."""

    parts: tuple[Points, ...]

    def total(self, case: Case) -> Total | None:
        """The sum, or its limits; None while no part is known."""
        unknown = [part.question.short for part in self.parts if not part.is_known(case)]
        if len(unknown) == len(self.parts):
            return None
        least, most = zip(*(part.between(case) for part in self.parts), strict=True)
        return Total(sum(least), sum(most), tuple(unknown))
