"""What was said of a list as it stood then: where the list says otherwise now, it is asked anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, cast

from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.failure import Failure, attempt
from rules.language.questions import Entry, Question
from rules.medicines.daily_total import DailyDose
from rules.questions.pain_medicine import (
    medicine_form,
    medicine_listed_again,
    medicine_name,
    medicine_still_taken,
    medicine_strength,
    medicine_unit,
)
from rules.questions.pain_relief import (
    opioid_doses_confirmed,
    opioids_as_given,
    pain_medicines,
    paracetamol_as_given,
    paracetamol_confirmed,
)

Listed: TypeAlias = tuple[Entry, ...]
WHAT_IT_IS = (
    medicine_name,
    medicine_form,
    medicine_strength,
    medicine_unit,
    medicine_still_taken,
)
CONFIRMED_OF = (
    (opioids_as_given, opioid_doses_confirmed),
    (paracetamol_as_given, paracetamol_confirmed),
)


def with_doses_asked_anew(given: Mapping[Question, object], before: Case) -> dict[Question, object]:
    """Answers, with nothing confirmed of a total that they change and say nothing of."""
    news = {question.key: Given(value) for question, value in given.items()}
    after = before.answered(news)
    anew = {
        confirmed: Absent.UNANSWERED
        for total, confirmed in CONFIRMED_OF
        if pain_medicines in given and confirmed not in given and confirmed.key in before.answers
        if _in_all(total, before) != _in_all(total, after)
    }
    return {**given, **anew}


def with_doubles_asked_anew(
    given: Mapping[Question, object], before: Case
) -> dict[Question, object]:
    """Answers, with no medicine "the same as" another where what is listed before it has changed."""
    listed, now = before.answers.get(pain_medicines.key), given.get(pain_medicines)
    if listed is None or not isinstance(listed.value, tuple) or not isinstance(now, tuple):
        return {**given}
    then = cast("Listed", listed.value)
    entries = cast("Listed", now)
    kept = (
        _without_again(entry) if _stands_otherwise(entry, entries[:place], then) else entry
        for place, entry in enumerate(entries)
    )
    return {**given, pain_medicines: tuple(kept)}


def _stands_otherwise(entry: Entry, listed_before: Listed, then: Listed) -> bool:
    """Whether an entry is as it was, and what stands before it is not."""
    if medicine_listed_again.key not in entry or entry not in then:
        return False
    return [*map(_what_it_is, listed_before)] != [*map(_what_it_is, then[: then.index(entry)])]


def _what_it_is(entry: Entry) -> list[object]:
    return [entry.get(part.key) for part in WHAT_IT_IS]


def _without_again(entry: Entry) -> Entry:
    return {key: value for key, value in entry.items() if key != medicine_listed_again.key}


def _in_all(total: DailyDose, case: Case) -> object:
    """A day's total. What cannot be worked out is like no other."""
    found = attempt("total", total.short, total.value, case)
    return object() if isinstance(found, Failure) else found
