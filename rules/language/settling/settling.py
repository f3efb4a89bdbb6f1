"""What would settle a protocol that cannot be told yet, or undo it: which facts, from whom, leading where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import cast

from rules.language.criteria.criteria import Criterion, Protocol, Status
from rules.language.diagrams.criterion_diagrams import CriterionDiagrams
from rules.language.diagrams.decision_diagram import Diagram, Point
from rules.language.diagrams.diagram_paths import Fewest, Way, alone, points, variables
from rules.language.diagrams.questions_read import indications, questions_of
from rules.language.diagrams.so_far import turning_away
from rules.language.diagrams.unknowns import can_be_settled, unknowns, without_outdated
from rules.language.findings.findings import Finding, find, overall
from rules.language.findings.record import who_can_supply
from rules.language.logic.case import Case
from rules.language.logic.conditions import Cause
from rules.language.questions import Question
from rules.language.settling.sides_in_words import in_words


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

    `undoes` are those that are settled so far, and that it can change. `short` says what is
    missing: the question, or a part of an answer given in part. `until_then` is what the patient
    can be asked of the same, which counts until staff's own answer comes.
    """

    question: Question
    short: str
    cause: Cause
    who_can_supply: str
    criteria: tuple[Criterion, ...]
    answers: tuple[PossibleAnswer, ...]
    until_then: Question | None = None
    undoes: tuple[Criterion, ...] = ()


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
    """What would settle a protocol in a case, or can still undo what is settled so far.

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
    """The facts that would settle a protocol in a case, or that can undo it where it is settled so far.

    An unknown answer is one of them if two completions that differ in it alone give different
    overall statuses. A completion gives an answer to everything unknown on which a criterion turns
    that cannot be told or stands so far; what is settled for good stays so. What is for the
    clinician, or in conflict, no answer settles.
    """
    findings = {criterion: find(criterion, case) for criterion in indications(protocol)}
    now = overall(finding.status for finding in findings.values())
    if now is Status.CANNOT_TELL or _can_be_undone(now, findings.values()):
        return _Settlement(findings, case).settling(now)
    return Settling((), _already(now, Status.MET), _already(now, Status.NOT_MET))


def _can_be_undone(now: Status, findings: Collection[Finding]) -> bool:
    """Whether an answer may: one criterion that is not met for good leaves the whole so for good."""
    for_good = (one for one in findings if one.status is Status.NOT_MET and not one.so_far)
    return any(one.so_far for one in findings) and not (now is Status.NOT_MET and any(for_good))


def _already(now: Status, goal: Status) -> tuple[Needed, ...] | None:
    return () if now is goal else None


class _Settlement:
    """A protocol in a case, told over every answer that is not known."""

    def __init__(self, findings: Mapping[Criterion, Finding], case: Case) -> None:
        self.case = case
        self.now = {criterion: found.status for criterion, found in findings.items()}
        among = tuple(findings)
        self.waiting = {
            one for one, status in self.now.items() if can_be_settled(one, status, case)
        }
        self.so_far = {criterion for criterion, found in findings.items() if found.so_far}
        moving = [one for one in among if one in self.waiting or one in self.so_far]
        self.unknown = unknowns(moving, among, case)
        self.diagrams = CriterionDiagrams(self.unknown, without_outdated(among, case))
        self.told = self.diagrams.told(self.now, self.waiting)

    def settling(self, now: Status) -> Settling:
        told = self.diagrams.overall([*self.told.values()])
        decisive = self._decisive(told, now)
        self.overall = self.diagrams.whatever_comes(told, self._waited_for)
        to_met = Fewest(Status.MET, decisive).way(self.overall)
        to_not_met = Fewest(Status.NOT_MET, decisive).way(self.overall)
        in_fewest = {variable for variable, _ in to_met or ()}
        facts = {variable: self._fact(variable) for variable in decisive}
        order = sorted(facts, key=lambda one: (*_decisive(facts[one], one in in_fewest), one))
        return Settling(
            tuple(facts[variable] for variable in order),
            self._needed(to_met),
            self._needed(to_not_met),
        )

    def _decisive(self, told: Diagram, now: Status) -> list[int]:
        """The variables on which the whole turns where everything is answered."""
        completed = self.diagrams.completed(told)
        if now is Status.CANNOT_TELL:
            return sorted(variables(completed))
        return turning_away(told, completed, now)

    @cached_property
    def _waited_for(self) -> set[int]:
        """The variables that criteria wait for; the others only undo what is settled so far."""
        read = {question for one in self.waiting for question in questions_of(one)}
        return {place for place, one in enumerate(self.unknown) if one.question in read}

    def _fact(self, variable: int) -> SettlingFact:
        unknown = self.unknown[variable]
        turned = [one for one, by in self._turned_by.items() if variable in by]
        return SettlingFact(
            unknown.question,
            unknown.missing.term.short,
            unknown.missing.cause,
            who_can_supply(unknown.missing),
            tuple(one for one in turned if one not in self.so_far),
            tuple(self._answer(variable, alike) for alike in self._alike(variable)),
            unknown.until_then,
            tuple(one for one in turned if one in self.so_far),
        )

    @cached_property
    def _turned_by(self) -> Mapping[Criterion, set[int]]:
        """The variables on which each criterion turns that is open, or settled so far."""
        return {
            one: variables(self.diagrams.completed(diagram)) or variables(diagram)
            for one, diagram in self.told.items()
        }

    @cached_property
    def _asking(self) -> Mapping[int, list[Point]]:
        """Every point at which a criterion asks for each variable."""
        asking: dict[int, list[Point]] = {}
        for point in dict.fromkeys(chain.from_iterable(map(points, self.told.values()))):
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
            criterion: cast("Status", alone(diagram, variable, alike[0]))
            for criterion, diagram in self.told.items()
        }
        return PossibleAnswer(
            in_words(self.unknown[variable], alike, self.case),
            self.unknown[variable].examples[alike[0]],
            cast("Status", alone(self.overall, variable, alike[0])),
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


def _decisive(fact: SettlingFact, in_fewest: bool) -> tuple[bool, bool, int]:
    """The lower, the more decisive; `Settling` says in words what counts first."""
    settles = any(answer.overall is not Status.CANNOT_TELL for answer in fact.answers)
    return not settles, not in_fewest, -len(fact.criteria)
