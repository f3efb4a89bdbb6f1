"""What was said of a list as it stood then: where the list says otherwise now, it is asked anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias, cast

from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.conditions import checks
from rules.language.logic.failure import Failure, attempt
from rules.language.questions import Entry, Question
from rules.medicines.daily_total import DailyDose
from rules.questions.mri import (
    bone_scan_date,
    ct_date,
    mri_date,
    spect_ct_date,
    xray_date,
)
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
DAYS_OF_SCANS = (mri_date, ct_date, bone_scan_date, spect_ct_date, xray_date)
DONE_OR_BOOKED: frozenset[object] = frozenset(
    check.term for day in DAYS_OF_SCANS if day.past_if is not None for check in checks(day.past_if)
)
"""The questions that say on which side of today the day of a scan lies."""
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


def with_days_asked_anew(
    given: Mapping[Question, object], before: Case, today: date
) -> dict[Question, object]:
    """Answers, with no past day kept for what is now booked, nor one to come for what is now done."""
    news = {question.key: Given(value) for question, value in given.items()}
    after = before.answered(news)
    anew = {
        day: Absent.UNANSWERED
        for day in DAYS_OF_SCANS
        if day not in given and day.key in before.answers
        if day.lies(before) is not day.lies(after)
        if day.is_on_wrong_side(before.answers[day.key].value, after, today)
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
