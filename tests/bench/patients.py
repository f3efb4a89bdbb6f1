"""Invented patients by the thousand: random answers to every question, from a seed. No real person.

How many answer what is made up too: it follows no clinic's records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TypeAlias, cast

from rules.language.days import ApproximateDay as ApproximateDate
from rules.language.logic import Absent, Case, Given, Origin
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
    "height_loss": ("0", "60"),
    "levels_to_treat": ("1", "5"),
    "amount": ("1", "4"),
    "times": ("1", "6"),
}
MEDICINES = (
    ("Paracetamol", "tablet", "500", "mg"),
    ("Morphine", "tablet", "10", "mg"),
    ("Oxycodone", "tablet", "20", "mg"),
    ("Tramadol", "tablet", "50", "mg"),
    ("Co-codamol", "tablet", "30/500", "mg"),
    ("Fentanyl", "patch", "25", "microgram_an_hour"),
    ("Buprenorphine", "patch", "10", "microgram_an_hour"),
    ("Ibuprofen", "tablet", "400", "mg"),
    ("Gabapentin", "tablet", "300", "mg"),
    ("Grandmother's tea", "liquid", "1", "mg_in_5_ml"),
)
Values: TypeAlias = Callable[[Random, Question], object]


def patients(count: int, seed: int, *, complete: bool = False) -> Iterator[Case]:
    """So many cases on one day; where `complete`, every question is answered, and each day exact."""
    chance = Random(seed)  # noqa: S311  # invented answers, no secret
    for _ in range(count):
        yield Case(_complete(chance) if complete else _answers(chance), ON)


def _complete(chance: Random) -> dict[str, Given]:
    given = {key: _given(chance, question) for key, question in QUESTIONS.items()}
    return {key: replace(one, value=_exact(one.value)) for key, one in given.items()}


def _exact(value: object) -> object:
    return (
        ApproximateDate(value.latest.isoformat()) if isinstance(value, ApproximateDate) else value
    )


def _answers(chance: Random) -> dict[str, Given]:
    patient, staff = chance.choice(PATIENTS_ANSWER), chance.choice(STAFF_ANSWER)
    share = {Audience.PATIENT: patient, Audience.STAFF: staff, Audience.RECORD: 1.0}
    return {
        key: _given(chance, question, NOT_SURE)
        for key, question in QUESTIONS.items()
        if chance.random() < share[question.asked_of]
    }


def _given(chance: Random, question: Question, not_sure: float = 0) -> Given:
    unsure = question.unsure and chance.random() < not_sure
    value = Absent.NOT_SURE if unsure else value_of(chance, question)
    at = datetime(2026, 11, 16, 12, tzinfo=UTC) - timedelta(days=chance.randrange(30))
    return Given(value, chance.choice(ORIGINS[question.asked_of]), "somebody", at)


def value_of(chance: Random, question: Question) -> object:
    """A value that this question takes."""
    made = next((VALUES[kind] for kind in type(question).__mro__ if kind in VALUES), _words)
    return made(chance, question)


def _yes_or_no(chance: Random, question: Question) -> object:
    return chance.random() < 0.4


def _option(chance: Random, question: Question) -> object:
    return chance.choice(list(cast("Choice", question).options))


def _options(chance: Random, question: Question) -> object:
    options = list(cast("MultiChoice", question).options)
    several = min(len(options), chance.choice((0, 0, 0, 1, 1, 2, 3)))
    chosen = set(chance.sample(options, several))
    return tuple(option for option in options if option in chosen)


def _number(chance: Random, question: Question) -> object:
    number = cast("Number", question)
    low, high = map(Decimal, USUAL.get(question.key, (str(number.low), str(number.high))))
    steps = 10**number.decimals
    drawn = Decimal(chance.randint(int(low * steps), int(high * steps))) / steps
    return drawn.to_integral_value() if drawn == drawn.to_integral_value() else drawn


def _day(chance: Random, question: Question) -> object:
    if question.key == "date_of_birth":
        return ON - timedelta(days=chance.randrange(40 * 365, 96 * 365))
    return ON - timedelta(days=chance.randrange(120))


def _about(chance: Random, question: Question) -> object:
    """Mostly some weeks ago, now and then more than a year."""
    ago = chance.randrange(chance.choice((50, 100, 500)))
    exact = (ON - timedelta(days=ago)).isoformat()
    said = chance.choice((exact, exact, exact, exact[:7], exact[:4], "weeks ago"))
    if said == "weeks ago":
        return ApproximateDate(f"{ago // 7} weeks", ON)
    return ApproximateDate(said)


def _entries(chance: Random, question: Question) -> object:
    taken = chance.sample(MEDICINES, chance.choice((0, 1, 1, 2, 2, 3)))
    parts = cast("Entries", question).parts()
    return tuple(_entry(chance, parts, *medicine) for medicine in taken)


def _entry(
    chance: Random, parts: tuple[Question, ...], name: str, form: str, strength: str, unit: str
) -> dict[str, object]:
    written = {"name": name, "form": form, "strength": strength, "unit": unit}
    rest = {part.key: value_of(chance, part) for part in parts if part.key not in written}
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
