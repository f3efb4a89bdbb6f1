"""What rows come to, such as one for each fractured level: they stand above a single answer."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from typing import TypeAlias, cast

from rules.language.logic.case import OUT_OF_DATE, UNANSWERED, Absent, Case, Given, once_a_case
from rules.language.logic.conditions import Cause, Open, Term
from rules.language.logic.relations import WorkingFigure
from rules.language.logic.weighing import value_of
from rules.language.questions import Entries, Entry, MultiChoice, Question, YesNo, YesOrNo

Rows: TypeAlias = tuple[Entry, ...]
Sides: TypeAlias = tuple[object, object]
FIRST_ALONE, SECOND_ALONE = (True, False), (False, True)
WORKING_RULE = "A working rule of this project."


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
            return value_of(self.single, case)
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

    def window_in(self, case: Case) -> WorkingFigure | None:
        """The window that counts in a case: the single answer's."""
        return self.single.window_in(case)

    def is_outdated(self, case: Case) -> bool:
        """Whether rows say it, and what dates them is past its window."""
        return self._is_of_rows(case) and not self.single.is_in_date(case)

    def without(self, case: Case) -> Case:
        """The case without what the rows say under this part, known once and out of date."""
        rows = tuple({**row, self.part: UNANSWERED} for row in rows_in(self.rows, case))
        gone = {self.rows.key: Given(rows), self.single.key: Given(OUT_OF_DATE)}
        return case.answered(gone)

    def _found(self, case: Case) -> object:
        return self.of(rows_in(self.rows, case))

    def _is_of_rows(self, case: Case) -> bool:
        return type(self._found(case)) is not Absent

    def _name(self, row: Entry) -> str:
        name = self.rows.named_by
        return name.said(row[name.key])


@dataclass(frozen=True, eq=False)
class RowsCrossed(YesOrNo):
    """Whether one row has the first without the second, and another the second without the first.

    Never so where there are not two to fill in, or once what dates either is past its window. `crossing`
    says it in words.
    """

    rows: Entries
    first: str
    second: str
    first_single: Question  # what dates it dates the rows
    second_single: Question
    short: str
    crossing: str

    def value(self, case: Case) -> object:
        if type(value_of(self.rows, case)) is Absent:
            return self._unfilled(case)
        singles = (self.first_single, self.second_single)
        if not all(single.is_in_date(case) for single in singles):
            return False
        if all(self._named(case)):
            return True
        return Absent.UNANSWERED if self._can_be(case) else False

    def said_in(self, value: object, case: Case) -> str:
        if not value:
            return self.said(value)
        first, second = (", ".join(names) for names in self._named(case))
        return f"{self.first} at {first} alone, {self.second} at {second} alone"

    def reads(self) -> tuple[Term, ...]:
        return (self.rows, self._row_for)

    def used(self, case: Case) -> tuple[Term, ...]:
        return (self.rows,) if rows_in(self.rows, case) else self.reads()

    def open(self, case: Case) -> tuple[Open, ...]:
        return (Open(self.rows, Cause.NEEDS_STAFF),)

    @property
    def explained(self) -> str:
        return (
            f"By “{self.rows.short}”: {self.crossing}. Never where “{self._row_for.short}” has "
            f"fewer than two. {WORKING_RULE}"
        )

    @property
    def _row_for(self) -> MultiChoice:
        return cast("MultiChoice", self.rows.row_for)

    def _unfilled(self, case: Case) -> object:
        """One row cannot be crossed with another; of several nobody knows."""
        chosen = value_of(self._row_for, case)
        return False if isinstance(chosen, tuple) and len(chosen) < 2 else UNANSWERED

    def _named(self, case: Case) -> tuple[Sequence[str], Sequence[str]]:
        """The rows with the first alone, and those with the second alone."""
        rows, name = rows_in(self.rows, case), self.rows.named_by
        said = [(name.said(row[name.key]), self._sides(row)) for row in rows]
        return (
            [one for one, sides in said if sides == FIRST_ALONE],
            [one for one, sides in said if sides == SECOND_ALONE],
        )

    def _can_be(self, case: Case) -> bool:
        """Whether what the rows do not say could make two of them cross."""
        rows = [self._sides(row) for row in rows_in(self.rows, case)]
        pairs = permutations(rows, 2)
        return any(_can_say(one, FIRST_ALONE) and _can_say(two, SECOND_ALONE) for one, two in pairs)

    def _sides(self, row: Entry) -> Sides:
        return row.get(self.first), row.get(self.second)


@dataclass(frozen=True, eq=False)
class AnyRow(ByRow, YesOrNo):
    """Yes where one row says so. `every`: no only where each row says no, else where one does.

    With `unless` it is not known while rows are crossed. Without a part, it is the single answer.
    """

    single: YesNo
    every: bool = False
    unless: RowsCrossed | None = None

    def value(self, case: Case) -> object:
        return Absent.NOT_SURE if self._is_crossed(case) else super().value(case)

    def of(self, rows: Rows) -> object:
        said = [row.get(self.part) for row in rows]
        if True in said:
            return True
        is_no = all(one is False for one in said) if self.every else False in said
        return False if said and is_no else UNANSWERED

    def said(self, value: object) -> str:
        return self.single.said(value)

    def open(self, case: Case) -> tuple[Open, ...]:
        if self.unless and self._is_crossed(case):
            return (Open(self.unless, Cause.CONFLICTING),)
        return super().open(case)

    @property
    def explained(self) -> str:
        return " ".join(filter(None, (*self._by_rows(), self._unless(), WORKING_RULE)))

    def _by_rows(self) -> Iterator[str]:
        entered = f"hat was entered under “{self.single.short}”."
        if not self.part:
            yield f"W{entered}"
            return
        no = "where each says no" if self.every else "where those that were looked at say no"
        yield f"By “{self.rows.short}”: yes where a row says so, no {no}. Until then, w{entered}"

    def _unless(self) -> str:
        if self.unless is None:
            return ""
        return f"Not known where “{self.rows.short}” has {self.unless.crossing}."

    def _is_crossed(self, case: Case) -> bool:
        return self.unless is not None and value_of(self.unless, case) is True


@once_a_case
def rows_in(rows: Entries, case: Case) -> Rows:
    """The rows as filled in; none where nobody did. One of what is no longer chosen counts no more."""
    value = value_of(rows, case)
    if isinstance(value, Absent):
        return ()
    chosen = value_of(rows.row_for, case) if rows.row_for else Absent.UNANSWERED
    filled_in = cast("Rows", value)
    if isinstance(chosen, Absent):
        return filled_in
    names = cast("tuple[str, ...]", chosen)
    return tuple(row for row in filled_in if row.get(rows.named_by.key) in names)


def _can_say(sides: Sides, said: tuple[bool, bool]) -> bool:
    """Whether a row says so, or leaves what it says open."""
    return all(
        side is then or not isinstance(side, bool) for side, then in zip(sides, said, strict=True)
    )
