"""The morphine that all opioids together equal in a day, by one named table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import cast

from rules.doses import daily_milligrams, micrograms_an_hour
from rules.language.logic import Absent, Case, Cause, Check, Open, Term, limit
from rules.language.questions import Entries, Entry, Measured
from rules.language.relations import Range
from rules.medicines import DrugClass, Ingredient, Match, recognise
from rules.questions.pain_relief import pain_medicines
from rules.sample_lists import sample_lists

TABLE = "CDC 2022"  # rules.medicines.MORPHINE_TABLE is its source
FORMS_WITH_FACTOR = {"mg": ("tablet", "liquid"), "mcg/h": ("patch",)}
OTHER_WAY = "Not calculated: the table's factors are for medicines by mouth and fentanyl patches."
NOT_RECOGNISED = "Not recognised: it may or may not be an opioid."
DOSE_UNKNOWN = "The dose is not known."


class TotalStatus(Enum):
    """How much of the daily total is known."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    NOT_CALCULATED = "not_calculated"
    UNKNOWN = "unknown"


class Gap(Enum):
    """Why a medicine is not in the total."""

    DOSE_UNKNOWN = "dose unknown"
    NOT_RECOGNISED = "not recognised"
    NO_FACTOR = "no factor"


@dataclass(frozen=True)
class Line:
    """One opioid, or one name that was not recognised, and what it adds to the total.

    `dose` is mg a day, or micrograms an hour for a patch (`unit` says which). `sure` is False
    where the name was read from a near spelling.
    """

    name: str
    ingredient: str = ""
    dose: Decimal | None = None
    unit: str = ""
    factor: Decimal | None = None
    morphine: Decimal | None = None
    gap: Gap | None = None
    why: str = ""
    sure: bool = True


@dataclass(frozen=True)
class DailyTotal:
    """mg of morphine a day. `milligrams` is None where nothing can be said: never 0 for that."""

    status: TotalStatus
    milligrams: Decimal | None
    lines: tuple[Line, ...] = ()
    table: str = TABLE

    @property
    def left_out(self) -> tuple[str, ...]:
        """Names of what no factor covers or nobody recognised."""
        return self.named(Gap.NO_FACTOR, Gap.NOT_RECOGNISED)

    @property
    def doses_unknown(self) -> tuple[str, ...]:
        """Names of opioids whose dose is not known."""
        return self.named(Gap.DOSE_UNKNOWN)

    def named(self, *gaps: Gap) -> tuple[str, ...]:
        """Names of what is left out for one of these reasons, as the patient wrote them."""
        return tuple(dict.fromkeys(line.name for line in self.lines if line.gap in gaps))


@dataclass(frozen=True, eq=False)
class DailyMorphine(Measured):
    """Milligrams of morphine a day; "at least" where an opioid is left out or a dose unknown."""

    medicines: Entries
    short: str

    def value(self, case: Case) -> object:
        listed = self.medicines.value(case)
        if isinstance(listed, Absent):
            return listed
        lines = _lines(cast("tuple[Entry, ...]", listed))
        known = _sum(lines)
        return Range(known, None) if any(line.gap for line in lines) else known

    def details(self, case: Case) -> DailyTotal:
        """The total with what it is made of, and what it leaves out."""
        listed = self.medicines.value(case)
        if isinstance(listed, Absent):
            return DailyTotal(TotalStatus.UNKNOWN, None)
        return _total(_lines(cast("tuple[Entry, ...]", listed)))

    def said(self, value: object) -> str:
        if not isinstance(value, Range):
            return f"{_plain(cast('Decimal', value))} mg of morphine a day ({TABLE})"
        if not value.low:
            return f"not calculated ({TABLE})"
        return f"at least {_plain(value.low)} mg of morphine a day ({TABLE})"

    def reads(self) -> tuple[Term, ...]:
        return (self.medicines,)

    def open(self, case: Case) -> tuple[Open, ...]:
        total = self.details(case)
        for gap, (missing, cause) in MISSING.items():
            if names := total.named(gap):
                # The list itself was answered: what is missing is a part of it.
                part = replace(self.medicines, short=missing.format(", ".join(names)))
                return (Open(part, cause),)
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
    Gap.NOT_RECOGNISED: ("What “{}” is", Cause.NEEDS_STAFF),
    Gap.NO_FACTOR: ("Morphine factor of {}", Cause.FOR_CLINICIAN),
}


def _total(lines: tuple[Line, ...]) -> DailyTotal:
    known = _sum(lines)
    if not any(line.gap for line in lines):
        return DailyTotal(TotalStatus.EXACT, known, lines)
    if known:
        return DailyTotal(TotalStatus.AT_LEAST, known, lines)
    return DailyTotal(TotalStatus.NOT_CALCULATED, None, lines)


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.morphine for line in lines if line.morphine is not None), Decimal(0))


def _lines(listed: tuple[Entry, ...]) -> tuple[Line, ...]:
    """What is no longer taken adds nothing; what may still be taken counts."""
    taken = (entry for entry in listed if entry.get("still_taken") is not False)
    return tuple(line for entry in taken for line in _lines_of(entry))


def _lines_of(entry: Entry) -> tuple[Line, ...]:
    name = _name(entry)
    match = recognise(name)
    if match is None:
        return (Line(name, gap=Gap.NOT_RECOGNISED, why=NOT_RECOGNISED),)
    opioids = (one for one in match.ingredients if one.drug_class is DrugClass.OPIOID)
    return tuple(_line(entry, match, opioid) for opioid in opioids)


def _name(entry: Entry) -> str:
    name = entry.get("name")
    return name if isinstance(name, str) else "a medicine without a name"


def _line(entry: Entry, match: Match, opioid: Ingredient) -> Line:
    line = Line(_name(entry), opioid.name, sure=match.exact)
    if opioid.morphine_factor is None:
        return _left_out(line, Gap.NO_FACTOR, opioid.why_no_factor)
    form = entry.get("form")
    if not isinstance(form, str):
        return _left_out(line, Gap.DOSE_UNKNOWN, DOSE_UNKNOWN)
    if form not in FORMS_WITH_FACTOR[str(opioid.factor_unit)]:
        return _left_out(line, Gap.NO_FACTOR, OTHER_WAY)
    return _counted(line, entry, match, opioid, opioid.morphine_factor)


def _counted(line: Line, entry: Entry, match: Match, opioid: Ingredient, factor: Decimal) -> Line:
    patch = opioid.factor_unit == "mcg/h"
    dose = (micrograms_an_hour if patch else daily_milligrams)(entry, match, opioid)
    if dose is None:
        return _left_out(line, Gap.DOSE_UNKNOWN, DOSE_UNKNOWN)
    unit = "mcg/h" if patch else "mg"
    return replace(line, dose=dose, unit=unit, factor=factor, morphine=dose * factor)


def _left_out(line: Line, gap: Gap, why: str) -> Line:
    return replace(line, gap=gap, why=why)


def _plain(number: Decimal) -> str:
    """60 for 60.0, and 4.5 for 4.50."""
    return f"{number.normalize():f}"


daily_morphine = DailyMorphine(pain_medicines, "Morphine equivalent a day")
