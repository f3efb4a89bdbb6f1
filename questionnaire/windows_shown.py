"""How long an answer counts, in words: until which day, and how new a newer one must be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from questionnaire.said import said_day
from rules.language.case import Absent, Case
from rules.language.explanation import Fact
from rules.language.logic import limit
from rules.language.pages import Page
from rules.language.questions import Question
from rules.language.relations import WorkingFigure
from rules.questions import QUESTIONS

WITHOUT_IT = (
    "Without this day nobody can check whether these still count, and they are taken as out of date"
)


def newer_said(question: Question, case: Case) -> str:
    """What must come in place of an answer that is out of date: "a newer report (from … on)"."""
    days = _days(question, case)
    if days is None:
        return ""
    kind = "a newer report" if question.observed_on else "a newer answer"
    return f"{kind} (from {said_day(case.on - timedelta(days=days))} on)"


def outdated_said(page: Page, case: Case) -> dict[str, str]:
    """Of each answer on a page that is out of date, until when it counted."""
    outdated = (one for one in page.questions if one.value(case) is Absent.OUT_OF_DATE)
    return {
        question.key: f"{said}; the consult is on {said_day(case.on)}"
        for question in outdated
        if (said := _counted(_days(question, case), question.day(case)))
    }


def day_wanted_said(page: Page, case: Case) -> dict[str, str]:
    """For each day on a page, which answers count for a time that only it can tell.

    Nothing where the clinic has set no limit. What has a day of its own is named at the other.
    """
    dated: dict[str, list[str]] = {}
    for question in page.questions:
        days = _days(question, case)
        if days is not None and question.observed_on:
            said = f"{question.short} (counts {days} days, a working figure)"
            dated.setdefault(question.observed_on[-1].key, []).append(said)
    return {key: f"{WITHOUT_IT}: {'; '.join(all_said)}" for key, all_said in dated.items()}


def counted_until(fact: Fact, figures: Mapping[WorkingFigure, Decimal]) -> str:
    """Until when a fact counted, by the figures that a finding used; empty where it has no window."""
    question = QUESTIONS.get(fact.questions[0]) if len(fact.questions) == 1 else None
    window = question.window if question else None
    used = figures.get(window) if window else None
    return _counted(None if used is None else int(used), fact.observed_on)


def _counted(days: int | None, day: date | None) -> str:
    if days is None:
        return ""
    if day is None:
        return f"counts {days} days, and no day is known that it is of"
    return f"counts {days} days, until {said_day(day + timedelta(days=days))}"


def _days(question: Question, case: Case) -> int | None:
    days = None if question.window is None else limit(question.window, case)
    return None if days is None else int(cast("Decimal", days))
