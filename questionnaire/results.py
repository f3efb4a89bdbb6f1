"""What the rules found, as plain values: the same on the command line, in exports and beside a decision."""

from __future__ import annotations

from dataclasses import dataclass

from rules.language.logic import Case
from rules.language.protocols import Assessment, Polarity, Status, Strength, assess
from rules.language.record import Plain, as_record, plain
from rules.morphine import DailyTotal, Line, daily_morphine
from rules.protocols import DOCUMENTED_INDICATIONS, SAFETY


@dataclass(frozen=True)
class Results:
    """Both protocols and the day's morphine, of one case."""

    indications: Assessment
    safety: Assessment
    morphine: DailyTotal


def results_of(case: Case) -> Results:
    """What the rules find in a case."""
    return Results(
        assess(DOCUMENTED_INDICATIONS, case), assess(SAFETY, case), daily_morphine.details(case)
    )


def results_record(results: Results) -> dict[str, Plain]:
    """The outcome first, key by key; then each assessment in full, with reasons and sources."""
    indications, safety = results.indications, results.safety
    return {
        "on": indications.on.isoformat(),
        "overall": indications.overall.value,
        "criteria": {
            finding.criterion.key: finding.status.value for finding in indications.findings
        },
        "red_flags": _keys(safety, Polarity.RED_FLAG, Status.MET),
        "red_flags_unanswered": _keys(safety, Polarity.RED_FLAG, Status.CANNOT_TELL),
        "contraindications": {
            "absolute": _contraindications(safety, Strength.ABSOLUTE),
            "relative": _contraindications(safety, Strength.RELATIVE),
            "cannot_tell": _keys(safety, Polarity.CONTRAINDICATION, Status.CANNOT_TELL),
        },
        "review_before_procedure": _keys(safety, Polarity.REVIEW, Status.MET),
        "notes": _keys(safety, Polarity.NOTE, Status.MET),
        "morphine": _morphine(results.morphine),
        "assessments": [as_record(indications), as_record(safety)],
    }


def _keys(assessment: Assessment, polarity: Polarity, status: Status) -> Plain:
    return [finding.criterion.key for finding in assessment.of(polarity, status)]


def _contraindications(safety: Assessment, strength: Strength) -> Plain:
    present = safety.of(Polarity.CONTRAINDICATION, Status.MET)
    return [found.criterion.key for found in present if found.criterion.strength is strength]


def _morphine(total: DailyTotal) -> Plain:
    return {
        "status": total.status.value,
        "milligrams_a_day": plain(total.milligrams),
        "table": total.table,
        "medicines": [_line(line) for line in total.lines],
    }


def _line(line: Line) -> Plain:
    return {
        "name": line.name,
        "read_as": line.ingredient,
        "sure": line.sure,
        "dose": plain(line.dose),
        "unit": line.unit,
        "factor": plain(line.factor),
        "milligrams_of_morphine": plain(line.morphine),
        "why_not_counted": line.why,
    }
