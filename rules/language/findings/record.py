"""An assessment as plain values: what is printed, exported and kept beside a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias, cast

from rules.language.criteria.criteria import Criterion, Rank
from rules.language.criteria.sources import Source
from rules.language.findings.explanation import Fact
from rules.language.findings.findings import Assessment, Finding
from rules.language.logic.case import Absent
from rules.language.logic.conditions import Cause, Open
from rules.language.logic.days import ApproximateDate
from rules.language.logic.relations import Range, WorkingFigure
from rules.language.questions import Audience, Question

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"

_WHO_CAN_SUPPLY: Mapping[Cause, str] = {
    Cause.UNANSWERED: "patient",
    Cause.NOT_SURE: "patient",
    Cause.NEEDS_STAFF: "staff",
    Cause.CONFLICTING: "clinician",
    Cause.FOR_CLINICIAN: "clinician",
}


def who_can_supply(missing: Open) -> str:
    """The patient, staff or the clinician. What is out of date, whoever is asked it can give anew."""
    if missing.cause is not Cause.OUT_OF_DATE:
        return _WHO_CAN_SUPPLY[missing.cause]
    asked = [term.asked_of for term in missing.term.reads() if isinstance(term, Question)]
    return "patient" if set(asked) <= {Audience.PATIENT} else "staff"


def as_record(assessment: Assessment) -> dict[str, Plain]:
    """An assessment as JSON takes it: nothing in it needs this program to be read."""
    protocol = assessment.protocol
    return {
        "protocol": protocol.key,
        "title": protocol.title,
        "edition": protocol.edition,
        "source": source_record(protocol.source),
        "on": assessment.on.isoformat(),
        "overall": assessment.overall.value,
        "whatever_is_answered": assessment.is_whatever_is_answered,
        "pathway": assessment.pathway,
        "findings": [_finding(finding) for finding in assessment.findings],
    }


def _finding(finding: Finding) -> Plain:
    criterion = finding.criterion
    return {
        **criterion_record(criterion),
        "ranks": [_rank(rank) for rank in criterion.ranks],
        "status": finding.status.value,
        "causes": [cause.value for cause in finding.causes],
        "because": [_fact(fact) for fact in finding.because],
        "waiting_for": [_open(missing) for missing in finding.waiting_for],
        "so_far": [_open(undoing) for undoing in finding.so_far],
        "reported": [_fact(fact) for fact in finding.reported],
        "working_figures": [
            figure_record(figure, used) for figure, used in finding.figures.items()
        ],
        "guidance": criterion.guidance,
        "source": source_record(criterion.source),
    }


def criterion_record(criterion: Criterion) -> dict[str, Plain]:
    """What a criterion is called, and of which kind it is."""
    return {
        "criterion": criterion.key,
        "label": criterion.label,
        "short": criterion.short,
        "says": criterion.says,
        "polarity": criterion.polarity.value,
        "strength": criterion.strength.value if criterion.strength else None,
        "urgency": criterion.urgency.value if criterion.urgency else None,
    }


def _fact(fact: Fact) -> Plain:
    return {
        "what": fact.short,
        "said": fact.said,
        "value": plain(fact.value),
        "questions": list(fact.questions),
        "origins": [origin.value for origin in fact.origins],
        "by": fact.by,
        "at": fact.at.astimezone(UTC).isoformat() if fact.at else None,
        "observed_on": fact.observed_on.isoformat() if fact.observed_on else None,
        "overruled": _fact(fact.overruled) if fact.overruled else None,
    }


def _rank(rank: Rank) -> Plain:
    return {
        "list": rank.name,
        "strength": rank.strength.value,
        "words": rank.words,
        "source": source_record(rank.source),
    }


def _open(missing: Open) -> Plain:
    return {
        "what": missing.term.short,
        "questions": [term.key for term in missing.term.reads() if isinstance(term, Question)],
        "cause": missing.cause.value,
        "who_can_supply": who_can_supply(missing),
    }


def figure_record(figure: WorkingFigure, used: object) -> dict[str, Plain]:
    """A working figure as used, beside the one it comes with."""
    return {
        "key": figure.key,
        "says": figure.says,
        "used": plain(used),
        "comes_as": plain(figure.value),
        "unit": figure.unit,
        "why": figure.why,
    }


def source_record(source: Source) -> dict[str, Plain]:
    """A source, with how far it was checked."""
    return {
        "key": source.key,
        "title": source.title,
        "organisation": source.organisation,
        "year": source.year,
        "identifier": source.identifier,
        "link": source.link,
        "checked": source.checked.isoformat() if source.checked else None,
        "how_far": source.how_far.value,
    }


def plain(value: object) -> Plain:
    """Any value that a rule can use, as JSON takes it. Raises TypeError for anything else."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date() | datetime():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case tuple() | list() | frozenset():
            return [plain(item) for item in value]
    return _known_only_in_part(value)


def _known_only_in_part(value: object) -> Plain:
    match value:
        case Absent():
            return {"absent": value.value}
        case ApproximateDate():
            return cast("Plain", value.stored())
        case Range(low, high):
            return {"low": plain(low), "high": plain(high)}
    raise TypeError(f"{value!r} has no plain form; give rules.language.findings.record.plain one")
