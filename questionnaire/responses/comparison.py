"""A protocol as it was and as it is, or by two sets of figures: which of its statuses differ in a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, cast

from rules import editions
from rules.language.criteria.criteria import CANNOT_TELL, Criterion, Protocol, Status
from rules.language.diagrams.questions_read import absences, indications
from rules.language.findings.compiled import verdicts
from rules.language.findings.findings import overall_in
from rules.language.logic.case import Case

OVERALL = "overall"

Standing: TypeAlias = Mapping[Criterion, Status]
Stands: TypeAlias = Callable[[Case], Standing]
Difference: TypeAlias = tuple[str, Status, Status]
"""What stands otherwise: the key of a criterion, or OVERALL; before and after."""


@dataclass(frozen=True)
class Comparison:
    """Compares the statuses of one protocol."""

    old: Protocol
    new: Protocol
    after: Stands
    """Where those criteria stand that the change concerns; the others stand as they stood."""

    def differences(self, stood: Standing, case: Case, then: Case) -> Iterator[Difference]:
        """What stands otherwise in the case that the change makes, of what stood in the one before."""
        stands = self.after(then)
        before = {one.key: stood[one] for one in self.old.criteria}
        for criterion, status in stands.items():
            if before.get(criterion.key, status) is not status:
                yield criterion.key, before[criterion.key], status
        if self.turns(stood, stands):
            yield from self._overall(stood, {**stood, **stands}, case, then)

    def turns(self, stood: Standing, stands: Standing) -> bool:
        """Whether the whole may stand otherwise: not by what is the same before and after, for good."""
        wanted = [one for one in indications(self.new) if one in stands]
        return bool(indications(self.old)) and any(
            stood.get(one) is not stands[one] or stands[one] is CANNOT_TELL or absences(one)
            for one in wanted
        )

    def _overall(
        self, stood: Standing, stands: Standing, case: Case, then: Case
    ) -> Iterator[Difference]:
        before = overall_in({one: stood[one] for one in indications(self.old)}, case)
        after = overall_in({one: stands[one] for one in indications(self.new)}, then)
        if before is not after:
            yield OVERALL, before, after


def comparison(
    old: Protocol, new: Protocol, figures: Mapping[str, Decimal], choices: Mapping[str, str]
) -> Comparison:
    """How to compare: wholly where the protocol or a choice is another, else by what the figures concern."""
    whole = old is not new or choices
    concerned = (
        new.criteria if whole else [one for one in new.criteria if _reads(one, new, figures)]
    )
    return Comparison(old, new, standing(concerned))


def standing(criteria: Iterable[Criterion]) -> Stands:
    """A function from a case to where each of some criteria stands."""
    among = tuple(criteria)
    found = verdicts(among)
    return lambda case: dict(zip(among, found(case), strict=True))


def _reads(criterion: Criterion, protocol: Protocol, figures: Mapping[str, Decimal]) -> bool:
    """Whether any of the figures decides of a criterion."""
    read = cast("Mapping[str, object]", editions.decisive(protocol, criterion)["figures"])
    return not figures.keys().isdisjoint(read)
