"""What would settle a protocol that cannot be told yet: which facts, from whom, leading where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import cast

from rules.language.criteria.criteria import Criterion, Protocol, Status
from rules.language.findings.findings import find, overall
from rules.language.findings.record import who_can_supply
from rules.language.logic.case import Case
from rules.language.logic.conditions import Cause
from rules.language.logic.weighing import weigh
from rules.language.questions import Question
from rules.language.settling.criterion_diagrams import CriterionDiagrams
from rules.language.settling.decision_diagram import Diagram, Point
from rules.language.settling.diagram_paths import Fewest, Way, alone, points
from rules.language.settling.questions_read import indications
from rules.language.settling.sides_in_words import in_words
from rules.language.settling.unknowns import unknowns, without_outdated


@dataclass(frozen=True)
class Outcome:
    """Where a criterion would stand."""

    criterion: Criterion
    status: Status


@dataclass(frozen=True)
class PossibleAnswer:
    """A kind of answer, and where it would lead if it alone came in.

    `example` is one such answer. `criteria` are those that would then stand otherwise than now.
    """

    said: str
    example: object
    overall: Status
    criteria: tuple[Outcome, ...]


@dataclass(frozen=True)
class SettlingFact:
    """An unknown answer on which the overall status can turn, and the criteria it holds open.

    `short` says what is missing: the question, or a part of an answer given in part. `until_then`
    is what the patient can be asked of the same, which counts until staff's own answer comes.
    """

    question: Question
    short: str
    cause: Cause
    who_can_supply: str
    criteria: tuple[Criterion, ...]
    answers: tuple[PossibleAnswer, ...]
    until_then: Question | None = None


@dataclass(frozen=True)
class Needed:
    """One answer of a set that leads somewhere: the question, and which kind of answer."""

    question: Question
    short: str
    who_can_supply: str
    said: str
    example: object


@dataclass(frozen=True)
class Settling:
    """What would settle a protocol in a case.

    `facts` are all settling facts, the most decisive first: those of which one answer alone
    settles the protocol; then those among the fewest that reach met; then by how many criteria
    they hold open; then in the order in which the protocol comes to them.

    The fewest answers that reach met, and not met, while all else stays unknown: empty where the
    protocol stands so already, None where no answers lead there.
    """

    facts: tuple[SettlingFact, ...]
    fewest_to_met: tuple[Needed, ...] | None
    fewest_to_not_met: tuple[Needed, ...] | None


def settling(protocol: Protocol, case: Case) -> Settling:
    """The facts that would settle a protocol in a case.

    An unknown answer is one of them if two completions that differ in it alone give different
    overall statuses. A completion gives an answer to everything unknown on which a criterion turns
    that cannot be told; what is settled stays so. What is for the clinician, or in conflict, no
    answer settles.
    """
    statuses = {criterion: find(criterion, case).status for criterion in indications(protocol)}
    now = overall(statuses.values())
    if now is not Status.CANNOT_TELL:
        return Settling((), _already(now, Status.MET), _already(now, Status.NOT_MET))
    return _Settlement(protocol, case, statuses).settling()


def _already(now: Status, goal: Status) -> tuple[Needed, ...] | None:
    return () if now is goal else None


class _Settlement:
    """A protocol that cannot be told in a case, told over every answer that is not known."""

    def __init__(self, protocol: Protocol, case: Case, now: Mapping[Criterion, Status]) -> None:
        self.case = case
        self.now = now
        undecided = [one for one, status in now.items() if _can_be_settled(one, status, case)]
        self.unknown = unknowns(undecided, protocol, case)
        self.diagrams = CriterionDiagrams(self.unknown, without_outdated(protocol, case))
        self.undecided = {criterion: self.diagrams.criterion(criterion) for criterion in undecided}
        self.turning = self.undecided | {
            criterion: self.diagrams.criterion(criterion)
            for criterion, status in now.items()
            if status is not Status.CANNOT_TELL and self.diagrams.turns(criterion)
        }

    def settling(self) -> Settling:
        decisive = self._asked_in(self._overall(self.undecided))
        as_told = self._overall(self.turning)
        to_met = Fewest(Status.MET, decisive).way(as_told)
        to_not_met = Fewest(Status.NOT_MET, decisive).way(as_told)
        in_fewest = {variable for variable, _ in to_met or ()}
        facts = {variable: self._fact(variable) for variable in decisive}
        order = sorted(facts, key=lambda one: (*_decisive(facts[one], one in in_fewest), one))
        return Settling(
            tuple(facts[variable] for variable in order),
            self._needed(to_met),
            self._needed(to_not_met),
        )

    def _overall(self, diagrams: Mapping[Criterion, Diagram]) -> Diagram:
        """Of all criteria: by its diagram, else as they stand now."""
        return self.diagrams.overall(
            [diagrams.get(one, status) for one, status in self.now.items()]
        )

    def _fact(self, variable: int) -> SettlingFact:
        unknown = self.unknown[variable]
        return SettlingFact(
            unknown.question,
            unknown.missing.term.short,
            unknown.missing.cause,
            who_can_supply(unknown.missing),
            tuple(one for one, by in self._held_open_by.items() if variable in by),
            tuple(self._answer(variable, alike) for alike in self._alike(variable)),
            unknown.until_then,
        )

    def _asked_in(self, diagram: Diagram) -> set[int]:
        """The variables on which it turns where everything is answered."""
        return {point.variable for point in points(self.diagrams.completed(diagram))}

    @cached_property
    def _held_open_by(self) -> Mapping[Criterion, set[int]]:
        return {one: self._asked_in(diagram) for one, diagram in self.undecided.items()}

    @cached_property
    def _asking(self) -> Mapping[int, list[Point]]:
        """Every point at which a criterion asks for each variable."""
        asking: dict[int, list[Point]] = {}
        for point in dict.fromkeys(chain.from_iterable(map(points, self.turning.values()))):
            asking.setdefault(point.variable, []).append(point)
        return asking

    def _alike(self, variable: int) -> list[list[int]]:
        """The answers, those together that lead to the same whatever else comes in."""
        leading: dict[tuple[Diagram, ...], list[int]] = {}
        for answer in range(len(self.unknown[variable].possible)):
            leads = tuple([point.branches[answer] for point in self._asking[variable]])
            leading.setdefault(leads, []).append(answer)
        return list(leading.values())

    def _answer(self, variable: int, alike: list[int]) -> PossibleAnswer:
        after = {
            criterion: cast("Status", alone(self.turning.get(criterion, now), variable, alike[0]))
            for criterion, now in self.now.items()
        }
        return PossibleAnswer(
            in_words(self.unknown[variable], alike, self.case),
            self.unknown[variable].examples[alike[0]],
            overall(after.values()),
            tuple(
                Outcome(one, after[one]) for one, now in self.now.items() if after[one] is not now
            ),
        )

    def _needed(self, way: Way | None) -> tuple[Needed, ...] | None:
        if way is None:
            return None
        return tuple(self._need(variable, answer) for variable, answer in way)

    def _need(self, variable: int, answer: int) -> Needed:
        unknown = self.unknown[variable]
        alike = next(each for each in self._alike(variable) if answer in each)
        return Needed(
            unknown.question,
            unknown.missing.term.short,
            who_can_supply(unknown.missing),
            in_words(unknown, alike, self.case),
            unknown.examples[answer],
        )


def _can_be_settled(criterion: Criterion, status: Status, case: Case) -> bool:
    """Whether an answer can settle it: it is open, and neither in conflict nor for the clinician."""
    beyond = (criterion.unsettleable_when, criterion.conflicting_when)
    return status is Status.CANNOT_TELL and not any(weigh(one, case).truth for one in beyond)


def _decisive(fact: SettlingFact, in_fewest: bool) -> tuple[bool, bool, int]:
    """The lower, the more decisive; `Settling` says in words what counts first."""
    settles = any(answer.overall is not Status.CANNOT_TELL for answer in fact.answers)
    return not settles, not in_fewest, -len(fact.criteria)
