"""Ways through a diagram: where one answer alone leads, and the fewest that lead somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeAlias

from rules.language.criteria.criteria import Status
from rules.language.diagrams.decision_diagram import Diagram, Point

Way: TypeAlias = tuple[tuple[int, int], ...]  # variables in their order, each with its answer


def points(diagram: Diagram) -> Iterator[Point]:
    """Every point of a diagram, once."""
    found: dict[Point, None] = {}
    waiting = [diagram]
    while waiting:
        point = waiting.pop()
        if isinstance(point, Point) and point not in found:
            found[point] = None
            waiting.extend(point.branches)
    return iter(found)


def variables(diagram: Diagram) -> set[int]:
    """The variables on which a diagram turns."""
    return {point.variable for point in points(diagram)}


def alone(diagram: Diagram, variable: int, answer: int) -> Diagram:
    """What it comes to where this is the only answer and all else stays unknown."""
    while isinstance(diagram, Point):
        diagram = diagram.branches[answer if diagram.variable == variable else -1]
    return diagram


class Fewest:
    """The fewest answers that lead to a goal while all else stays unknown.

    Among as few, it goes by those with the most `favoured` variables, then by the first in order.
    """

    def __init__(self, goal: Status, favoured: Collection[int]) -> None:
        self._goal = goal
        self._favoured = favoured
        self._ways: dict[Point, Way | None] = {}

    def way(self, diagram: Diagram) -> Way | None:
        """The answers; empty where it is so already, None where no answers lead there."""
        if not isinstance(diagram, Point):
            return () if diagram is self._goal else None
        if diagram not in self._ways:
            self._ways[diagram] = min(self._through(diagram), key=self._cost, default=None)
        return self._ways[diagram]

    def _through(self, point: Point) -> Iterator[Way]:
        *known, unknown = [self.way(branch) for branch in point.branches]
        for answer, rest in enumerate(known):
            if rest is not None:
                yield ((point.variable, answer), *rest)
        if unknown is not None:
            yield unknown

    def _cost(self, way: Way) -> tuple[int, int]:
        return len(way), sum(variable not in self._favoured for variable, _ in way)
