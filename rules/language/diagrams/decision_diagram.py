"""Decision diagrams: what something comes to under every combination of answers, each told once.

A point asks for one variable and has a branch for each of its answers; the last branch is for an
answer that stays unknown. Points are shared, and a point whose branches all lead to the same is
left out: so a variable that stands nowhere in a diagram makes no difference to what it tells.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from enum import Enum
from typing import TypeAlias

from rules.language.criteria.criteria import Status


class Point:
    """Where a diagram parts: the variable asked for, and where each of its answers leads."""

    __slots__ = ("branches", "variable")

    def __init__(self, variable: int, branches: tuple[Diagram, ...]) -> None:
        self.variable = variable
        self.branches = branches


Diagram: TypeAlias = Point | Status | bool | None


class Settled(Enum):
    """What a joining says of two diagrams that do not settle it yet."""

    NOT_YET = "not yet"


NOT_YET = Settled.NOT_YET
Joining: TypeAlias = Callable[[Diagram, Diagram], "Diagram | Settled"]


def both(one: Diagram, other: Diagram) -> Diagram | Settled:
    """Kleene's and."""
    if one is False or other is False:
        return False
    if one is True or one is other:
        return other
    return one if other is True else NOT_YET


def either(one: Diagram, other: Diagram) -> Diagram | Settled:
    """Kleene's or."""
    if one is True or other is True:
        return True
    if one is False or one is other:
        return other
    return one if other is False else NOT_YET


def met_or_not(met: Diagram, not_met: Diagram) -> Diagram | Settled:
    """A criterion's status where it applies."""
    if met is True:
        return Status.MET
    if isinstance(met, Point) or isinstance(not_met, Point):
        return NOT_YET
    return Status.NOT_MET if not_met is True else Status.CANNOT_TELL


def where_it_applies(applies: Diagram, status: Diagram) -> Diagram | Settled:
    """A criterion's status, given whether it applies."""
    if applies is True:
        return status
    if applies is False:
        return Status.NOT_APPLICABLE
    return Status.CANNOT_TELL if applies is None else NOT_YET


def together(one: Diagram, other: Diagram) -> Diagram | Settled:
    """The overall status of two criteria, as `protocols.overall` has it."""
    if one is Status.NOT_MET or other is Status.NOT_MET:
        return Status.NOT_MET
    if one is Status.NOT_APPLICABLE or one is other:
        return other
    if other is Status.NOT_APPLICABLE:
        return one
    undecided = isinstance(one, Point) or isinstance(other, Point)
    return NOT_YET if undecided else Status.CANNOT_TELL  # one of them is: they differ


def agreed(one: Diagram, other: Diagram) -> Diagram | Settled:
    """The status to which two lead alike; cannot tell where they do not."""
    if one is other:
        return one
    apart = one is Status.CANNOT_TELL or other is Status.CANNOT_TELL
    undecided = isinstance(one, Point) or isinstance(other, Point)
    return Status.CANNOT_TELL if apart or not undecided else NOT_YET


def otherwise(one: Diagram, other: Diagram) -> Diagram | Settled:
    """The first, and where that cannot tell, the second."""
    if one is Status.CANNOT_TELL or one is other:
        return other
    return NOT_YET if isinstance(one, Point) else one


class Diagrams:
    """Diagrams that share their points: what leads to the same is the same."""

    def __init__(self) -> None:
        self._points: dict[tuple[object, ...], Point] = {}
        self._joined: dict[tuple[object, ...], Diagram] = {}
        self._completed: dict[Point, Diagram] = {}
        self._opposites: dict[Point, Diagram] = {}

    def point(self, variable: int, branches: Iterable[Diagram]) -> Diagram:
        """The point with these branches; where all lead to the same, just that."""
        branches = tuple(branches)
        first = branches[0]
        if branches.count(first) == len(branches):  # equal is the same: points have no other equal
            return first
        known = (variable, *map(id, branches))  # what leads to the same is the same
        point = self._points.get(known)
        if point is None:
            point = self._points[known] = Point(variable, branches)
        return point

    def join(self, joining: Joining, one: Diagram, other: Diagram) -> Diagram:
        """What two diagrams come to together, under every combination of answers."""
        settled = joining(one, other)
        if not isinstance(settled, Settled):
            return settled
        known = (joining, id(one), id(other))
        if known not in self._joined:
            self._joined[known] = self._branched(joining, one, other)
        return self._joined[known]

    def _branched(self, joining: Joining, one: Diagram, other: Diagram) -> Diagram:
        first = min(each.variable for each in (one, other) if isinstance(each, Point))
        ones, others = _from(first, one), _from(first, other)
        if not ones:
            return self.point(first, [self.join(joining, one, branch) for branch in others])
        if not others:
            return self.point(first, [self.join(joining, branch, other) for branch in ones])
        pairs = zip(ones, others, strict=True)
        return self.point(first, [self.join(joining, branch, beside) for branch, beside in pairs])

    def join_all(self, joining: Joining, diagrams: Sequence[Diagram], start: Diagram) -> Diagram:
        """Many together. The last come first: mostly they ask for variables of a later place."""
        joined = start
        for diagram in reversed(diagrams):
            joined = self.join(joining, diagram, joined)
        return joined

    def opposite(self, diagram: Diagram) -> Diagram:
        """Where a condition does not hold, given where it does."""
        if not isinstance(diagram, Point):
            return None if diagram is None else diagram is False
        if diagram not in self._opposites:
            branches = [self.opposite(branch) for branch in diagram.branches]
            self._opposites[diagram] = self.point(diagram.variable, branches)
        return self._opposites[diagram]

    def completed(self, diagram: Diagram) -> Diagram:
        """The same where no answer stays unknown."""
        if not isinstance(diagram, Point):
            return diagram
        if diagram not in self._completed:
            known = [self.completed(branch) for branch in diagram.branches[:-1]]
            self._completed[diagram] = self.point(diagram.variable, known)
        return self._completed[diagram]

    def whatever_comes(self, diagram: Diagram, coming: Collection[int]) -> Diagram:
        """The same, where an unknown answer leaves open only what the answers to come do not agree on.

        `coming` are the variables of which an answer is waited for.
        """
        return self.join(otherwise, diagram, self._agreed(diagram, coming, {}))

    def _agreed(
        self, diagram: Diagram, coming: Collection[int], known: dict[Point, Diagram]
    ) -> Diagram:
        if not isinstance(diagram, Point):
            return diagram
        if diagram not in known:
            *answers, unknown = [self._agreed(one, coming, known) for one in diagram.branches]
            if diagram.variable in coming:
                unknown = self.join_all(agreed, answers[1:], answers[0])
            known[diagram] = self.point(diagram.variable, [*answers, unknown])
        return known[diagram]


def _from(variable: int, diagram: Diagram) -> tuple[Diagram, ...]:
    """The branches of a diagram that begins with this variable; none where it begins later."""
    if isinstance(diagram, Point) and diagram.variable == variable:
        return diagram.branches
    return ()
