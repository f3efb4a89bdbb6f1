"""What a clinician sees first, in words: the same rows on the screen and on the PDF's first page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from questionnaire.finding_rows import Row, rows_of, short_of
from questionnaire.medicines_shown import (
    MorphineRow,
    Thinner,
    morphine_rows,
    said_total,
    thinners,
)
from questionnaire.open_questions import OpenQuestion, open_questions
from questionnaire.said import OVERALL, SaidFact, short_day, who_and_when
from questionnaire.summary import RaisedFlag, Summary
from rules.language.logic import Cause
from rules.language.protocols import Finding, Polarity
from rules.language.record import WHO_CAN_SUPPLY
from rules.questions.about_you import sex

# What a clinician asks first of the imaging report, where staff have typed it in.
IMAGING = (
    "fracture_levels",
    "fracture_study",
    "fracture_study_date",
    "fracture_age_worded",
    "height_loss",
    "levels_to_treat",
)


@dataclass(frozen=True)
class OpenFact:
    """Something not known: why, who could supply it, and which criteria wait for it."""

    what: str
    cause: str
    who: str
    wanted_for: tuple[str, ...]
    indications: tuple[str, ...]  # the labels of the indications among them


@dataclass(frozen=True)
class FaceSheet:
    """One response at a glance. It informs; it never says what to do."""

    age_and_sex: str
    overall: str
    overall_says: str
    imaging: tuple[SaidFact, ...]
    red_flags: tuple[Row, ...]
    taken_back: tuple[Row, ...]  # red flags raised once, which the answers no longer show
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
    found, leading = summary.results, summary.results.leading
    done = {flag.finding.criterion.key: _done(flag) for flag in summary.flags}
    red_flags = rows_of(found.of(Polarity.RED_FLAG), done)
    return FaceSheet(
        age_and_sex=_age_and_sex(summary),
        overall=leading.overall.value,
        overall_says=OVERALL[leading.overall],
        imaging=_imaging(summary),
        red_flags=red_flags,
        taken_back=tuple(row for row in red_flags if row.key in done and row.status != "reported"),
        contraindications=rows_of(found.of(Polarity.CONTRAINDICATION)),
        indications=rows_of(leading.findings),
        review=rows_of(found.of(Polarity.REVIEW)),
        notes=rows_of(found.of(Polarity.NOTE)),
        open_facts=open_facts(found.findings),
        morphine=said_total(found.morphine),
        morphine_table=found.morphine.table,
        morphine_rows=morphine_rows(found.morphine),
        takes_thinner=_said(summary, "blood_thinner"),
        thinners_said=_said(summary, "blood_thinner_which"),
        thinners=thinners(_chosen(summary, "blood_thinner_which")),
    )


def open_facts(findings: Sequence[Finding]) -> tuple[OpenFact, ...]:
    """Everything that a finding waits for, each once, with who could supply it."""
    labels = {finding.criterion.label for finding in findings} - {""}
    return (
        *(
            _open_fact(one, labels)
            for one in open_questions(findings)
            if one.cause is not Cause.FOR_CLINICIAN
        ),
        *(_judgement(finding) for finding in findings if Cause.FOR_CLINICIAN in finding.causes),
    )


def _open_fact(one: OpenQuestion, labels: Collection[str]) -> OpenFact:
    wanting = tuple(dict.fromkeys(name for name in one.holds_open if name in labels))
    return OpenFact(one.short, one.cause.value, WHO_CAN_SUPPLY[one.cause], one.named, wanting)


def _judgement(finding: Finding) -> OpenFact:
    """No answer settles this one: all is known that the rule reads, and the source gives no figure."""
    cause, label = Cause.FOR_CLINICIAN, finding.criterion.label
    what = f"{label} {short_of(finding)}".strip()
    return OpenFact(what, cause.value, WHO_CAN_SUPPLY[cause], (label,), ())


def _done(flag: RaisedFlag) -> str:
    if flag.acted_at is None:
        return ""
    return f"{flag.action} ({flag.acted_by}, {short_day(flag.acted_at)})"


def _age_and_sex(summary: Summary) -> str:
    """By the clinic's record, on the day that all is counted to."""
    born, on = summary.patient.date_of_birth, summary.assessed_on
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return f"{age} years, {sex.options.get(summary.patient.sex, summary.patient.sex).lower()}"


def _imaging(summary: Summary) -> tuple[SaidFact, ...]:
    """What staff typed in of the imaging report, with who did. The dates are the studies' own."""
    lines = (summary.line(key) for key in IMAGING)
    return tuple(
        SaidFact(
            line.question.short,
            line.said,
            who_and_when((line.standing.origin,), line.standing.by, line.standing.at),
        )
        for line in lines
        if line and line.standing and line.is_answered
    )


def _said(summary: Summary, key: str) -> str:
    line = summary.line(key)
    return line.said if line else ""


def _chosen(summary: Summary, key: str) -> tuple[str, ...]:
    line = summary.line(key)
    value = line.standing.value if line and line.standing else None
    return tuple(cast("list[str]", value)) if isinstance(value, list) else ()
