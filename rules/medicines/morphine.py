"""The morphine that all opioids together equal in a day, by one named table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from rules.language.logic.case import Case
from rules.language.logic.conditions import Check
from rules.language.logic.relations import Range, WorkingChoice
from rules.language.logic.weighing import chosen, limit
from rules.language.questions import Entry
from rules.medicines import MORPHINE_TABLES, MorphineTable
from rules.medicines.daily_total import DailyDose, in_figures
from rules.medicines.listed_twice import ListedAgain
from rules.medicines.opioids import Line, lines_of
from rules.medicines.sample_lists import sample_lists

MORPHINE_TABLE_CHOICE = WorkingChoice(
    key="morphine_table",
    says="Table of morphine equivalents",
    options={key: table.name for key, table in MORPHINE_TABLES.items()},
    value="cdc_2022",
    why="Published tables differ: tramadol counts twice as much in CDC 2022 and ANZCA/FPM 2021 as "
    "in BNF 2018 and 2020. BNF 2020 is a second-hand page, with a figure for tapentadol that the BNF's own "
    "list does not have; BNF 2018 is that list, with second-hand figures of patches. In the copy of "
    "ANZCA/FPM 2021 some names are lost, and were matched by the brands beside them.",
)


@dataclass(frozen=True, eq=False)
class DailyMorphine(DailyDose):
    """Milligrams of morphine a day; "at least" where an opioid is left out or a dose unknown."""

    def of_entry(self, entry: Entry, case: Case) -> Sequence[Line]:
        return lines_of(entry, table_of(case))

    def table(self, case: Case) -> str:
        return table_of(case).name

    def said(self, value: object) -> str:
        if not isinstance(value, Range):
            return f"{in_figures(cast('Decimal', value))} mg of morphine a day"
        low, high = in_figures(value.low), value.high
        if high is not None:
            return f"at least {low}, at most {in_figures(high)} mg of morphine a day"
        return f"at least {low} mg of morphine a day" if value.low else "not calculated"

    def said_in(self, value: object, case: Case) -> str:
        """With the table that it was counted by, and what is left out of it."""
        total = self.details(case)
        without = f"; left out: {', '.join(total.missing)}" if total.missing else ""
        return f"{self.said(value)} ({total.table}{without})"

    @property
    def explained(self) -> str:
        return (
            "The day's dose of each opioid still taken, times its factor in the table named, added "
            "up. What has no factor, no known dose or no known name, or was read as a medicine that "
            "nobody confirmed, is left out, and the total is then “at least”. What is listed twice "
            "counts once; until somebody has said whether it is the same, the total can be either."
        )

    @property
    def turns_on(self) -> tuple[WorkingChoice, ...]:
        return (MORPHINE_TABLE_CHOICE,)

    def examples(self, case: Case, check: Check) -> tuple[object, ...]:
        """Lists of medicines whose total lies just under, at and just over what is asked."""
        asked = limit(check.operand, case)
        if not isinstance(asked, Decimal):
            return sample_lists()
        return sample_lists((asked - 1, asked, asked + 1))


@dataclass(frozen=True, eq=False)
class MorphineAsListed(DailyMorphine):
    """The same with all that is listed added up, as the editions of 2026-11 have it."""

    def again(self, entries: Sequence[Entry]) -> Mapping[int, ListedAgain]:
        return {}


def table_of(case: Case) -> MorphineTable:
    """The table that this clinic counts by."""
    return MORPHINE_TABLES[chosen(MORPHINE_TABLE_CHOICE, case)]
