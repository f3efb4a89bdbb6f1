"""What was reported once and is no more, in words: what it was, who said so, and what undid it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questionnaire.responses.withdrawn import Withdrawn
from questionnaire.summary.said import SaidFact, said_fact, who_and_when
from rules.language.logic.case import Absent


@dataclass(frozen=True)
class WithdrawnShown:
    """A finding that answers once made, with them, and the answer that came in their place."""

    key: str
    says: str
    said: tuple[SaidFact, ...]  # as it was answered then
    undone_by: SaidFact

    @property
    def line(self) -> str:
        """All of it on one line, for a file."""
        then = "; ".join(map(_with_who, self.said))
        return f"{self.says} {then}. Then {_with_who(self.undone_by)}."


def withdrawn_shown(found: Iterable[Withdrawn]) -> tuple[WithdrawnShown, ...]:
    """In the order of the criteria."""
    return tuple(_shown(one) for one in found)


def _shown(one: Withdrawn) -> WithdrawnShown:
    known = (fact for fact in one.finding.because if not isinstance(fact.value, Absent))
    given = one.undone_by
    undone_by = SaidFact(
        one.question.short,
        one.question.said(given.value),
        who_and_when((given.origin,), given.by, given.at),
    )
    criterion = one.finding.criterion
    return WithdrawnShown(criterion.key, criterion.says, tuple(map(said_fact, known)), undone_by)


def _with_who(fact: SaidFact) -> str:
    return f"{fact.what}: {fact.said} ({fact.who})"
