"""Answers that disagree, in short: what the patient said, what staff entered, which one is used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questionnaire.summary.said import SaidFact, said_fact
from rules.language.findings.explanation import Fact
from rules.language.findings.findings import Finding
from rules.language.logic.case import Absent, Origin

BY_STAFF = frozenset((Origin.STAFF, Origin.RECORD))
USES = "The criteria use "


@dataclass(frozen=True)
class SideShown:
    """What one side said: the patient, or staff."""

    name: str
    facts: tuple[SaidFact, ...]


@dataclass(frozen=True)
class ConflictShown:
    """One disagreement: both sides, and what the criteria use of it."""

    key: str
    short: str
    says: str
    sides: tuple[SideShown, ...]
    used: str


def conflicts_shown(findings: Iterable[Finding]) -> tuple[ConflictShown, ...]:
    """The disagreements found, in their order."""
    return tuple(_shown(finding) for finding in findings)


def _shown(finding: Finding) -> ConflictShown:
    # What is worked out of two answers says nothing that the two do not say themselves.
    given = {
        fact.questions: fact
        for fact in (*finding.because, *finding.reported)
        if len(fact.questions) == 1 and not isinstance(fact.value, Absent)
    }
    by_patient = [fact for fact in given.values() if not BY_STAFF & set(fact.origins)]
    by_staff = [fact for fact in given.values() if BY_STAFF & set(fact.origins)]
    sides = (_side("Patient", by_patient), _side("Staff", by_staff))
    criterion = finding.criterion
    return ConflictShown(
        criterion.key,
        criterion.short_name,
        criterion.says,
        tuple(side for side in sides if side.facts),
        _used(criterion.guidance),
    )


def _side(name: str, facts: Iterable[Fact]) -> SideShown:
    return SideShown(name, tuple(said_fact(fact) for fact in facts))


def _used(guidance: str) -> str:
    return f"Used: {guidance.removeprefix(USES)}" if guidance.startswith(USES) else guidance
