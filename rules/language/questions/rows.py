"""What rows come to, such as one for each fractured level: they stand above a single answer."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias, cast

from rules.language.logic import relations
from rules.language.logic.case import OUT_OF_DATE, UNANSWERED, Absent, Case, Given
from rules.language.logic.conditions import Cause, Check, Open, Term
from rules.language.logic.relations import Range
from rules.language.questions import Entries, Entry, Measured, Number, Question, YesNo

Rows: TypeAlias = tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class ByRow(Term):
    """What the rows say under one part; what they leave unsaid, the single answer says.

    They are as old as the single answer and count for as long: what dates one dates the other.
    """

    rows: Entries
    part: str
    single: Question
    short: str

    @abstractmethod
    def of(self, rows: Rows) -> object:
        """What rows come to; UNANSWERED where they do not say."""

    def value(self, case: Case) -> object:
        found = self._found(case)
        if type(found) is Absent:
            return self.single.value(case)
        return found if self.single.is_in_date(case) else OUT_OF_DATE

    def answer(self, case: Case) -> object:
        found = self._found(case)
        return self.single.answer(case) if type(found) is Absent else found

    def said_in(self, value: object, case: Case) -> str:
        """With the levels that it comes from."""
        of = [self._name(row) for row in rows_in(self.rows, case) if self.counts(row, value)]
        return (
            f"{self.said(value)} ({', '.join(of)})"
            if of and self._is_of_rows(case)
            else self.said(value)
        )

    def counts(self, row: Entry, value: object) -> bool:
        """Whether a value is that of a row."""
        return row.get(self.part) == value

    def reads(self) -> tuple[Term, ...]:
        return (self.rows, self.single)

    def used(self, case: Case) -> tuple[Term, ...]:
        return (self.rows,) if self._is_of_rows(case) else (self.single,)

    def day(self, case: Case) -> date | None:
        return self.single.day(case)

    def open(self, case: Case) -> tuple[Open, ...]:
        """The single answer says as much of all of them as a row of each."""
        if self.is_outdated(case):
            return (Open(self.single, Cause.OUT_OF_DATE),)
        return self.single.open(case)

    def is_outdated(self, case: Case) -> bool:
        """Whether rows say it, and what dates them is past its window."""
        return self._is_of_rows(case) and not self.single.is_in_date(case)

    def without(self, case: Case) -> Case:
        """The case without what the rows say under this part, known once and out of date."""
        rows = tuple({**row, self.part: UNANSWERED} for row in rows_in(self.rows, case))
        gone = {self.rows.key: Given(rows), self.single.key: Given(OUT_OF_DATE)}
        return case.having({**case.answers, **gone})

    def _found(self, case: Case) -> object:
        return self.of(rows_in(self.rows, case))

    def _is_of_rows(self, case: Case) -> bool:
        return type(self._found(case)) is not Absent

    def _name(self, row: Entry) -> str:
        name = self.rows.named_by
        return name.said(row[name.key])


@dataclass(frozen=True, eq=False)
class AnyRow(ByRow):
    """Yes where one row says so. `every`: no only where each row says no, else where one does."""

    single: YesNo
    every: bool = False

    @property
    def yes(self) -> Check:
        return Check(self, relations.is_, True)

    @property
    def no(self) -> Check:
        return Check(self, relations.is_, False)

    def of(self, rows: Rows) -> object:
        said = [row.get(self.part) for row in rows]
        if True in said:
            return True
        is_no = all(one is False for one in said) if self.every else False in said
        return False if said and is_no else UNANSWERED

    def said(self, value: object) -> str:
        return self.single.said(value)

    @property
    def explained(self) -> str:
        no = "where each says no" if self.every else "where those that were looked at say no"
        return (
            f"By “{self.rows.short}”: yes where a row says so, no {no}. Where the rows do not say, "
            f"what was entered under “{self.single.short}”. A working rule of this project."
        )


@dataclass(frozen=True, eq=False)
class OfMarkedRow(ByRow, Measured):
    """The number of the row that is marked: of several, the most; of none, from least to most."""

    single: Number
    mark: str = ""

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
            f"entered under “{self.single.short}”. A working rule of this project."
        )


@dataclass(frozen=True, eq=False)
class RowsMarked(Measured):
    """How many rows are marked; 0 while there are none."""

    rows: Entries
    mark: str
    short: str

    def value(self, case: Case) -> object:
        marked = [row for row in rows_in(self.rows, case) if row.get(self.mark) is True]
        return Decimal(len(marked))

    def said(self, value: object) -> str:
        return str(value)

    def reads(self) -> tuple[Term, ...]:
        return (self.rows,)

    def open(self, case: Case) -> tuple[Open, ...]:
        return ()

    @property
    def explained(self) -> str:
        return f"How many under “{self.rows.short}” are to be treated; 0 while nobody filled it in."


@dataclass(frozen=True, eq=False)
class RowsCrossed(Term):
    """Whether one row has the first without the second, and another the second without the first.

    Never so while nobody filled in rows, or once what dates either is past its window.
    """

    first: AnyRow
    second: AnyRow
    short: str

    @property
    def yes(self) -> Check:
        return Check(self, relations.is_, True)

    @property
    def no(self) -> Check:
        return Check(self, relations.is_, False)

    def value(self, case: Case) -> object:
        if self.first.is_outdated(case) or self.second.is_outdated(case):
            return False
        return all(self._named(case))

    def said(self, value: object) -> str:
        return "Yes" if value else "No"

    def said_in(self, value: object, case: Case) -> str:
        if not value:
            return self.said(value)
        first, second = (", ".join(names) for names in self._named(case))
        return f"{self.first.part} at {first} alone, {self.second.part} at {second} alone"

    def reads(self) -> tuple[Term, ...]:
        return (self.first.rows,)

    def open(self, case: Case) -> tuple[Open, ...]:
        return ()

    @property
    def explained(self) -> str:
        rows = self.first.rows
        return (
            f"By “{rows.short}”: a level tender without oedema beside one with oedema that is not "
            "tender. A working rule of this project."
        )

    def _named(self, case: Case) -> tuple[Sequence[str], Sequence[str]]:
        """The rows with the first alone, and those with the second alone."""
        rows, name = rows_in(self.first.rows, case), self.first.rows.named_by
        said = [(name.said(row[name.key]), self._sides(row)) for row in rows]
        return (
            [one for one, sides in said if sides == (True, False)],
            [one for one, sides in said if sides == (False, True)],
        )

    def _sides(self, row: Entry) -> tuple[object, object]:
        return row.get(self.first.part), row.get(self.second.part)


def rows_in(rows: Entries, case: Case) -> Rows:
    """The rows as filled in; none where nobody did."""
    value = rows.value(case)
    return () if isinstance(value, Absent) else cast("Rows", value)


def _between(low: Decimal, high: Decimal) -> Decimal | Range:
    return low if low == high else Range(low, high)
