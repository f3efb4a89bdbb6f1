"""What a case leads to, under the labels of the clinicians' sheet: as expected, by the rules, in a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from rules.language.criteria.criteria import Status
from rules.language.findings.findings import Assessment, Finding, assess
from rules.language.logic.case import Case
from rules.medicines.daily_total import DailyTotal, TotalStatus
from rules.protocols import ALWAYS_ON, BY_KEY
from rules.questions.examination import antithrombotic_plan
from rules.questions.pain_relief import daily_morphine
from tests.kit.cases import WorkedCase
from tests.rules.labels import LABELS, LISTS, ON_THE_SHEET, STATUS, labels

Told = Mapping[str, object]


@dataclass(frozen=True)
class OfProtocol:
    """What one protocol says of a case."""

    overall: str
    criteria: Mapping[str, str]
    pathway: str = ""  # what heads it where its source does not speak of such patients


@dataclass(frozen=True)
class Outcome:
    """What is said of a case: by each protocol, and in each of the sheet's lists."""

    protocols: Mapping[str, OfProtocol]
    morphine: object
    lists: Mapping[str, set[str]]


def expected(worked: WorkedCase) -> Outcome:
    """What the sheet says."""
    told = worked.expected
    return Outcome(
        {key: _of_protocol(cast("Told", told[key])) for key in ON_THE_SHEET},
        told["morphine"],
        {name: set(cast("list[str]", told[name])) for name in LISTS},
    )


def _of_protocol(told: Told) -> OfProtocol:
    criteria = cast("Mapping[str, str]", told["criteria"])
    return OfProtocol(str(told["overall"]), criteria, str(told.get("pathway", "")))


def by_the_rules(case: Case) -> Outcome:
    """What the rules find."""
    safety = [found for protocol in ALWAYS_ON for found in assess(protocol, case).findings]
    return Outcome(
        {key: _assessed(assess(BY_KEY[key], case)) for key in ON_THE_SHEET},
        _morphine(daily_morphine.details(case)),
        {name: _listed(safety, name, case) for name in LISTS},
    )


def _assessed(assessment: Assessment) -> OfProtocol:
    return OfProtocol(
        STATUS[assessment.overall],
        {LABELS[found.criterion.key]: STATUS[found.status] for found in assessment.findings},
        assessment.pathway,
    )


def _listed(findings: list[Finding], name: str, case: Case) -> set[str]:
    present = (
        finding.criterion.key
        for finding in findings
        if finding.status is Status.MET
        and (finding.criterion.polarity, finding.criterion.strength) == LISTS[name]
    )
    return labels(present, held=antithrombotic_plan.value(case) is True)


def _morphine(total: DailyTotal) -> object:
    """A number of mg a day, or why there is none."""
    exact = total.status is TotalStatus.EXACT and total.milligrams is not None
    return float(total.milligrams or 0) if exact else total.status.value


def in_record(told: Told, *, held: bool) -> Outcome:
    """What a record says: of an export, or of `questionnaire assess`."""
    protocols = cast("list[Told]", told["protocols"])
    contraindications = cast("Told", told["contraindications"])
    return Outcome(
        {
            str(one["protocol"]): _recorded(one)
            for one in protocols
            if one["protocol"] in ON_THE_SHEET
        },
        _morphine_recorded(cast("Told", told["morphine"])),
        {
            "red_flags": _labels(told["red_flags"], held),
            "contraindications_absolute": _labels(contraindications["absolute"], held),
            "contraindications_relative": _labels(contraindications["relative"], held),
            "review_before_procedure": _labels(told["review_before_procedure"], held),
        },
    )


def _recorded(told: Told) -> OfProtocol:
    criteria = cast("Mapping[str, str]", told["criteria"])
    return OfProtocol(
        underscored(str(told["overall"])),
        {LABELS[key]: underscored(said) for key, said in criteria.items()},
        str(told["pathway"]),
    )


def _morphine_recorded(told: Told) -> object:
    exact = told["status"] == "exact"
    return float(str(told["milligrams_a_day"])) if exact else told["status"]


def _labels(keys: object, held: bool) -> set[str]:
    return labels(cast("list[str]", keys), held=held)


def underscored(said: str) -> str:
    """A status as the sheet writes it: not_met."""
    return said.replace(" ", "_")
