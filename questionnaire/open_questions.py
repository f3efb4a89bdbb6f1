"""Findings that are open, grouped under the fact that would settle them: once each, not five alarms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rules.language.findings import Finding
from rules.language.logic import Cause, Open, Term
from rules.language.protocols import Polarity, Status

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
                held.append(
                    finding.criterion.label or finding.criterion.short or finding.criterion.says
                )
    return tuple(OpenQuestion(term, cause, tuple(held)) for (term, cause), held in waiting.items())
