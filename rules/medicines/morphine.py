"""The morphine that all opioids together equal in a day, by one named table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import cast

from rules.language.logic.case import Absent, Case, once_a_case
from rules.language.logic.conditions import Cause, Check, Open, Term
from rules.language.logic.relations import Range, WorkingChoice
from rules.language.logic.weighing import chosen, limit
from rules.language.questions import Entries, Entry, Measured
from rules.medicines import MORPHINE_TABLES, MorphineTable
from rules.medicines.doses import added, ends
from rules.medicines.opioids import Gap, Line, lines_of
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


class TotalStatus(Enum):
    """How much of the daily total is known."""

    EXACT = "exact"
    BETWEEN = "between"
    AT_LEAST = "at_least"
    NOT_CALCULATED = "not_calculated"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DailyTotal:
    """mg of morphine a day. `milligrams` is None where nothing can be said: never 0 for that.

    `at_most` is the other end where the patient gave a range, such as "1 or 2 tablets".
    """

    status: TotalStatus
    milligrams: Decimal | None
    table: str
    lines: tuple[Line, ...] = ()
    at_most: Decimal | None = None

    @property
    def left_out(self) -> tuple[str, ...]:
        """Names of what no factor covers, or nobody recognised or confirmed."""
        return self.named(Gap.NO_FACTOR, Gap.NOT_RECOGNISED, Gap.NOT_CONFIRMED)

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of everything that the figure leaves out."""
        return self.named(*Gap)

    def named(self, *gaps: Gap) -> tuple[str, ...]:
        """Names of what is left out for one of these reasons, as the patient wrote them."""
        return tuple(dict.fromkeys(line.name for line in self.lines if line.gap in gaps))

    @property
    def varying(self) -> tuple[str, ...]:
        """Names of what the patient takes now more, now less."""
        return tuple(
            dict.fromkeys(one.name for one in self.lines if isinstance(one.morphine, Range))
        )

    @property
    def not_confirmed(self) -> tuple[str, ...]:
        """What nobody confirmed: "“morfine” is Morphine"."""
        unsure = (line for line in self.lines if line.gap is Gap.NOT_CONFIRMED)
        return tuple(dict.fromkeys(f"“{line.name}” is {line.ingredient}" for line in unsure))


@dataclass(frozen=True, eq=False)
class DailyMorphine(Measured):
    """Milligrams of morphine a day; "at least" where an opioid is left out or a dose unknown."""

    medicines: Entries
    short: str

    def value(self, case: Case) -> object:
        listed = self.medicines.value(case)
        if isinstance(listed, Absent):
            return listed
        total = self.details(case)
        exact = total.status is TotalStatus.EXACT
        return total.milligrams if exact else Range(total.milligrams or Decimal(0), total.at_most)

    @once_a_case
    def details(self, case: Case) -> DailyTotal:
        """The total with what it is made of, and what it leaves out."""
        listed, table = self.medicines.value(case), table_of(case)
        if isinstance(listed, Absent):
            return DailyTotal(TotalStatus.UNKNOWN, None, table.name)
        return _total(_lines(listed, table), table)

    def said(self, value: object) -> str:
        if not isinstance(value, Range):
            return f"{_plain(cast('Decimal', value))} mg of morphine a day"
        if value.high is not None:
            return (
                f"at least {_plain(value.low)}, at most {_plain(value.high)} mg of morphine a day"
            )
        return (
            f"at least {_plain(value.low)} mg of morphine a day" if value.low else "not calculated"
        )

    def said_in(self, value: object, case: Case) -> str:
        """With the table that it was counted by, and what is left out of it."""
        total = self.details(case)
        without = f"; left out: {', '.join(total.missing)}" if total.missing else ""
        return f"{self.said(value)} ({total.table}{without})"

    def reads(self) -> tuple[Term, ...]:
        return (self.medicines,)

    @property
    def explained(self) -> str:
        return (
            "The day's dose of each opioid still taken, times its factor in the table named, added "
            "up. What has no factor, no known dose or no known name, or was read as a medicine that "
            "nobody confirmed, is left out, and the total is then “at least”."
        )

    @property
    def turns_on(self) -> tuple[WorkingChoice, ...]:
        return (MORPHINE_TABLE_CHOICE,)

    def open(self, case: Case) -> tuple[Open, ...]:
        total = self.details(case)
        for gap, (missing, cause) in MISSING.items():
            if names := _parts(total, gap):
                # The list itself was answered: what is missing is a part of it.
                part = replace(self.medicines, short=missing.format(", ".join(names)))
                return (Open(part, cause),)
        if total.varying:
            part = replace(self.medicines, short=f"Usual dose of {', '.join(total.varying)}")
            return (Open(part, Cause.NEEDS_STAFF),)
        return self.medicines.open(case)

    def examples(self, case: Case, check: Check) -> tuple[object, ...]:
        """Lists of medicines whose total lies just under, at and just over what is asked."""
        asked = limit(check.operand, case)
        if not isinstance(asked, Decimal):
            return sample_lists()
        return sample_lists((asked - 1, asked, asked + 1))


# What each gap leaves open and who can close it; what patients can supply comes first.
MISSING = {
    Gap.DOSE_UNKNOWN: ("Dose of {}", Cause.UNANSWERED),
    Gap.NOT_CONFIRMED: ("Whether {}", Cause.NEEDS_STAFF),
    Gap.NOT_RECOGNISED: ("What “{}” is", Cause.NEEDS_STAFF),
    Gap.NO_FACTOR: ("Morphine factor of {}", Cause.FOR_CLINICIAN),
}


def _parts(total: DailyTotal, gap: Gap) -> tuple[str, ...]:
    return total.not_confirmed if gap is Gap.NOT_CONFIRMED else total.named(gap)


def table_of(case: Case) -> MorphineTable:
    """The table that this clinic counts by."""
    return MORPHINE_TABLES[chosen(MORPHINE_TABLE_CHOICE, case)]


def _total(lines: tuple[Line, ...], table: MorphineTable) -> DailyTotal:
    least, most = ends(added(tuple(one.morphine for one in lines if one.morphine is not None)))
    if any(line.gap for line in lines):
        status = TotalStatus.AT_LEAST if least else TotalStatus.NOT_CALCULATED
        return DailyTotal(status, least or None, table.name, lines)
    if least == most:
        return DailyTotal(TotalStatus.EXACT, least, table.name, lines)
    status = TotalStatus.BETWEEN if most is not None else TotalStatus.AT_LEAST
    return DailyTotal(status, least, table.name, lines, most)


def _lines(listed: object, table: MorphineTable) -> tuple[Line, ...]:
    """What is no longer taken adds nothing; what may still be taken counts."""
    entries = cast("tuple[Entry, ...]", listed)
    taken = (entry for entry in entries if entry.get("still_taken") is not False)
    return tuple(line for entry in taken for line in lines_of(entry, table))


def _plain(number: Decimal) -> str:
    """60 for 60.0, and 4.5 for 4.50; of what does not come out even, as much as anybody measures."""
    return f"{round(number, 3).normalize():f}"
