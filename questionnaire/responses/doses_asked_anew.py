"""A dose was confirmed as it stood then: where the list says another now, it is asked anew."""

from __future__ import annotations

from collections.abc import Mapping

from rules.language.logic.case import Absent, Case, Given
from rules.language.questions import Question
from rules.questions.pain_relief import (
    opioid_doses_confirmed,
    opioids_as_given,
    pain_medicines,
    paracetamol_as_given,
    paracetamol_confirmed,
)

CONFIRMED_OF = (
    (opioids_as_given, opioid_doses_confirmed),
    (paracetamol_as_given, paracetamol_confirmed),
)


def with_doses_asked_anew(given: Mapping[Question, object], before: Case) -> dict[Question, object]:
    """Answers, with nothing confirmed of a total that they change and say nothing of."""
    news = {question.key: Given(value) for question, value in given.items()}
    after = before.having({**before.answers, **news})
    anew = {
        confirmed: Absent.UNANSWERED
        for total, confirmed in CONFIRMED_OF
        if pain_medicines in given and confirmed not in given and confirmed.key in before.answers
        if total.value(before) != total.value(after)
    }
    return {**given, **anew}
