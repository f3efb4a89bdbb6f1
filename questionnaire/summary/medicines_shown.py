"""Medicines as staff see them: what each was read as, the day's morphine, blood thinners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import shorten
from typing import cast

from questionnaire.summary.answer_lines import AnswerLine, GivenAnswer
from rules.language.logic.failure import Failure, attempt
from rules.language.questions import Entry
from rules.medicines import ANTITHROMBOTICS, HOW_READ, How, Ingredient, name_of, reading_of
from rules.medicines.daily_total import DailyTotal, TotalStatus, in_figures
from rules.medicines.doses import Amount, ends
from rules.medicines.listed_twice import Again, ListedAgain, listed_again
from rules.medicines.opioids import Line
from rules.medicines.paracetamol import ParacetamolLine
from rules.questions.pain_medicine import medicine_listed_again
from rules.questions.pain_relief import pain_medicines

MOST_NAMED = 4  # of the medicines that a total leaves out
LONGEST_NAMED = 40  # characters of each
MANY_NOUGHTS = 10_000  # from here on, thousands stand apart
NOT_RECOGNISED = "not recognised"
READING = ("name", "read_as", "read_how")
LISTED_AGAIN = ("name", medicine_listed_again.key)
SAID_AGAIN = {
    Again.SAME: "the same as “{}”, counted once",
    Again.DIFFERENT: "taken as well as “{}”",
    Again.NOT_SURE: "perhaps “{}” again: the patient is not sure",
    Again.NOT_SAID: "perhaps “{}” again: nobody has said",
}


@dataclass(frozen=True)
class MorphineRow:
    """One medicine of the daily total; `morphine` says why where it is not in it."""

    name: str
    dose: str
    factor: str
    morphine: str


@dataclass(frozen=True)
class MedicineRead:
    """One medicine of the list, counted from 1: what its name was read as, and who confirmed it."""

    number: int
    name: str
    taken: str  # all that was answered of it
    read_as: str
    confirmed: str  # "as written", "not confirmed", "confirmed by the patient", "by Ann Nurse"
    is_sure: bool
    again: str = ""  # what is said of it beside an earlier one with the same in it

    @property
    def said(self) -> str:
        """In words: "read as Oxycodone, not confirmed"; of a name on record, what it stands for."""
        return f"{self._reading}; {self.again}" if self.again else self._reading

    @property
    def _reading(self) -> str:
        if self.read_as == NOT_RECOGNISED:
            told = f" ({self.confirmed})" if self.is_sure else ""
            return f"{NOT_RECOGNISED}{told}"
        said = f"read as {self.read_as}"
        return (
            said
            if self.confirmed == HOW_READ[How.AS_WRITTEN.value]
            else f"{said}, {self.confirmed}"
        )


@dataclass(frozen=True)
class Thinner:
    """A medicine that slows clotting, with how long each of two societies holds it."""

    name: str
    sir: str
    asra: str
    differ: bool


def said_total(total: DailyTotal) -> str:
    """The morphine that all opioids equal in a day. Never 0 for what is not known."""
    match total.status:
        case TotalStatus.EXACT:
            return f"{_plain(total.milligrams)} mg a day"
        case TotalStatus.BETWEEN:
            least, most = _plain(total.milligrams), _plain(total.at_most)
            return f"at least {least}, at most {most} mg a day{_perhaps_twice(total)}"
        case TotalStatus.NOT_CONFIRMED:
            entered = f"{_plain(total.milligrams)} mg a day as entered"
            return f"{entered}, which nobody has confirmed: ask the patient"
        case TotalStatus.AT_LEAST:
            left_out = f"; left out: {_named(total.missing)}" if total.missing else ""
            return f"at least {_plain(total.milligrams)} mg a day{left_out}{_perhaps_twice(total)}"
        case TotalStatus.NOT_CALCULATED:
            return f"not calculated; left out: {_named(total.missing)}"
        case TotalStatus.UNKNOWN:
            return "not known: the pain medicines are not named"


def said_paracetamol(total: DailyTotal) -> str:
    """The paracetamol in all medicines together, where it is not settled; else empty.

    Over the limit and confirmed, it is a red flag, which says how much.
    """
    listed = any(isinstance(one, ParacetamolLine) for one in total.lines)
    return said_total(total) if listed and total.status is not TotalStatus.EXACT else ""


def _perhaps_twice(total: DailyTotal) -> str:
    again = total.perhaps_twice
    return f"; not settled: whether {' and '.join(again[:MOST_NAMED])}" if again else ""


def morphine_rows(total: DailyTotal) -> tuple[MorphineRow, ...]:
    """What the total is made of, and what it leaves out."""
    return tuple(_row(line) for line in total.lines)


def medicines_read(line: AnswerLine | None) -> tuple[MedicineRead, ...]:
    """Every medicine on the list, with what it was read as; none for another question's answer."""
    if line is None or line.standing is None or line.question is not pain_medicines:
        return ()
    read = attempt("medicines_read", pain_medicines.short, _read_each, line, line.standing)
    return () if isinstance(read, Failure) else read  # the list then stands as it was typed


