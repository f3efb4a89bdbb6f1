"""Whether a question of ours is asked in a case."""

from __future__ import annotations

from functools import cache
from typing import cast

from rules.language.logic.case import Case
from rules.language.logic.weighing import weigh
from rules.language.questions import Question
from rules.language.questions.gates import Gates, gates
from rules.questions import QUESTIONS


def is_asked(question: Question, case: Case) -> bool | None:
    """Whether other answers leave a question to be asked. None: they do not say yet.

    The first that is wanted in a case has all of them worked out, so that a page can ask of each.
    Raises what weighing its own condition raises, whatever fails of another.
    """
    if QUESTIONS.get(question.key) is not question:  # part of a list's entry, say
        return weigh(question.asked_if, case).truth
    known = cast("dict[Question, bool | None]", case.memory[gates])
    if not known:
        known |= _all_at_once(case)
    return known[question] if question in known else weigh(question.asked_if, case).truth


def _all_at_once(case: Case) -> Gates:
    try:
        return _written()(case)
    # Written as one, they fail as one: what failed is for each by itself to say.
    except Exception:  # noqa: BLE001
        return {}


_written = cache(lambda: gates(tuple(QUESTIONS.values())))
