"""Verdicts alone, without reasons: criteria made into plain functions once, to run over many cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from rules.language.criteria.criteria import OF_TRUTH, Criterion, Status
from rules.language.logic.case import NOT_ASKED, OUT_OF_DATE, UNANSWERED, Absent, Case
from rules.language.logic.conditions import ALWAYS, Check, Condition, Group, Not, Term, checks
from rules.language.logic.relations import WorkingFigure, is_unknown
from rules.language.logic.weighing import limit, truth_of_absence
from rules.language.questions import Question
from rules.language.questions.worked_out import Counted

Wanted: TypeAlias = Term | WorkingFigure
Read: TypeAlias = Callable[["Values"], object]
Truth: TypeAlias = Callable[["Values"], bool | None]
Stands: TypeAlias = Callable[["Values"], Status]


class Values(dict[Wanted, object]):
    """A case's values, each worked out once; those not put here at first when they are wanted."""

    def __init__(self, case: Case, readers: Mapping[Wanted, Read]) -> None:
        self.case = case
        self.readers = readers

    def __missing__(self, wanted: Wanted) -> object:
        value = self[wanted] = self.readers[wanted](self)
        return value


def verdicts(criteria: Iterable[Criterion]) -> Callable[[Case], tuple[Status, ...]]:
    """A function from a case to the statuses that `find` gives these criteria, in their order."""
    criteria = tuple(criteria)
    compiled = tuple(map(_criterion, criteria))
    wanted = dict.fromkeys(_wanted_by_all(criteria))
    figures = [one for one in wanted if isinstance(one, WorkingFigure)]
    shipped: dict[Wanted, object] = {figure: figure.value for figure in figures}
    asked = [one for one in wanted if isinstance(one, Question) and one.asked_if is ALWAYS]
    answers = [(question, question.key, question.window) for question in asked]
    readers: dict[Wanted, Read] = {
        one: _reader(one) for one in wanted if not isinstance(one, WorkingFigure)
    }

    def in_case(case: Case) -> tuple[Status, ...]:
        values, given = Values(case, readers), case.answers
        values.update(shipped)
        if case.figures:
            values.update((figure, limit(figure, case)) for figure in figures)
        for question, key, window in answers:
            if window is None or values[window] is None:  # few clinics set one
                values[question] = given[key].value if key in given else UNANSWERED
        return tuple([stands(values) for stands in compiled])

    return in_case


def _wanted_by_all(criteria: Iterable[Criterion]) -> Iterator[Wanted]:
    for criterion in criteria:
        for condition in (criterion.applies_when, criterion.met_when, criterion.not_met_when):
            yield from _wanted_by(condition)


def _wanted_by(condition: Condition) -> Iterator[Wanted]:
    """What a condition looks at, and what decides whether its questions are asked and still count."""
    for check in checks(condition):
        yield check.term
        if isinstance(check.operand, WorkingFigure):
            yield check.operand
        yield from _needed_for(check.term)


def _needed_for(term: Term) -> Iterator[Wanted]:
    """What decides whether a question is asked and still counts; what a number is counted from."""
    if isinstance(term, Question):
        yield from _wanted_by(term.asked_if)
        yield from filter(None, [term.window])
    if isinstance(term, Counted):
        for read in term.reads():
            yield from (read, *_needed_for(read))


def _reader(wanted: Term) -> Read:
    if isinstance(wanted, Counted):
        (read,) = wanted.reads()
        return lambda values: wanted.of(values[read], values.case.on)
    if not isinstance(wanted, Question) or wanted.window:
        return lambda values: wanted.value(values.case)
    key, asked_if = wanted.key, _truth(wanted.asked_if)

    def answer(values: Values) -> object:
        asked = asked_if(values)
        if not asked:
            return UNANSWERED if asked is None else NOT_ASKED
        given = values.case.answers.get(key)
        return given.value if given else UNANSWERED

    return answer


def _criterion(criterion: Criterion) -> Stands:
    stands = _between(criterion)
    if criterion.applies_when is ALWAYS:
        return stands
    applies_when = _truth(criterion.applies_when)

    def where_it_applies(values: Values) -> Status:
        applies = applies_when(values)
        if applies:
            return stands(values)
        return Status.CANNOT_TELL if applies is None else Status.NOT_APPLICABLE

    return where_it_applies


def _between(criterion: Criterion) -> Stands:
    """Met, not met, or the grey between, of which there is none where one is the other's opposite."""
    met_when = _truth(criterion.met_when)
    if criterion.is_either_or:
        return lambda values: OF_TRUTH[met_when(values)]
    not_met_when = _truth(criterion.not_met_when)

    def stands(values: Values) -> Status:
        if met_when(values):
            return Status.MET
        return Status.NOT_MET if not_met_when(values) else Status.CANNOT_TELL

    return stands


def _truth(condition: Condition) -> Truth:
    match condition:
        case Check():
            return _check(condition)
        case Group(parts, by):
            return _group(tuple(map(_truth, parts)), by)
        case Not(part):
            return _opposite(_truth(part))


def _check(check: Check) -> Truth:
    term, relation, operand = check.term, check.relation, check.operand
    holds = relation.holds
    if relation is is_unknown:
        return lambda values: _unknown(values[term])
    figure = operand if isinstance(operand, WorkingFigure) else None

    def truth(values: Values) -> bool | None:
        value = values[term]
        if type(value) is Absent:
            return truth_of_absence(value, relation)
        if figure is None:
            return holds(value, operand)
        return holds(value, values[figure])  # pyrefly: ignore[bad-argument-type]  # a limit

    return truth


def _unknown(value: object) -> bool | None:
    if value is OUT_OF_DATE:
        return None
    return type(value) is Absent and value is not NOT_ASKED


def _group(parts: tuple[Truth, ...], by: bool) -> Truth:
    if len(parts) == 1:
        return parts[0]

    def truth(values: Values) -> bool | None:
        settled: bool | None = not by
        for part in parts:
            found = part(values)
            if found is by:
                return by
            if found is None:
                settled = None
        return settled

    return truth


def _opposite(part: Truth) -> Truth:
    def truth(values: Values) -> bool | None:
        found = part(values)
        return None if found is None else not found

    return truth