def _read_each(line: AnswerLine, standing: GivenAnswer) -> tuple[MedicineRead, ...]:
    given = (standing, *reversed(line.earlier))
    entries = _entries(standing)
    again = listed_again(entries)
    return tuple(
        _read(place + 1, entry, given, again.get(place)) for place, entry in enumerate(entries)
    )


def said_contents(ingredients: Iterable[Ingredient]) -> str:
    """What is in a medicine: "Codeine + Paracetamol (acetaminophen)"."""
    return " + ".join(ingredient.name for ingredient in ingredients)


def _read(
    number: int, entry: Entry, given: Sequence[GivenAnswer], again: ListedAgain | None
) -> MedicineRead:
    read = reading_of(entry)
    said = said_contents(read.ingredients) or NOT_RECOGNISED
    by = _who_noted(entry, given, READING) if read.how is How.STAFF else ""
    confirmed = f"by {by}" if by else HOW_READ[read.how.value]
    is_sure = read.how.is_sure and not (again and again.said.is_open)
    return MedicineRead(
        number,
        name_of(entry),
        _taken(entry),
        said,
        confirmed,
        is_sure,
        _said_again(entry, given, again) if again else "",
    )


def _said_again(entry: Entry, given: Sequence[GivenAnswer], again: ListedAgain) -> str:
    """ "the same as “Zomorph” (Ann Nurse)"; of what nobody has said, that it is open."""
    said = SAID_AGAIN[again.said].format(again.name)
    return said if again.said.is_open else f"{said} ({_who_noted(entry, given, LISTED_AGAIN)})"


def _taken(entry: Entry) -> str:
    """An entry as it was answered, and as it was typed, without what else was noted of it."""
    noted = {part.key for part in pain_medicines.noted if part is not pain_medicines.typed}
    return pain_medicines.said_entry(
        {key: value for key, value in entry.items() if key not in noted}
    )


def _who_noted(entry: Entry, given: Sequence[GivenAnswer], noted: Sequence[str]) -> str:
    """Who was the first to note it so, of the answers since which it has stood (latest first)."""
    by = ""
    for answer in given:
        if not any(_same(entry, one, noted) for one in _entries(answer)):
            break
        by = answer.by
    return by


def _same(entry: Entry, other: Entry, parts: Sequence[str]) -> bool:
    return all(entry.get(key) == other.get(key) for key in parts)


def _entries(given: GivenAnswer) -> tuple[Entry, ...]:
    return cast("tuple[Entry, ...]", given.read) if isinstance(given.read, tuple) else ()


def _named(names: Sequence[str]) -> str:
    """Names as the patient wrote them, so many that a line holds them."""
    shown = [shorten(name, LONGEST_NAMED, placeholder="…") for name in names[:MOST_NAMED]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _row(line: Line) -> MorphineRow:
    read_as = line.ingredient if line.sure else f"read as {line.ingredient}: confirm"
    same = line.ingredient.casefold() == line.name.casefold() and line.sure
    name = line.name if same or not line.ingredient else f"{line.name} ({read_as})"
    dose = f"{_plain(line.dose)} {line.unit}".strip()
    why_not = (line.why or "not calculated").rstrip(".")
    again = f" ({SAID_AGAIN[line.again].format(line.before)})" if line.again else ""
    by_strength = line.factor is None and line.morphine is not None
    factor = "by strength" if by_strength else _plain(line.factor)
    return MorphineRow(name, dose, factor, f"{_plain(line.morphine) or why_not}{again}")


def thinners(chosen: Iterable[str]) -> tuple[Thinner, ...]:
    """The blood thinners chosen, as the two societies have them."""
    agents = {agent.key: agent for agent in ANTITHROMBOTICS}
    return tuple(
        Thinner(agent.name, agent.sir, agent.asra, agent.societies_differ)
        for agent in (agents[key] for key in chosen if key in agents)
    )


def _plain(amount: Amount | None) -> str:
    """A number, or the ends of a range: "10 to 20"."""
    if amount is None:
        return ""
    low, high = ends(amount)
    if high is None:
        return f"{_figures(low)} or more"
    return _figures(low) if low == high else f"{_figures(low)} to {_figures(high)}"


def _figures(number: Decimal) -> str:
    """60 for 60.0; 9,600,000; of what does not come out even, as much as anybody measures."""
    even = in_figures(number)
    return f"{Decimal(even):,f}" if number >= MANY_NOUGHTS else even
