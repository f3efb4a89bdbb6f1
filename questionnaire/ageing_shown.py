"""What will stand otherwise by the day of the consult, said once for all that it changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from questionnaire import clock
from questionnaire.finding_rows import row_of
from questionnaire.open_questions import NOT_WANTED
from questionnaire.said import SaidFact, status_words
from questionnaire.summary import Summary
from rules.language.ageing import Change, by_then
from rules.language.case import Absent
from rules.language.findings import Finding
from rules.language.logic import Cause, checks
from rules.language.protocols import Status
from rules.language.relations import WorkingFigure


@dataclass(frozen=True)
class Aged:
    """Criteria that stand one way today and another on the day of the consult, and why."""

    what: tuple[str, ...]
    today: str
    by_then: str
    because: tuple[str, ...]


def changed_by_then(summary: Summary) -> tuple[Change, ...]:
    """Every criterion that the days until the consult change; none once that day has come.

    Whom trials took and which answers disagree is left out: that is no finding to grow old.
    """
    today = clock.day_of(summary.generated_at)
    if summary.assessed_on <= today:
        return ()
    return tuple(
        change
        for assessment in summary.results.assessments
        for change in by_then(assessment, summary.case, today)
        if change.criterion.polarity not in NOT_WANTED
    )


def aged(changes: Iterable[Change]) -> tuple[Aged, ...]:
    """The changes in words, one line for those that have the same reason."""
    lines: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for change in changes:
        alike = (status_words(change.before), words_by_then(change.after), _because(change))
        lines.setdefault(alike, []).append(_name(change.after))
    return tuple(Aged(tuple(what), *alike) for alike, what in lines.items())


def words_by_then(finding: Finding) -> str:
    """How a criterion stands on the day of the consult: out of date, where that is why."""
    aged_out = finding.status is Status.CANNOT_TELL and Cause.OUT_OF_DATE in finding.causes
    return Absent.OUT_OF_DATE.value if aged_out else status_words(finding)


def _name(finding: Finding) -> str:
    row = row_of(finding)
    return f"{row.label} {row.short}".strip()


def _because(change: Change) -> tuple[str, ...]:
    """The facts that went out of date, else those that settle it or keep it open by then."""
    row = row_of(change.after)
    out_of_date = (one.what for one in row.waiting if one.cause == Cause.OUT_OF_DATE.value)
    found = tuple(what for some in out_of_date for what in some)
    return found or tuple(_both_values(change, fact) for fact in row.settled_by)


def _both_values(change: Change, fact: SaidFact) -> str:
    """What it is today and then, beside its limit, where the days between change it."""
    today = {one.what: one.said for one in row_of(change.before).settled_by}.get(fact.what)
    if today in (None, fact.said):
        return f"{fact.what}: {fact.said}"
    limits = _limits_passed(change, fact.what)
    said = f"{fact.what}: {today} today, {fact.said} then"
    return f"{said}; limit {' and '.join(limits)}" if limits else said


def _limits_passed(change: Change, what: str) -> tuple[str, ...]:
    """The figures that lie between what it is today and what it is then."""
    criterion, figures = change.criterion, change.after.figures
    every = (*checks(criterion.met_when), *checks(criterion.not_met_when))
    of_it = (check.operand for check in every if check.term.short == what)
    used = (figures.get(one) if isinstance(one, WorkingFigure) else one for one in of_it)
    limits = dict.fromkeys(one for one in used if isinstance(one, Decimal | int))
    values = [
        fact.value
        for finding in (change.before, change.after)
        for fact in finding.because
        if fact.short == what and isinstance(fact.value, Decimal | int)
    ]
    return tuple(str(one) for one in limits if values and min(values) <= one <= max(values))
