"""The paracetamol that all medicines together hold in a day, combined ones included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from rules.language.logic.case import Case
from rules.language.logic.conditions import Check
from rules.language.logic.relations import Range
from rules.language.logic.variant import variant
from rules.language.logic.weighing import limit
from rules.language.questions import Entry
from rules.medicines.daily_total import DailyDose, in_figures
from rules.medicines.doses import Amount, daily_milligrams
from rules.medicines.ingredients import PARACETAMOL
from rules.medicines.opioids import DOSE_UNKNOWN, Gap, Line, left_out, unread_line
from rules.medicines.reading import name_of, reading_of
from rules.medicines.sample_lists import paracetamol_lists


class ParacetamolLine(Line):
    """A medicine with paracetamol in it, which counts by its own milligrams."""

    @property
    def adds(self) -> Amount | None:
        return self.dose


@dataclass(frozen=True, eq=False)
class DailyParacetamol(DailyDose):
    """Milligrams of paracetamol a day; "at least" where a dose or a name is not known."""

    def of_entry(self, entry: Entry, case: Case) -> Sequence[Line]:
        read = reading_of(entry)
        if unread := unread_line(entry, read):
            return [unread]
        if PARACETAMOL not in read.ingredients:
            return []
        line = ParacetamolLine(name_of(entry), PARACETAMOL.name, unit="mg", how=read.how)
        dose = daily_milligrams(entry, read.ingredients, PARACETAMOL)
        return [_of_dose(line, dose if isinstance(entry.get("form"), str) else None)]

    def said(self, value: object) -> str:
        if not isinstance(value, Range):
            return f"{in_figures(cast('Decimal', value))} mg"
        most = "" if value.high is None else f", at most {in_figures(value.high)}"
        return f"at least {in_figures(value.low)}{most} mg"

    @property
    def explained(self) -> str:
        return (
            "The day's dose of paracetamol in each medicine still taken, combined ones such as "
            "co-codamol included, added up. What has no known dose or name is left out, and the "
            "total is then “at least”. What is listed twice counts once; until somebody has said "
            "whether it is the same, the total can be either."
        )

    def examples(self, case: Case, check: Check) -> tuple[object, ...]:
        """Lists of medicines whose total lies just under, at and just over what is asked."""
        asked = limit(check.operand, case)
        return paracetamol_lists(asked) if isinstance(asked, Decimal) else ()


def _of_dose(line: Line, dose: Amount | None) -> Line:
    if dose is None:
        return left_out(line, Gap.DOSE_UNKNOWN, DOSE_UNKNOWN)
    return variant(line, dose=dose)
