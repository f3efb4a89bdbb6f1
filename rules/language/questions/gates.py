"""Which of many questions other answers leave to be asked, found all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, cast

from rules.language.logic.case import Case
from rules.language.questions.generated import TRUTH, Program
from rules.language.questions.question import Question

Gates: TypeAlias = Mapping[Question, bool | None]


def gates(questions: Sequence[Question]) -> Callable[[Case], Gates]:
    """A function from a case to whether each of these questions is asked: None is not known yet.

    It is what `weigh(question.asked_if, case).truth` is, and raises whatever one of them raises.
    """
    program = Program(one.asked_if for one in questions)
    bits = [program.bits(one.asked_if) for one in questions]
    written = program.function(f"({', '.join(bits)},)" if bits else "()")
    in_case = cast("Callable[[Case], tuple[int, ...]]", written)
    return lambda case: {
        one: TRUTH[truth] for one, truth in zip(questions, in_case(case), strict=True)
    }
