"""Findings in words: the rows of every page and file that shows what the rules found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from questionnaire.said import SaidFact, said_fact, source_line, status_words
from rules.language.explanation import Fact
from rules.language.logic import Absent, Cause
from rules.language.protocols import Finding, Polarity

NOT_DONE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Row:
    """A finding as it is shown."""

    key: str
    label: str
    short: str
    says: str
    status: str
    rank: str  # how the source ranks it, or how soon it wants somebody
    settled_by: tuple[SaidFact, ...]
    waiting_for: tuple[str, ...]
    judgement: str  # why no answer settles it, where it is for the clinician
    reported: tuple[SaidFact, ...]
    figures: tuple[str, ...]
    guidance: str
    source: str
    done: str  # what was done about a red flag, by whom and when


def rows_of(findings: Iterable[Finding], done: Mapping[str, str] = NOT_DONE) -> tuple[Row, ...]:
    """Findings in words. `done` says, by criterion, what was done about a red flag."""
    return tuple(row_of(finding, done) for finding in findings)


def row_of(finding: Finding, done: Mapping[str, str] = NOT_DONE) -> Row:
    """A finding in words."""
    criterion = finding.criterion
    rank = criterion.urgency or criterion.strength
    return Row(
        key=criterion.key,
        label=criterion.label,
        short=short_of(finding),
        says=criterion.says,
        status=status_words(finding),
        rank=rank.value if rank else "",
        settled_by=tuple(said_fact(fact) for fact in finding.because if _is_known(fact)),
        waiting_for=tuple(
            f"{item.term.short} ({item.cause.value})"
            for item in finding.waiting_for
            if item.cause is not Cause.FOR_CLINICIAN
        ),
        judgement=criterion.grey if Cause.FOR_CLINICIAN in finding.causes else "",
        reported=tuple(said_fact(fact) for fact in finding.reported if _was_said(fact)),
        figures=tuple(
            f"{figure.says} {used} {figure.unit}".strip()
            for figure, used in finding.figures.items()
        ),
        guidance=criterion.guidance,
        source=source_line(criterion.source),
        done=done.get(criterion.key, ""),
    )


def short_of(finding: Finding) -> str:
    """What staff call a criterion."""
    criterion = finding.criterion
    if criterion.short:
        return criterion.short
    # Before the colon stands the name; after it, for a review, which medicine.
    whole = criterion.polarity is Polarity.REVIEW
    return (criterion.says if whole else criterion.says.split(":")[0]).rstrip(".")


def _is_known(fact: Fact) -> bool:
    return not isinstance(fact.value, Absent)


def _was_said(fact: Fact) -> bool:
    """Whether anybody said anything, were it "not sure". Silence is no report."""
    return _is_known(fact) or fact.value is Absent.NOT_SURE


def rows_with(rows: Sequence[Row], *statuses: str) -> tuple[Row, ...]:
    """The rows of some statuses, in their order."""
    return tuple(row for row in rows if row.status in statuses)
