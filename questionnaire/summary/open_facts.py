"""Everything open: why, who could supply it, which criteria wait for it, and where answers lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questionnaire.summary.settling_shown import SettlingShown, leading_somewhere
from rules.language.criteria.criteria import Polarity, Status
from rules.language.findings.findings import Finding
from rules.language.findings.record import who_can_supply
from rules.language.logic.conditions import Cause, Open, Term

MOST_NAMED = 3
# Nobody need fill in what only a trial asked, or look for answers that might disagree.
NOT_WANTED = frozenset((Polarity.ENTRY, Polarity.CONFLICT))


@dataclass(frozen=True)
class OpenQuestion:
    """A fact that is not known, why, and which findings wait for it."""

    term: Term
    cause: Cause
    holds_open: tuple[str, ...]

    @property
    def key(self) -> str:
        """The question's key; empty for a figure that no single answer settles."""
        return getattr(self.term, "key", "")

    @property
    def named(self) -> tuple[str, ...]:
        """The first few findings by name, so that a fact that many wait for stays one line."""
        plain = tuple(dict.fromkeys(name.split(":")[0].rstrip(".") for name in self.holds_open))
        more = len(plain) - MOST_NAMED
        return (*plain[:MOST_NAMED], f"{more} more") if more > 1 else plain

    @property
    def missing(self) -> Open:
        """The same without the findings."""
        return Open(self.term, self.cause)

    @property
    def short(self) -> str:
        """What staff call the fact."""
        return self.term.short


def open_questions(findings: Iterable[Finding]) -> tuple[OpenQuestion, ...]:
    """What the findings that cannot be told wait for, each fact once, in the findings' order."""
    waiting: dict[tuple[Term, Cause], list[str]] = {}
    for finding in findings:
        if finding.status is Status.CANNOT_TELL and finding.criterion.polarity not in NOT_WANTED:
            for item in finding.waiting_for:
                held = waiting.setdefault((item.term, item.cause), [])
                held.append(finding.criterion.mark)
    return tuple(OpenQuestion(term, cause, tuple(held)) for (term, cause), held in waiting.items())


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
    one = finding.criterion
    return OpenFact("", one.name, Cause.FOR_CLINICIAN.value, "clinician", (one.label,), ())
