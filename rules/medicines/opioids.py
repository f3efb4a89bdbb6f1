"""What each opioid on the list adds to the day's morphine, or why it adds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from rules.language.logic.variant import variant
from rules.language.questions import Entry
from rules.medicines import (
    DrugClass,
    How,
    Ingredient,
    MorphineTable,
    ReadAs,
    name_of,
    reading_of,
)
from rules.medicines.doses import Amount, Patches, daily_milligrams, patches, times
from rules.medicines.listed_twice import Again

BY_MOUTH = ("tablet", "liquid")
NO_SUCH_PATCH = "Not calculated: the {} table lists no patch of this strength."
NOT_RECOGNISED = "Not recognised: it may or may not be an opioid."
NOT_CONFIRMED = "Not confirmed: nobody has said that this is what it was read as."
DOSE_UNKNOWN = "The dose is not known."


class Gap(Enum):
    """Why a medicine is not in the total."""

    DOSE_UNKNOWN = "dose unknown"
    NOT_CONFIRMED = "not confirmed"
    NOT_RECOGNISED = "not recognised"
    NO_FACTOR = "no factor"


@dataclass(frozen=True)
class Line:
    """One opioid, or one name not recognised or not confirmed, and what it adds to the total.

    `dose` is mg a day, or micrograms an hour for a patch (`unit` says which); it and `morphine` are
    a range where the patient gave one. `factor` is None
    where the table goes by the strength of a patch. `how` says who confirmed what it was read as;
    where nobody did, `ingredient` is all that it was read as. `again` is what somebody says of one
    that may be an earlier one listed again, which was called `before`.
    """

    name: str
    ingredient: str = ""
    dose: Amount | None = None
    unit: str = ""
    factor: Decimal | None = None
    morphine: Amount | None = None
    gap: Gap | None = None
    why: str = ""
    how: How = How.AS_WRITTEN
    again: Again | None = None
    before: str = ""

    @property
    def adds(self) -> Amount | None:
        """What it adds to its total: of an opioid morphine, else its own milligrams."""
        return self.morphine

    @property
    def sure(self) -> bool:
        """Whether it is read as written, or somebody has confirmed what it was read as."""
        return self.how.is_sure


def lines_of(entry: Entry, table: MorphineTable) -> list[Line]:
    """One line an opioid in the medicine; one where its name is not recognised or confirmed."""
    read = reading_of(entry)
    if unread := unread_line(entry, read):
        return [unread]
    opioids = (one for one in read.ingredients if one.drug_class is DrugClass.OPIOID)
    return [_line(entry, read, opioid, table) for opioid in opioids]


def unread_line(entry: Entry, read: ReadAs) -> Line | None:
    """What is left out because its name is not recognised, or nobody confirmed what it was read as."""
    if not read.is_recognised:
        return Line(name_of(entry), gap=Gap.NOT_RECOGNISED, why=NOT_RECOGNISED, how=read.how)
    if not read.how.is_sure:
        return left_out(_whole(entry, read), Gap.NOT_CONFIRMED, NOT_CONFIRMED)
    return None


def _whole(entry: Entry, read: ReadAs) -> Line:
    return Line(name_of(entry), read.contents, how=read.how)


def _line(entry: Entry, read: ReadAs, opioid: Ingredient, table: MorphineTable) -> Line:
    line = Line(name_of(entry), opioid.name, how=read.how)
    by_mouth, by_patch = opioid.key in table.by_mouth, _by_patch(opioid, table)
    if not by_mouth and not by_patch:
        return left_out(line, Gap.NO_FACTOR, table.why_left_out(opioid))
    form = entry.get("form")
    if not isinstance(form, str):
        return left_out(line, Gap.DOSE_UNKNOWN, DOSE_UNKNOWN)
    if by_mouth and form in BY_MOUTH:
        return _by_mouth(line, daily_milligrams(entry, read.ingredients, opioid), opioid, table)
    if by_patch and form == "patch":
        return _worn(line, patches(entry, read.ingredients, opioid), opioid, table)
    return left_out(line, Gap.NO_FACTOR, table.why_not_this_way(opioid))


def _by_patch(opioid: Ingredient, table: MorphineTable) -> bool:
    return opioid.key in table.patch or opioid.key in table.patch_of


def _by_mouth(line: Line, dose: Amount | None, opioid: Ingredient, table: MorphineTable) -> Line:
    if dose is None:
        return left_out(line, Gap.DOSE_UNKNOWN, DOSE_UNKNOWN)
    factor = table.by_mouth[opioid.key]
    return variant(line, dose=dose, unit="mg", factor=factor, morphine=times(dose, factor))


def _worn(line: Line, worn: Patches | None, opioid: Ingredient, table: MorphineTable) -> Line:
    if worn is None:
        return left_out(line, Gap.DOSE_UNKNOWN, DOSE_UNKNOWN)
    line = variant(line, dose=worn.micrograms_an_hour, unit="mcg/h")
    factor = table.patch.get(opioid.key)
    if factor is not None:
        return variant(line, factor=factor, morphine=times(worn.micrograms_an_hour, factor))
    each = table.patch_of[opioid.key].get(worn.strength)
    if each is None:
        return left_out(line, Gap.NO_FACTOR, NO_SUCH_PATCH.format(table.name))
    return variant(line, morphine=times(each, worn.worn))


def left_out(line: Line, gap: Gap, why: str) -> Line:
    """A line that adds nothing, and why."""
    return variant(line, gap=gap, why=why)
