"""Answers that rules take alike, in a clinician's words: "0 to 3 / 10", "Osteoporosis or Cancer"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from rules.language.logic import Case, Check
from rules.language.prose import clause
from rules.language.questions import Choice, Scale, YesNo
from rules.language.relations import is_empty
from rules.language.turning import Side, Truths, Turning, amount

ANY = "Any answer"


def in_words(turning: Turning, chosen: Collection[int], case: Case) -> str:
    """Some sides of a question together, by their places in `turning.sides`."""
    sides = [turning.sides[place] for place in sorted(chosen)]
    if len(sides) == len(turning.sides):
        return ANY
    if turning.measured_by:
        return " or ".join(_stretches(turning, sorted(chosen), case.on))
    examples = [example for side in sides for example in side.examples]
    told = isinstance(turning.question, YesNo | Choice) or None in sides[0].truths
    if told or examples == [()]:
        return " or ".join(turning.question.said(example) for example in examples)
    return "; or ".join(_checks_in_words(turning, sides, case))


def _stretches(turning: Turning, chosen: Sequence[int], on: date) -> Iterator[str]:
    """Sides that follow each other make one stretch: "at most 20 days", "31 to 49 %"."""
    for place in chosen:
        if place - 1 not in chosen:
            last = place
            while last + 1 in chosen:
                last += 1
            yield _stretch(turning, place, last, on)


def _stretch(turning: Turning, first: int, last: int, on: date) -> str:
    measured_by = turning.measured_by
    assert measured_by
    low = amount(measured_by, turning.sides[first].examples[0], on)
    high = amount(measured_by, turning.sides[last].examples[-1], on)
    ends_open = not isinstance(measured_by, Scale)
    if ends_open and first == 0:
        return f"at most {measured_by.said(high)}"
    if ends_open and last == len(turning.sides) - 1:
        return f"at least {measured_by.said(low)}"
    return measured_by.said(low) if low == high else f"{low} to {measured_by.said(high)}"


def _checks_in_words(turning: Turning, sides: Sequence[Side], case: Case) -> Iterator[str]:
    """As few statements as tell these sides from all others."""
    others = [side.truths for side in turning.sides if side not in sides]
    said: list[dict[int, bool | None]] = []
    for side in sides:
        if not any(_holds(statement, side.truths) for statement in said):
            said.append(_shortest(side.truths, others))
    for statement in said:
        yield ", ".join(
            _check_in_words(turning, turning.asked[place], truth is not True, case)
            for place, truth in statement.items()
        )


def _holds(statement: dict[int, bool | None], truths: Truths) -> bool:
    return all(truths[place] is truth for place, truth in statement.items())


def _shortest(truths: Truths, others: Sequence[Truths]) -> dict[int, bool | None]:
    """What to say of these checks so that it is true of none of the others."""
    statement = dict(enumerate(truths))
    for place in range(len(truths)):
        rest = {other: truth for other, truth in statement.items() if other != place}
        if not any(_holds(rest, other) for other in others):
            statement = rest
    return statement


def _check_in_words(turning: Turning, check: Check, opposite: bool, case: Case) -> str:
    if check.relation is is_empty:
        return "at least one" if opposite else turning.question.said(())
    said = clause(check, case.figures, opposite=opposite).on_one_line
    return said.removeprefix(f"{turning.question.short} ") if check.term is turning.question else said
