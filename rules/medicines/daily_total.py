"""What the medicines still taken come to in a day: of morphine that they equal, of paracetamol."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import cast

from rules.language.logic.case import Absent, Case, once_a_case
from rules.language.logic.conditions import NEVER, Cause, Condition, Open, Term
from rules.language.logic.relations import Range
from rules.language.logic.variant import variant
from rules.language.logic.weighing import value_of, weigh
from rules.language.questions import Entries, Entry, Measured
from rules.medicines.doses import Amount, added, ends
from rules.medicines.listed_twice import Again, ListedAgain, joined, listed_again
from rules.medicines.opioids import Gap, Line


class TotalStatus(Enum):
    """How much of a daily total is known."""

    EXACT = "exact"
    BETWEEN = "between"
    AT_LEAST = "at_least"
    NOT_CONFIRMED = "not_confirmed"  # more than anybody is likely to take, and nobody said so
    NOT_CALCULATED = "not_calculated"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DailyTotal:
    """mg a day. `milligrams` is None where nothing can be said: never 0 for that.

    `at_most` is the other end where the patient gave a range, such as "1 or 2 tablets", or where
    a medicine may be listed twice. `table` is that of morphine equivalents; of others, empty.
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
        return tuple(dict.fromkeys(one.name for one in self.lines if _varies(one.adds)))

    @property
    def not_confirmed(self) -> tuple[str, ...]:
        """What nobody confirmed: "“morfine” is Morphine"."""
        unsure = (line for line in self.lines if line.gap is Gap.NOT_CONFIRMED)
        return tuple(dict.fromkeys(f"“{line.name}” is {line.ingredient}" for line in unsure))

    @property
    def perhaps_twice(self) -> tuple[str, ...]:
        """What may stand on the list twice: "“MST” is “Zomorph” again"."""
        again = (line for line in self.lines if line.again and line.again.is_open)
        return tuple(dict.fromkeys(f"“{line.name}” is “{line.before}” again" for line in again))


ANY_DOSE = Range(Decimal(0), None)


@dataclass(frozen=True, eq=False)
class DailyDose(Measured):
    """Milligrams a day; "at least" where something is left out, a range where it may be either."""

    medicines: Entries
    short: str
    doubted: Condition = NEVER  # it is more than anybody is likely to take, and nobody says so

    @abstractmethod
    def of_entry(self, entry: Entry, case: Case) -> Sequence[Line]:
        """What one entry of the list adds, or why it adds nothing."""

    @abstractmethod
    def said(self, value: object) -> str: ...

    def table(self, case: Case) -> str:
        """What the table that it is counted by is called; empty where it takes none."""
        return ""

    def again(self, entries: Sequence[Entry]) -> Mapping[int, ListedAgain]:
        """The entries, by their place, that may be an earlier one again."""
        return listed_again(entries)

    def value(self, case: Case) -> object:
        listed = value_of(self.medicines, case)
        if isinstance(listed, Absent):
            return listed
        total = self.details(case)
        if total.status is TotalStatus.NOT_CONFIRMED:
            return ANY_DOSE
        exact = total.status is TotalStatus.EXACT
        return total.milligrams if exact else Range(total.milligrams or Decimal(0), total.at_most)

    @once_a_case
    def details(self, case: Case) -> DailyTotal:
        """The total with what it is made of, and what it leaves out."""
        if isinstance(value_of(self.medicines, case), Absent):
            return DailyTotal(TotalStatus.UNKNOWN, None, self.table(case))
        known = case.memory[_total]  # of each kind once: what is doubted counts as given elsewhere
        total = cast("DailyTotal | None", known.get((type(self), self.medicines)))
        if total is None:
            known[type(self), self.medicines] = total = self._counted(case)
        doubted = weigh(self.doubted, case).truth
        return variant(total, status=TotalStatus.NOT_CONFIRMED) if doubted else total

    def _counted(self, case: Case) -> DailyTotal:
        # What is no longer taken adds nothing; what may still be taken counts.
        entries = cast("tuple[Entry, ...]", value_of(self.medicines, case))
        taken = [entry for entry in entries if entry.get("still_taken") is not False]
        every = [self.of_entry(entry, case) for entry in taken]
        return _total(_lines(every, self.again(taken)), self.table(case))

    def reads(self) -> tuple[Term, ...]:
        return (self.medicines,)

    def open(self, case: Case) -> tuple[Open, ...]:
        total = self.details(case)
        for missing, names, cause in _left_open(total):
            if names:
                # The list itself was answered: what is missing is a part of it.
                part = variant(self.medicines, short=missing.format(", ".join(names)))
                return (Open(part, cause),)
        return self.medicines.open(case)


