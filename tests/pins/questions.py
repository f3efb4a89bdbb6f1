"""What is repeated of the questions: their keys, what each takes, when it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.language.logic.conditions import ALWAYS
from rules.language.questions import (
    ApproximateDay,
    Choice,
    Day,
    Entries,
    MultiChoice,
    Number,
    Question,
    Text,
    YesNo,
)
from rules.language.words.prose import in_words
from rules.questions import QUESTIONS


def every_question() -> Iterator[tuple[str, Question]]:
    """Every question and every part of an entry, by the name that answers have it under."""
    for key, question in QUESTIONS.items():
        yield key, question
        if isinstance(question, Entries):
            yield from ((f"{key}.{part.key}", part) for part in question.parts)


def key_list(kept: str) -> str:
    """A line a question: its key, and the options whose keys answers may hold.

    What was given once stays, though no question has it any more: a test then asks for it back.
    """
    words = {key: [key, *options_of(question)] for key, question in every_question()}
    for given in map(str.split, kept.splitlines()):
        now = words.setdefault(given[0], [])
        now += [word for word in given if word not in now]
    return "".join(f"{' '.join(line)}\n" for line in words.values())


def options_of(question: Question) -> Mapping[str, str]:
    """What can be chosen; nothing where there is no choice."""
    return question.options if isinstance(question, Choice | MultiChoice) else {}


def when_asked() -> Iterator[tuple[str, ...]]:
    """When it is asked, what dates the answer, how long it counts; without those of which nothing is said."""
    for name, question in every_question():
        asked = "always" if question.asked_if is ALWAYS else in_words(question.asked_if)
        dates = ", ".join(day.key for day in question.observed_on)
        row = (asked, dates or "–", question.window.key if question.window else "–")
        if row != ("always", "–", "–"):
            yield name, *row


def what_it_takes() -> Iterator[tuple[str, ...]]:
    """Of whom it is asked, and what values it takes."""
    for name, question in every_question():
        whole, _, part = name.partition(".")
        asked_of = f"each of `{whole}`" if part else question.asked_of.value
        yield f"`{name}`", asked_of, _kind(question), "not sure" if question.unsure else ""


def _kind(question: Question) -> str:
    match question:
        case YesNo():
            return "yes or no"
        case Choice(options=options):
            return f"one of {_named(options)}"
        case MultiChoice(options=options):
            return f"any of {_named(options)}"
        case Number(low=low, high=high, decimals=decimals, unit=unit):
            whole = f"up to {decimals} decimals" if decimals else "whole"
            return ", ".join(part for part in (f"{low} to {high}", whole, unit) if part)
        case Day(in_part=in_part):
            return "day, month or year" if in_part else "day"
        case ApproximateDay():
            return "approximate day"
        case Text(longest=longest):
            return f"words, up to {longest} characters"
        case Entries():
            return "list of entries"
    raise AssertionError(f"tests/pins/questions.py: say what a {type(question).__name__} takes")


def _named(options: Mapping[str, str]) -> str:
    return ", ".join(f"`{option}`" for option in options)
