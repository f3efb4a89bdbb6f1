"""What a clinician sees first, in words: the same rows on the screen and on the PDF's first page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from questionnaire.medicines_shown import (
    MorphineRow,
    Thinner,
    morphine_rows,
    said_total,
    thinners,
)
from questionnaire.open_questions import open_questions
from questionnaire.said import (
    OVERALL,
    SaidFact,
    said_day,
    said_fact,
    source_line,
    status_words,
)
from questionnaire.summary import RaisedFlag, Summary
from rules.language.explanation import Fact
from rules.language.logic import Absent, Cause
from rules.language.protocols import Assessment, Finding, Polarity
from rules.language.record import WHO_CAN_SUPPLY

MOST_NAMES = 3
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


@dataclass(frozen=True)
class OpenFact:
    """Something not known: why, who could supply it, and which criteria wait for it."""

    what: str
    cause: str
    who: str
    wanted_for: tuple[str, ...]


@dataclass(frozen=True)
class FaceSheet:
    """One response at a glance. It informs; it never says what to do."""

    overall: str
    overall_says: str
    red_flags: tuple[Row, ...]
    contraindications: tuple[Row, ...]
    indications: tuple[Row, ...]
    review: tuple[Row, ...]
    notes: tuple[Row, ...]
    open_facts: tuple[OpenFact, ...]
    morphine: str
    morphine_table: str
    morphine_rows: tuple[MorphineRow, ...]
    takes_thinner: str
    thinners_said: str
    thinners: tuple[Thinner, ...]


def face_sheet_of(summary: Summary) -> FaceSheet:
    """A summary at a glance."""
    safety, indications = summary.safety, summary.indications
    done = {flag.finding.criterion.key: _done(flag) for flag in summary.flags}
    return FaceSheet(
        overall=indications.overall.value,
        overall_says=OVERALL[indications.overall],
        red_flags=_rows(safety, Polarity.RED_FLAG, done),
        contraindications=_rows(safety, Polarity.CONTRAINDICATION),
        indications=_rows(indications, Polarity.INDICATION),
        review=_rows(safety, Polarity.REVIEW),
        notes=_rows(safety, Polarity.NOTE),
        open_facts=open_facts((*indications.findings, *safety.findings)),
        morphine=said_total(summary.morphine),
        morphine_table=summary.morphine.table,
        morphine_rows=morphine_rows(summary.morphine),
        takes_thinner=_said(summary, "blood_thinner"),
        thinners_said=_said(summary, "blood_thinner_which"),
        thinners=thinners(_chosen(summary, "blood_thinner_which")),
    )


def rows_with(rows: Sequence[Row], *statuses: str) -> tuple[Row, ...]:
    """The rows of some statuses, in their order."""
    return tuple(row for row in rows if row.status in statuses)


def open_facts(findings: Sequence[Finding]) -> tuple[OpenFact, ...]:
    """Everything that a finding waits for, each once, with who could supply it."""
    return (
        *(
            OpenFact(
                one.short, one.cause.value, WHO_CAN_SUPPLY[one.cause], _briefly(one.holds_open)
            )
            for one in open_questions(findings)
            if one.cause is not Cause.FOR_CLINICIAN
        ),
        *(_judgement(finding) for finding in findings if Cause.FOR_CLINICIAN in finding.causes),
    )


def _judgement(finding: Finding) -> OpenFact:
    """No answer settles this one: all is known that the rule reads, and the source gives no figure."""
    cause, label = Cause.FOR_CLINICIAN, finding.criterion.label
    return OpenFact(
        f"{label} {_short(finding)}".strip(), cause.value, WHO_CAN_SUPPLY[cause], (label,)
    )


def _briefly(names: Sequence[str]) -> tuple[str, ...]:
    """The first few names, so that one fact that many checks wait for stays one line."""
    plain = tuple(dict.fromkeys(name.split(":")[0].rstrip(".") for name in names))
    more = len(plain) - MOST_NAMES
    return (*plain[:MOST_NAMES], f"{more} more") if more > 1 else plain


def _rows(
    assessment: Assessment, polarity: Polarity, done: Mapping[str, str] = NOT_DONE
) -> tuple[Row, ...]:
    return tuple(row_of(finding, done) for finding in assessment.of(polarity))


def row_of(finding: Finding, done: Mapping[str, str] = NOT_DONE) -> Row:
    """A finding in words."""
    criterion = finding.criterion
    rank = criterion.urgency or criterion.strength
    return Row(
        key=criterion.key,
        label=criterion.label,
        short=_short(finding),
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
        reported=tuple(said_fact(fact) for fact in finding.reported),
        figures=tuple(
            f"{figure.says} {used} {figure.unit}".strip()
            for figure, used in finding.figures.items()
        ),
        guidance=criterion.guidance,
        source=source_line(criterion.source),
        done=done.get(criterion.key, ""),
    )


def _short(finding: Finding) -> str:
    criterion = finding.criterion
    if criterion.short:
        return criterion.short
    # Before the colon stands the name; after it, for a review, which medicine.
    whole = criterion.polarity is Polarity.REVIEW
    return (criterion.says if whole else criterion.says.split(":")[0]).rstrip(".")


def _is_known(fact: Fact) -> bool:
    return not isinstance(fact.value, Absent)


def _done(flag: RaisedFlag) -> str:
    if flag.acted_at is None:
        return ""
    return f"{flag.action} ({flag.acted_by}, {said_day(flag.acted_at)})"


def _said(summary: Summary, key: str) -> str:
    line = summary.line(key)
    return line.said if line else ""


def _chosen(summary: Summary, key: str) -> tuple[str, ...]:
    line = summary.line(key)
    value = line.standing.value if line and line.standing else None
    return tuple(cast("list[str]", value)) if isinstance(value, list) else ()
