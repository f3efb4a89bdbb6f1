"""Answers that rules take alike, in a clinician's words: "0 to 3 / 10", "Osteoporosis or Cancer"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from rules.language.diagrams.turning import Side, Truths, Turning, amount
from rules.language.diagrams.unknowns import Unknown
from rules.language.logic.case import Case
from rules.language.logic.conditions import Check
from rules.language.logic.relations import is_empty
from rules.language.questions import Choice, Number, Scale, YesNo
from rules.language.questions.worked_out import Counted
from rules.language.words.prose import clause

ANY = "Any answer"
Statement = Mapping[int, bool | None]  # what is said of some checks, by their places


def in_words(unknown: Unknown, chosen: Collection[int], case: Case) -> str:
    """Some of what an answer can still be, by places in `unknown.possible`, taken together."""
    turning = unknown.turning
    places = [unknown.possible[one] for one in sorted(chosen)]
    if len(places) == len(unknown.possible):
        return ANY
    if turning.measured_by:
        return " or ".join(_stretches(turning, turning.measured_by, places, case))
    sides = [turning.sides[place] for place in places]
    examples = [example for side in sides for example in side.examples]
    told_apart = None not in sides[0].truths
    if isinstance(turning.question, YesNo | Choice) or not told_apart:
        return " or ".join(turning.question.said(example) for example in examples)
    others = [turning.sides[place].truths for place in unknown.possible if place not in places]
    return "; or ".join(_statements(turning, sides, others, case))


def _stretches(
    turning: Turning, measured_by: Number | Counted, places: Sequence[int], case: Case
) -> Iterator[str]:
    """Sides that follow each other make one stretch: "at most 20 days", "31 to 49 %"."""
    for first in places:
        if first - 1 not in places:
            last = next(
                place for place in range(first, len(turning.sides)) if place + 1 not in places
            )
            low = amount(measured_by, turning.sides[first].examples[0], case.on)
            high = amount(measured_by, turning.sides[last].examples[-1], case.on)
            if first == 0 and not isinstance(measured_by, Scale):
                yield f"at most {measured_by.said(high)}"
            elif last == len(turning.sides) - 1 and not isinstance(measured_by, Scale):
                yield f"at least {measured_by.said(low)}"
            else:
                yield measured_by.said(low) if low == high else f"{low} to {measured_by.said(high)}"


def _statements(
    turning: Turning, sides: Sequence[Side], others: Sequence[Truths], case: Case
) -> Iterator[str]:
    """As few statements as tell these sides from all others."""
    said: list[Statement] = []
    for side in sides:
        if not any(_holds(statement, side.truths) for statement in said):
            said.append(_shortest(side.truths, others))
    for statement in said:
        checks = [(turning.asked[place], truth is True) for place, truth in statement.items()]
        checks.sort(key=lambda one: one[0].term is not turning.question)
        yield ", ".join(_said(turning, check, truth, case) for check, truth in checks)


def _shortest(truths: Truths, others: Sequence[Truths]) -> Statement:
    """What to say of these checks so that it is true of none of the others."""
    statement = dict(enumerate(truths))
    for place in range(len(truths)):
        rest = {kept: truth for kept, truth in statement.items() if kept != place}
        if not any(_holds(rest, other) for other in others):
            statement = rest
    return statement


def _holds(statement: Statement, truths: Truths) -> bool:
    return all(truths[place] is truth for place, truth in statement.items())


def _said(turning: Turning, check: Check, truth: bool, case: Case) -> str:
    if check.relation is is_empty:
        return turning.question.said(()) if truth else "at least one"
    said = clause(check, case.figures, opposite=not truth).on_one_line
    return (
        said.removeprefix(f"{turning.question.short} ") if check.term is turning.question else said
    )
