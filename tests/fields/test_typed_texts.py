"""No text that anybody can type makes anything raise: fields, readers of doses, words, and protocols."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import cast

import pytest

from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.fields.written_dates import approximate_day, exact_day, read_parts
from questionnaire.responses.medicine_names import with_readings
from questionnaire.responses.results import results_of
from rules.language.logic.case import Absent, Case, Given
from rules.language.logic.days import ApproximateDate
from rules.language.questions import (
    ApproximateDay,
    Choice,
    Day,
    Entry,
    Number,
    Question,
    Text,
    Unreadable,
    YesNo,
)
from rules.protocols import ALWAYS_ON, PROTOCOLS
from rules.questions import QUESTIONS
from rules.questions.pain_relief import daily_morphine, pain_medicines

ON = date(2026, 11, 16)
# 100,000 texts are read, and 8,000 more stand in 1,000 cases that every protocol assesses.
READ = 40_000  # in boxes for numbers, days and words, a text each
LISTED = 10_000  # entries of medicines, with a text in each of six places
ASSESSED = 1_000  # cases, with eight texts each

PARTS = {part.key: part for part in pain_medicines.parts}
TYPED_OF_A_MEDICINE = ("name", "strength", "amount", "times", "changed_every", "since")
NUMBERS = [one for one in (*QUESTIONS.values(), *PARTS.values()) if isinstance(one, Number)]
DAYS = [one for one in QUESTIONS.values() if isinstance(one, Day | ApproximateDay)]
WORDS = [one for one in (*QUESTIONS.values(), *PARTS.values()) if isinstance(one, Text)]

# What people write about doses, in pieces that are put together in any order, and what nobody should.
PIECES = (
    *(
        "0",
        "00",
        "1",
        "2",
        "5",
        "10",
        "30/500",
        "0.5",
        ".5",
        ",5",
        "0,125",
        "1,000",
        "1.000",
        "1e9",
    ),
    *("½", "1/0", "0/0", "٥", "٫", "１２", "²", "IV", "∞", "NaN", "-1", "−", "–", "9" * 40, "1/3"),
    *(
        "mg",
        "mcg",
        "µg",
        "g",
        "ml",
        "%",
        "/h",
        "per",
        "in",
        "mg/0ml",
        "mg/ml",
        "0 ml",
        "5 ml",
        "IU",
    ),
    *("x", "×", "or", "to", "up to", "at least", "<", ">", "between", "half", "two", "a", "twice"),
    *("every", "hours", "days", "week", "once", "daily", "not", "no", "tablet", "patch", "+", "&"),
    *("Oramorph", "MST", "co-codamol", "Zomorph", "fentanyl", "warfarin", "paracetamol", "morfine"),
    *(
        "2026",
        "31",
        "02",
        "feb",
        "March",
        "last year",
        "\u0000",
        "\u202e",
        "😀",
        "\n",
        "\t",
        "'",
        '"',
    ),
    *("(", ")", "[", "*", "\\", ".", ",", ";", ":", "{", "%s", "<b>", "ß", "İ", "ﬀ", "e\u0301", ""),
)


def texts(seed: int) -> Iterator[str]:
    """Texts without end, the same for the same seed: pieces in a row, and letters of any kind."""
    random = Random(seed)  # noqa: S311  # nothing is secret here
    while True:
        if random.random() < 0.1:
            yield "".join(chr(_letter(random)) for _ in range(random.randint(1, 30)))
        else:
            between = random.choice(("", " ", " "))
            yield between.join(random.choices(PIECES, k=random.randint(1, 6)))


def _letter(random: Random) -> int:
    letter = random.randrange(0x110000)
    return letter if not 0xD800 <= letter <= 0xDFFF else 0x20


def entry_of(typed: Iterator[str], random: Random) -> Entry:
    """A medicine with a text in each box that a text can be typed in, and any of the choices."""
    entry: dict[str, object] = {}
    for key in TYPED_OF_A_MEDICINE:
        entry[key] = value_of(PARTS[key], next(typed))
    for key, part in PARTS.items():
        if isinstance(part, Choice) and key != "read_how":
            entry[key] = random.choice([*part.options, Absent.UNANSWERED])
        elif isinstance(part, YesNo):
            entry[key] = random.choice([True, True, False])
    return {key: value for key, value in entry.items() if value is not None}


def value_of(question: Question, text: str) -> object:
    """What a text comes to in a box; None where it is refused, with words that say what to do."""
    match question:
        case Number():
            try:
                return question.understand(text, question.unit)
            except Unreadable:
                return None
        case Text():
            return text[: question.longest].strip() or None
        case _:
            return day_of(question, text)


def day_of(question: Question, text: str) -> object:
    try:
        parts = read_parts([*text.split(" ", 2), "", "", ""][:3])
        if isinstance(question, Day):
            return exact_day(parts)
        return ApproximateDate(approximate_day(parts))
    except NotUnderstood:
        return None


def stands(question: Question, value: object) -> None:
    """An answer as everything after the box meets it: stored, read again, and said."""
    stored = question.stored(value)
    assert question.stored(question.read(stored)) == stored
    assert isinstance(question.said(value), str)


def listed(typed: Iterator[str], random: Random, many: int) -> object:
    given: Mapping[Question, object] = {
        pain_medicines: tuple(entry_of(typed, random) for _ in range(many))
    }
    return with_readings(given)[pain_medicines]


@pytest.mark.parametrize("questions", [NUMBERS, DAYS, WORDS], ids=["numbers", "days", "words"])
def test_any_text_is_a_value_or_is_refused_in_every_box(questions: list[Question]) -> None:
    typed, random = texts(len(questions)), Random(1)  # noqa: S311
    for _ in range(READ // 3 + 1):
        question = random.choice(questions)
        value = value_of(question, next(typed))
        if value is not None:
            stands(question, value)


def test_any_text_in_a_list_of_medicines_is_totalled_or_left_out() -> None:
    typed, random = texts(2), Random(2)  # noqa: S311
    for _ in range(LISTED // 2):
        value = listed(typed, random, 2)
        stands(pain_medicines, value)
        case = Case({"pain_medicines": Given(value)}, ON)
        total = daily_morphine.value(case)
        if not isinstance(total, Absent):
            assert daily_morphine.said_in(total, case)
            assert isinstance(daily_morphine.open(case), tuple)


def test_every_protocol_assesses_any_text() -> None:
    typed, random = texts(3), Random(3)  # noqa: S311
    boxes = [one for one in (*NUMBERS, *DAYS, *WORDS) if one.key in QUESTIONS]
    for _ in range(ASSESSED):
        asked = random.sample(boxes, 2)
        said = {one.key: value_of(one, next(typed)) for one in asked}
        answers = {key: Given(value) for key, value in said.items() if value is not None}
        answers["pain_medicines"] = Given(listed(typed, random, 1))
        case = Case(cast("dict[str, Given]", answers), ON)

        found = results_of(case, PROTOCOLS, ALWAYS_ON)

        assert len(found.findings) >= sum(len(one.criteria) for one in PROTOCOLS)
