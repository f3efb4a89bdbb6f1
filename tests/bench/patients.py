"""Invented patients by the thousand: random answers to every question, from a seed. No real person.

How many answer what is made up too: it follows no clinic's records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache, partial
from random import Random
from typing import TypeAlias, cast

from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.logic.days import ApproximateDate
from rules.language.questions import (
    ApproximateDay,
    Audience,
    Choice,
    Day,
    Entries,
    MultiChoice,
    Number,
    Question,
    YesNo,
)
from rules.questions import QUESTIONS

ON = date(2026, 11, 16)
ORIGINS = {
    Audience.PATIENT: (Origin.PATIENT, Origin.HELPER, Origin.STAFF_PHONE),
    Audience.STAFF: (Origin.STAFF,),
    Audience.RECORD: (Origin.RECORD,),
}
# How much of the form is answered, and of what staff add: most people finish, staff come later.
PATIENTS_ANSWER = (1.0, 1.0, 1.0, 0.95, 0.95, 0.8, 0.5, 0.1)
STAFF_ANSWER = (1.0, 1.0, 0.95, 0.8, 0.5, 0.0)
NOT_SURE = 0.04

# Values as clinics see them, where the limits of a question lie far beyond.
USUAL: Mapping[str, tuple[str, str]] = {
    "inr": ("0.80", "2.60"),
    "platelets": ("20", "400"),
    "haemoglobin": ("70", "160"),
    "creatinine_clearance": ("15.0", "110.0"),
    "height_loss": ("0", "90"),
    "levels_to_treat": ("0", "5"),
    "amount": ("1", "4"),
    "times": ("1", "6"),
}
# Blood is taken for the consult, most often.
OFTEN_RECENT = ("inr_date", "blood_date")
# Kept with a medicine, and asked only where its name is not plain.
NOTED = ("read_as", "read_as_thinner", "read_how")
MEDICINES = (
    ("Paracetamol", "tablet", "500", "mg"),
    ("Panadol", "tablet", "500", "mg"),
    ("Morphine", "tablet", "10", "mg"),
    ("Zomorph", "tablet", "10", "mg"),
    ("Oxycodone", "tablet", "20", "mg"),
    ("Tramadol", "tablet", "50", "mg"),
    ("Co-codamol", "tablet", "30/500", "mg"),
    ("Fentanyl", "patch", "25", "microgram_an_hour"),
    ("Buprenorphine", "patch", "10", "microgram_an_hour"),
    ("Ibuprofen", "tablet", "400", "mg"),
    ("Gabapentin", "tablet", "300", "mg"),
    ("Clopidogrel", "tablet", "75", "mg"),
    ("Grandmother's tea", "liquid", "1", "mg_in_5_ml"),
)
Values: TypeAlias = Callable[[Random, Question], object]


def patients(count: int, seed: int, *, complete: bool = False) -> Iterator[Case]:
    """So many cases on one day; where `complete`, every question is answered, and each day exact."""
    chance = Random(seed)  # noqa: S311  # invented answers, no secret
    for _ in range(count):
        yield Case(_complete(chance) if complete else _answers(chance), ON)


def _complete(chance: Random) -> dict[str, Given]:
    who = _who(chance)
    return {
        key: who[question.asked_of](_exact(value_of(chance, question)))
        for key, question in QUESTIONS.items()
    }


def _exact(value: object) -> object:
    """The last day that it can be, and none after the consult, which would be a conflict."""
    if not isinstance(value, ApproximateDate):
        return value
    return ApproximateDate(min(value.latest, ON).isoformat())


def _answers(chance: Random) -> dict[str, Given]:
    who, drawn = _who(chance), chance.random
    patient, staff = chance.choice(PATIENTS_ANSWER), chance.choice(STAFF_ANSWER)
    share = {Audience.PATIENT: patient, Audience.STAFF: staff, Audience.RECORD: 0.98}
    return {
        key: who[question.asked_of](
            Absent.NOT_SURE
            if question.unsure and drawn() < NOT_SURE
            else value_of(chance, question)
        )
        for key, question in QUESTIONS.items()
        if drawn() < share[question.asked_of]
    }


def _who(chance: Random) -> dict[Audience, Callable[[object], Given]]:
    """Who answers, and on which day: the patient once, staff once."""
    return {
        audience: partial(
            Given, origin=chance.choice(origins), by="somebody", at=_noon(chance.randrange(30))
        )
        for audience, origins in ORIGINS.items()
    }


@cache
def _noon(days_ago: int) -> datetime:
    return datetime(2026, 11, 16, 12, tzinfo=UTC) - timedelta(days=days_ago)


def value_of(chance: Random, question: Question) -> object:
    """A value that this question takes."""
    return _made(type(question))(chance, question)


@cache
def _made(kind: type[Question]) -> Values:
    return next((VALUES[known] for known in kind.__mro__ if known in VALUES), _words)


def _yes_or_no(chance: Random, question: Question) -> object:
    return chance.random() < 0.4


def _option(chance: Random, question: Question) -> object:
    return chance.choice(list(cast("Choice", question).options))


def _options(chance: Random, question: Question) -> object:
    options = tuple(cast("MultiChoice", question).options)
    several = chance.choice((0, 0, 0, 1, 1, 2, 3))
    chosen = {chance.choice(options) for _ in range(several)}
    return tuple([option for option in options if option in chosen])


def _number(chance: Random, question: Question) -> object:
    if question.key == "height_loss" and chance.random() < 0.2:  # many a fracture has lost none
        return Decimal(0)
    steps, low, high = _steps(cast("Number", question))
    drawn = Decimal(chance.randint(low, high)) / steps
    return drawn.to_integral_value() if drawn == drawn.to_integral_value() else drawn


@cache
def _steps(question: Number) -> tuple[int, int, int]:
    steps = 10**question.decimals
    ends = USUAL.get(question.key, (str(question.low), str(question.high)))
    low, high = (int(Decimal(end) * steps) for end in ends)
    return steps, low, high


def _day(chance: Random, question: Question) -> object:
    if question.key == "date_of_birth":
        youngest = chance.choice((40, 40, 40, 40, 15))
        return ON - timedelta(days=chance.randrange(youngest * 365, 96 * 365))
    longest = chance.choice((7, 7, 120)) if question.key in OFTEN_RECENT else 120
    return ON - timedelta(days=chance.randrange(longest))


def _about(chance: Random, question: Question) -> object:
    """Mostly some weeks ago, now and then more than a year."""
    ago = chance.randrange(chance.choice((50, 100, 500)))
    if question.key == "pain_began" and chance.random() < 0.02:  # the consult was moved since
        return ApproximateDate((ON + timedelta(days=ago)).isoformat())
    exact = (ON - timedelta(days=ago)).isoformat()
    said = chance.choice((exact, exact, exact, exact[:7], exact[:4], "weeks ago"))
    if said == "weeks ago":
        return ApproximateDate(f"{ago // 7} weeks", ON)
    return ApproximateDate(said)


def _entries(chance: Random, question: Question) -> object:
    listed = cast("Entries", question)
    return _rows(chance, listed) if listed.row_for else _medicines(chance, listed)


def _rows(chance: Random, question: Entries) -> object:
    """Rows of one to four levels, now and then of none, with gaps."""
    name, *parts = question.parts
    levels = chance.sample(list(cast("Choice", name).options), chance.choice((0, 0, 1, 2, 3, 4)))
    return tuple({name.key: level, **_some(chance, parts)} for level in levels)


def _some(chance: Random, parts: Sequence[Question]) -> dict[str, object]:
    return {part.key: value_of(chance, part) for part in parts if chance.random() < 0.8}


def _medicines(chance: Random, question: Entries) -> object:
    taken = chance.sample(MEDICINES, chance.choice((0, 1, 1, 2, 2, 3)))
    parts = question.parts
    return tuple(_entry(chance, parts, *medicine) for medicine in taken)


def _entry(
    chance: Random, parts: tuple[Question, ...], name: str, form: str, strength: str, unit: str
) -> dict[str, object]:
    written = {"name": name, "form": form, "strength": strength, "unit": unit}
    asked = [part for part in parts if part.key not in {*written, *NOTED}]
    rest = {part.key: value_of(chance, part) for part in asked}
    left_out = {key for key in rest if chance.random() < 0.1}
    return {**written, **{key: value for key, value in rest.items() if key not in left_out}}


def _words(chance: Random, question: Question) -> object:
    return chance.choice(("As before", "It began in the garden", "See the letter"))


VALUES: Mapping[type, Values] = {
    YesNo: _yes_or_no,
    Choice: _option,
    MultiChoice: _options,
    Number: _number,
    Day: _day,
    ApproximateDay: _about,
    Entries: _entries,
}
