"""What will stand otherwise by the day of the consult, and what changed since an earlier assessment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.responses.cannot_be_assessed import contained
from questionnaire.store import clock
from questionnaire.summary.findings_shown import once_known, report_said, row_of
from questionnaire.summary.open_facts import NOT_WANTED
from questionnaire.summary.said import SaidFact, said_moment, status_words
from questionnaire.summary.summary import Summary
from rules.language.criteria.criteria import Status
from rules.language.findings.ageing import Change, by_then
from rules.language.findings.findings import Finding
from rules.language.logic.case import Absent
from rules.language.logic.conditions import Cause, checks
from rules.language.logic.relations import WorkingFigure


@dataclass(frozen=True)
class Standing:
    """Criteria that stand alike today."""

    what: tuple[str, ...]
    today: str


@dataclass(frozen=True)
class Aged:
    """Criteria that the same report makes stand otherwise on the day of the consult, and why."""

    standing: tuple[Standing, ...]
    by_then: str
    because: tuple[str, ...]


@contained("ageing", "What the days until the consult change")
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
    """The changes in words, one line for those that rest on the same report or have one reason."""
    lines: dict[tuple[str, tuple[str, ...]], list[Change]] = {}
    for change in changes:
        reason = tuple(once_known(change.after)) or _because(change)
        lines.setdefault((words_by_then(change.after), reason), []).append(change)
    return tuple(Aged(_standing(some), then, _of_all(some)) for (then, _), some in lines.items())


def _standing(changes: Iterable[Change]) -> tuple[Standing, ...]:
    alike: dict[str, list[str]] = {}
    for change in changes:
        alike.setdefault(status_words(change.before), []).append(change.after.criterion.name)
    return tuple(Standing(tuple(what), today) for today, what in alike.items())


def _of_all(changes: Sequence[Change]) -> tuple[str, ...]:
    """Every fact of their reports, each once; where no report is out of date, their one reason."""
    reports: dict[str, dict[SaidFact, None]] = {}
    for change in changes:
        for report, facts in once_known(change.after).items():
            reports.setdefault(report, {}).update(dict.fromkeys(facts))
    found = tuple(report_said(report, tuple(facts)) for report, facts in reports.items())
    return found or _because(changes[0])


def words_by_then(finding: Finding) -> str:
    """How a criterion stands on the day of the consult: out of date, where that is why."""
    aged_out = finding.status is Status.CANNOT_TELL and Cause.OUT_OF_DATE in finding.causes
    return Absent.OUT_OF_DATE.value if aged_out else status_words(finding)


def _because(change: Change) -> tuple[str, ...]:
    """The facts that settle it by then."""
    today = {one.what: one.said for one in row_of(change.before).settled_by}
    then = row_of(change.after).settled_by
    return tuple(_both_values(change, today.get(fact.what), fact) for fact in then)


def _both_values(change: Change, today: str | None, fact: SaidFact) -> str:
    """What it is today and then, beside its limit, where the days between change it."""
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


def changed_line(summary: Summary) -> str:
    """What stands otherwise than it did; empty where nothing does."""
    if not summary.changed and not summary.changed_after_decision:
        return ""
    return f"{_heading(summary)}: {'; '.join(_parts(summary))}."


def _heading(summary: Summary) -> str:
    after = summary.changed_after_decision
    heading = (
        "Changed after the decision"
        if after
        else f"Changed since {said_moment(summary.changed_since)}"
    )
    return f"{heading} ({summary.changed_why})" if summary.changed_why else heading


def _parts(summary: Summary) -> list[str]:
    """By name what leads and what speaks against it; the rest by number."""
    named = [
        f"{one.criterion}: {one.before}, now {one.after}" for one in summary.changed if one.named
    ]
    rest = len(summary.changed) - len(named)
    kept = summary.changed_after_decision
    return [
        *(["the findings shown are those that the decision was made on"] if kept else []),
        *named,
        *([f"{rest} more beside {_them(len(named))}"] if rest and named else []),
        *([f"{rest} of what other sources ask and of what to weigh"] if rest and not named else []),
    ]


def _them(count: int) -> str:
    return "it" if count == 1 else "these"
