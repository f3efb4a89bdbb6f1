"""Numbers that rows come to: of the one that is marked, and how many are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from rules.language.logic.case import UNANSWERED, Case
from rules.language.logic.conditions import Cause, Open, Term
from rules.language.logic.relations import Range
from rules.language.logic.variant import variant
from rules.language.logic.weighing import value_of
from rules.language.questions import Entries, Entry, Measured, Number
from rules.language.questions.rows import WORKING_RULE, ByRow, Rows, rows_in


@dataclass(frozen=True, eq=False)
class OfMarkedRow(ByRow, Measured):
    """The number of the row that is marked: of several, the most; of none, from least to most."""

    single: Number
    mark: str = ""
    unmarked: str = ""  # what is missing where it is not known which row is meant

    def of(self, rows: Rows) -> object:
        marked = [row for row in rows if row.get(self.mark) is True]
        meant = marked or [row for row in rows if row.get(self.mark) is not False]
        numbers = [row[self.part] for row in meant if isinstance(row.get(self.part), Decimal)]
        known = sorted(cast("list[Decimal]", numbers))
        if not known:
            return UNANSWERED
        whole = len(known) == len(meant)
        if marked:
            return known[-1] if whole else Range(known[-1], None)
        return _between(known[0], known[-1]) if whole else Range(Decimal(self.single.low), None)

    def open(self, case: Case) -> tuple[Open, ...]:
        """Which of the rows is meant, where they differ."""
        if not isinstance(value_of(self, case), Range):
            return super().open(case)
        return (Open(variant(self.rows, short=self.unmarked), Cause.NEEDS_STAFF),)

    def counts(self, row: Entry, value: object) -> bool:
        known = row.get(self.part)
        if isinstance(value, Range):
            return row.get(self.mark) is not False and isinstance(known, Decimal)
        return known == value and row.get(self.mark) is not False

    def said(self, value: object) -> str:
        if not isinstance(value, Range):
            return self.single.said(value)
        if value.high is None:
            return f"at least {self.single.said(value.low)}"
        return f"{value.low} to {self.single.said(value.high)}"

    @property
    def explained(self) -> str:
        return (
            f"By “{self.rows.short}”: of the level to be treated, of several the most. While none "
            "is marked so, from the least to the most of them. Where the rows do not say, what was "
            f"entered under “{self.single.short}”. {WORKING_RULE}"
        )


@dataclass(frozen=True, eq=False)
class RowsMarked(Measured):
    """A number that rows can show to be higher: at least as many as are marked."""

    rows: Entries
    mark: str
    single: Number
    short: str

    def value(self, case: Case) -> object:
        marked = Decimal(sum(row.get(self.mark) is True for row in rows_in(self.rows, case)))
        number = value_of(self.single, case)
        if not marked:
            return number
        return max(number, marked) if isinstance(number, Decimal) else Range(marked, None)

    def said(self, value: object) -> str:
        if isinstance(value, Range):
            return f"at least {self.single.said(value.low)}"
        return self.single.said(value)

    def reads(self) -> tuple[Term, ...]:
        return (self.rows, self.single)

    def used(self, case: Case) -> tuple[Term, ...]:
        given = value_of(self.single, case)
        return (self.single,) if value_of(self, case) == given else (self.rows, self.single)

    def open(self, case: Case) -> tuple[Open, ...]:
        return self.single.open(case)

    @property
    def explained(self) -> str:
        return (
            f"What was entered under “{self.single.short}”, and no fewer than are marked to be "
            f"treated under “{self.rows.short}”."
        )


def _between(low: Decimal, high: Decimal) -> Decimal | Range:
    return low if low == high else Range(low, high)
