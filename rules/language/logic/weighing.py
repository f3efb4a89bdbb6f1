"""What follows from the answers when some are not known. The tables are Kleene's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import cast

from rules.language.logic.case import NOT_ASKED, NOT_SURE, OUT_OF_DATE, Absent, Case, once_a_case
from rules.language.logic.conditions import Check, Condition, Group, Not, Open, Result, Term
from rules.language.logic.relations import (
    Operand,
    Relation,
    WorkingChoice,
    WorkingFigure,
    is_not_sure,
    is_unknown,
)

# Called by its own name, it takes several times as long to make.
_new_result = partial(tuple.__new__, Result)


def weigh(condition: Condition, case: Case) -> Result:
    """The truth of a condition in a case, with its reasons: deciding and explaining are one."""
    if isinstance(condition, Check):
        return condition.results[truth_of(condition, value_of(condition.term, case), case)]
    if isinstance(condition, Group):
        return _weigh_group(condition, case)
    truth, because = weigh(condition.part, case)
    return _new_result((None if truth is None else not truth, because))


@once_a_case
def _weigh_group(group: Group, case: Case) -> Result:
    return settle([weigh(part, case) for part in group.parts], group.by)


def weigh_by(told: dict[Condition, Result], condition: Condition) -> Result:
    """The same, of a condition whose checks are weighed already. Each group is added to what is told."""
    found = told.get(condition)
    if found is None:
        if isinstance(condition, Group):
            found = settle([weigh_by(told, part) for part in condition.parts], condition.by)
        else:
            truth, because = weigh_by(told, cast("Not", condition).part)
            found = _new_result((None if truth is None else not truth, because))
        told[condition] = found
    return found


def settle(results: Sequence[Result], by: bool) -> Result:
    """One `by` settles it; failing that, one unknown leaves it open; else all agree."""
    settling: list[Result] = []
    unknown: list[Result] = []
    for result in results:
        if result.truth is by:
            settling.append(result)
        elif result.truth is None:
            unknown.append(result)
    deciding = settling or unknown or results
    if len(deciding) == 1:
        return deciding[0]
    truth = deciding[0].truth if deciding else not by
    because = tuple(chain.from_iterable([result.because for result in deciding]))
    return _new_result((truth, because))


def value_of(term: Term, case: Case) -> object:
    """A term's value, worked out once."""
    value = case.values.get(term)
    if value is None:
        value = case.values[term] = term.value(case)
    return value


@once_a_case
def open_in(term: Term, case: Case) -> tuple[Open, ...]:
    """What is missing of a term, worked out once."""
    return term.open(case)


def truth_of(check: Check, value: object, case: Case) -> bool | None:
    """The truth of a check, were this the value of its term."""
    if check.relation is is_unknown:
        if value is OUT_OF_DATE:  # what was found once is not as if nobody had looked
            return None
        return type(value) is Absent and value is not NOT_ASKED
    if type(value) is Absent:
        return truth_of_absence(value, check.relation)
    operand = check.operand
    return check.relation.holds(
        value, limit(operand, case) if type(operand) is WorkingFigure else operand
    )


def truth_of_absence(value: Absent, relation: Relation) -> bool | None:
    """What is said of an answer that is not there: someone on no blood thinner is not on warfarin."""
    if value is NOT_ASKED:
        return False
    return True if value is NOT_SURE and relation is is_not_sure else None


def limit(operand: Operand, case: Case) -> Operand:
    """The operand as this clinic sets it: its own figure where it set one, else the one given."""
    if isinstance(operand, WorkingFigure):
        return case.figures.get(operand.key, operand.value)
    return operand


def chosen(choice: WorkingChoice, case: Case) -> str:
    """The option that this clinic chose, else the one that the choice comes with."""
    return case.choices.get(choice.key, choice.value)