def in_figures(number: Decimal) -> str:
    """60 for 60.0, and 4.5 for 4.50; of what does not come out even, as much as anybody measures."""
    return f"{round(number, 3).normalize():f}"


def _varies(amount: Amount | None) -> bool:
    """Whether it has two ends: a number that was said in words is still one number."""
    return isinstance(amount, Range) and amount.low != amount.high


def _left_open(total: DailyTotal) -> tuple[tuple[str, tuple[str, ...], Cause], ...]:
    """What can keep a total open, of what, and who can close it; what patients can supply first."""
    return (
        ("Dose of {}", total.named(Gap.DOSE_UNKNOWN), Cause.UNANSWERED),
        ("Whether {}", total.perhaps_twice, Cause.UNANSWERED),
        ("Whether {}", total.not_confirmed, Cause.NEEDS_STAFF),
        ("What “{}” is", total.named(Gap.NOT_RECOGNISED), Cause.NEEDS_STAFF),
        ("Morphine factor of {}", total.named(Gap.NO_FACTOR), Cause.FOR_CLINICIAN),
        ("Whether {} is right", _doubted(total), Cause.UNANSWERED),
        ("Usual dose of {}", total.varying, Cause.NEEDS_STAFF),
    )


def _doubted(total: DailyTotal) -> tuple[str, ...]:
    is_so = total.status is TotalStatus.NOT_CONFIRMED
    return (f"{in_figures(total.milligrams or Decimal(0))} mg a day",) if is_so else ()


Placed = tuple[int, Line]


def _lines(every: Sequence[Sequence[Line]], again: Mapping[int, ListedAgain]) -> list[Placed]:
    """Each line with the place of the first entry of its medicine: one listed again joins it."""
    first: dict[int, int] = {}
    found: list[Placed] = []
    for place, lines in enumerate(every):
        earlier = again.get(place)
        same = earlier is not None and earlier.said is not Again.DIFFERENT
        first[place] = first[earlier.of] if earlier and same else place
        found += [(first[place], _marked(line, earlier)) for line in lines]
    return found


def _marked(line: Line, earlier: ListedAgain | None) -> Line:
    """With what is said of it. Of what is the same as before, an unknown dose is no gap."""
    if earlier is None:
        return line
    line = variant(line, again=earlier.said, before=earlier.name)
    is_gap = earlier.said is not Again.SAME or line.gap is not Gap.DOSE_UNKNOWN
    return line if is_gap else variant(line, gap=None)


def _total(placed: Sequence[Placed], table: str) -> DailyTotal:
    lines = tuple(line for _, line in placed)
    least, most = ends(added(_once_each(placed)))
    if any(line.gap for line in lines):
        status = TotalStatus.AT_LEAST if least else TotalStatus.NOT_CALCULATED
        return DailyTotal(status, least or None, table, lines)
    if least == most:
        return DailyTotal(TotalStatus.EXACT, least, table, lines)
    status = TotalStatus.BETWEEN if most is not None else TotalStatus.AT_LEAST
    return DailyTotal(status, least, table, lines, most)


def _once_each(placed: Sequence[Placed]) -> tuple[Amount, ...]:
    """What each medicine adds, listed once or more."""
    found: dict[tuple[int, str], Amount] = {}
    for place, line in placed:
        key = (place, line.ingredient)
        if line.adds is not None:
            before, said = found.get(key), line.again
            alone = before is None or said is None
            found[key] = line.adds if alone else joined(before, line.adds, said)
    return tuple(found.values())
