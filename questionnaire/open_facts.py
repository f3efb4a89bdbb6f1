"""Everything open: why, who could supply it, which criteria wait for it, and where answers lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.finding_rows import short_of
from questionnaire.open_questions import NOT_WANTED, OpenQuestion, open_questions
from questionnaire.settling_shown import SettlingShown, leading_somewhere
from rules.language.findings import Finding
from rules.language.logic import Cause
from rules.language.record import who_can_supply


@dataclass(frozen=True)
class OpenFact:
    """Something not known: why, who could supply it, which criteria wait for it, where answers lead."""

    key: str  # of the question; empty where no single answer settles it
    what: str
    cause: str
    who: str
    wanted_for: tuple[str, ...]
    leads_to: tuple[str, ...]


def open_facts(
    findings: Sequence[Finding], settlings: Sequence[SettlingShown] = ()
) -> tuple[OpenFact, ...]:
    """Everything that a finding waits for, each once, with who could supply it."""
    return (
        *(
            _open_fact(one, settlings)
            for one in open_questions(findings)
            if one.cause is not Cause.FOR_CLINICIAN
        ),
        *(
            _judgement(finding)
            for finding in findings
            if Cause.FOR_CLINICIAN in finding.causes
            and finding.criterion.polarity not in NOT_WANTED
        ),
    )


def _open_fact(one: OpenQuestion, settlings: Sequence[SettlingShown]) -> OpenFact:
    return OpenFact(
        one.key,
        one.short,
        one.cause.value,
        who_can_supply(one.missing),
        one.named,
        leading_somewhere(one.key, settlings) if one.key else (),
    )


def _judgement(finding: Finding) -> OpenFact:
    """No answer settles this one: all is known that the rule reads, and the source gives no figure."""
    label = finding.criterion.label
    what = f"{label} {short_of(finding)}".strip()
    return OpenFact("", what, Cause.FOR_CLINICIAN.value, "clinician", (label,), ())
