"""Findings in words, and how long an answer counts: the rows of every page and file that shows findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from questionnaire.summary.said import (
    NO_RESULTS,
    SaidFact,
    said_day,
    said_fact,
    so_far_said,
    source_line,
    status_words,
    without_results,
)
from rules.language.criteria.criteria import Criterion, Polarity, Status
from rules.language.criteria.ranks import disagreement_in_words, ranks_in_brief, ranks_in_words
from rules.language.findings.explanation import Fact
from rules.language.findings.findings import Finding
from rules.language.logic.case import Absent, Case
from rules.language.logic.conditions import Cause
from rules.language.logic.relations import WorkingFigure
from rules.language.logic.weighing import limit
from rules.language.questions import Question
from rules.language.questions.pages import Page

WITHOUT_IT = (
    "Without this day nobody can check whether these still count, and they are taken as out of date"
)


def newer_said(question: Question, case: Case) -> str:
    """What must come in place of an answer that is out of date: "a newer report (from … on)"."""
    days = _window_days(question, case)
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
        if (said := _counted_until(_window_days(question, case), question.day(case)))
    }


def day_wanted_said(page: Page, case: Case) -> dict[str, str]:
    """For each day on a page, which answers count for a time that only it can tell.

    Nothing where the clinic has set no limit. What has a day of its own is named at the other.
    """
    dated: dict[str, list[str]] = {}
    for question in page.questions:
        days = _days(question.window, case)
        if days is not None and question.observed_on:
            said = (
                f"{question.short} (counts {days} days{_fewer(question, case)}, a working figure)"
            )
            dated.setdefault(question.observed_on[-1].key, []).append(said)
    return {key: f"{WITHOUT_IT}: {'; '.join(all_said)}" for key, all_said in dated.items()}


def counted_until(fact: Fact, figures: Mapping[WorkingFigure, Decimal]) -> str:
    """Until when a fact counted, by the figures that a finding used; empty where it has no window."""
    used = figures.get(fact.window) if fact.window else None
    return _counted_until(None if used is None else int(used), fact.observed_on)


def _counted_until(days: int | None, day: date | None) -> str:
    if days is None:
        return ""
    if day is None:
        return f"counts {days} days, and no day is known that it is of"
    return f"counts {days} days, until {said_day(day + timedelta(days=days))}"


def _window_days(question: Question, case: Case) -> int | None:
    return _days(question.window_in(case), case)


def _days(window: WorkingFigure | None, case: Case) -> int | None:
    days = None if window is None else limit(window, case)
    return None if days is None else int(cast("Decimal", days))


def _fewer(question: Question, case: Case) -> str:
    """For whom an answer counts for fewer days than for others, and how many."""
    if question.shorter is None:
        return ""
    return f", {question.shorter.said} {limit(question.shorter.window, case)}"


NOT_DONE: Mapping[str, str] = {}
STAFF_LOOK = {Cause.NEEDS_STAFF.value, Cause.OUT_OF_DATE.value}


@dataclass(frozen=True)
class Waiting:
    """Why a finding cannot be told, and of what."""

    cause: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class FindingRow:
    """A finding as it is shown. `words` say its status, by what it means that it is met."""

    key: str
    label: str
    short: str
    says: str
    polarity: Polarity
    status: Status
    words: str
    rank: str  # how the source ranks it, or each list where they differ; or how soon it wants somebody
    lists: str  # how each published list ranks it, where they differ or the clinic's has it not
    settled_by: tuple[SaidFact, ...]
    waiting: tuple[Waiting, ...]
    reported: tuple[SaidFact, ...]
    figures: tuple[str, ...]
    guidance: str
    source: str
    so_far: str  # what can still change a status that is settled, if anything
    done: str  # what was done about a red flag, by whom and when

    @property
    def is_met(self) -> bool:
        """Met, present or reported: what the criterion speaks of is there."""
        return self.status is Status.MET

    @property
    def is_open(self) -> bool:
        """It cannot be told."""
        return self.status is Status.CANNOT_TELL

    @property
    def is_for_staff(self) -> bool:
        """It is open for staff alone: they have not looked yet, or not lately."""
        return self.is_open and {one.cause for one in self.waiting} <= STAFF_LOOK

    @property
    def why_open(self) -> str:
        """The causes for which it cannot be told, without their facts."""
        return "; ".join(waiting.cause for waiting in self.waiting)


def rows_of(
    findings: Iterable[Finding], done: Mapping[str, str] = NOT_DONE
) -> tuple[FindingRow, ...]:
    """Findings in words. `done` says, by criterion, what was done about a red flag."""
    return tuple(row_of(finding, done) for finding in findings)


def row_of(finding: Finding, done: Mapping[str, str] = NOT_DONE) -> FindingRow:
    """A finding in words."""
    criterion = finding.criterion
    return FindingRow(
        key=criterion.key,
        label=criterion.label,
        short=criterion.short_name,
        says=criterion.says,
        polarity=criterion.polarity,
        status=finding.status,
        words=status_words(finding),
        rank=_rank(criterion),
        lists=_lists(criterion),
        settled_by=(
            *(said_fact(fact) for fact in finding.because if _settles(fact, finding)),
            *(SaidFact(what, NO_RESULTS, "") for what in in_one(without_results(finding))),
        ),
        waiting=tuple(_waiting(finding, cause) for cause in Cause if cause in finding.causes),
        reported=tuple(said_fact(fact) for fact in finding.reported if _was_said(fact)),
        figures=tuple(_figure(figure, used) for figure, used in finding.figures.items()),
        guidance=criterion.guidance,
        source=source_line(criterion.source),
        so_far=so_far_said(finding),
        done=done.get(criterion.key, ""),
    )


def in_one(names: Sequence[str]) -> tuple[str, ...]:
    """Several names as one: "INR and Platelets"; none of none."""
    return (" and ".join(names),) if names else ()


def once_known(finding: Finding) -> Mapping[str, tuple[SaidFact, ...]]:
    """What went out of date, by its report: who gave it, when, and until when it counted."""
    items = (item for item in finding.waiting_for if item.cause is Cause.OUT_OF_DATE)
    outdated = {item.term.short for item in items}
    reports: dict[str, dict[str, SaidFact]] = {}
    for fact in finding.because:
        if fact.short in outdated:
            said, until = said_fact(fact), counted_until(fact, finding.figures)
            report = "; ".join(filter(None, (said.who, until)))
            reports.setdefault(report, {})[fact.short] = said
    return {report: tuple(facts.values()) for report, facts in reports.items()}


def report_said(report: str, facts: Sequence[SaidFact]) -> str:
    """What was known from one report; who and when stand once for all of it."""
    late = f" ({Absent.OUT_OF_DATE.value})"
    known = "; ".join(f"{fact.what}: {fact.said.removesuffix(late)}" for fact in facts)
    return f"{known} ({'each: ' if len(facts) > 1 else ''}{report})"


def rows_with(rows: Sequence[FindingRow], *statuses: Status) -> tuple[FindingRow, ...]:
    """The rows of some statuses, in their order."""
    return tuple(row for row in rows if row.status in statuses)


def _rank(criterion: Criterion) -> str:
    if criterion.lists_disagree and criterion.strength:
        return ranks_in_brief(criterion)
    rank = criterion.urgency or criterion.strength
    return rank.value if rank else ""


def _figure(figure: WorkingFigure, used: Decimal) -> str:
    said = f"{figure.says} {used} {figure.unit}".strip()
    return said if used == figure.value else f"{said} (set by this clinic)"


def _lists(criterion: Criterion) -> str:
    by_lists_alone = criterion.strength is None and criterion.ranks
    return ranks_in_words(criterion) if by_lists_alone else disagreement_in_words(criterion)


def _waiting(finding: Finding, cause: Cause) -> Waiting:
    """What stands under one cause; for the clinician, why no answer settles it."""
    if cause is Cause.FOR_CLINICIAN and finding.criterion.grey:
        return Waiting(cause.value, (finding.criterion.grey,))
    once = once_known(finding) if cause is Cause.OUT_OF_DATE else {}
    terms = [item.term.short for item in finding.waiting_for if item.cause is cause]
    outdated = {fact.what for facts in once.values() for fact in facts}
    never = dict.fromkeys(term for term in terms if term not in outdated)
    return Waiting(cause.value, (*(report_said(*one) for one in once.items()), *never))


def _settles(fact: Fact, finding: Finding) -> bool:
    """Whether a fact is among what settled it: a flag can be raised by "not sure"."""
    by_not_sure = finding.status is Status.MET and fact.value is Absent.NOT_SURE
    return _is_known(fact) or by_not_sure


def _is_known(fact: Fact) -> bool:
    return not isinstance(fact.value, Absent)


def _was_said(fact: Fact) -> bool:
    """Whether anybody said anything, were it "not sure". Silence is no report."""
    return _is_known(fact) or fact.value is Absent.NOT_SURE
