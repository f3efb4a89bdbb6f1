"""How often a medicine is taken, as people write it: "twice", "every 6 hours", "once a week"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache

from rules.language.logic.numbers import (
    PLACES,
    Either,
    Read,
    plain_letters,
    read_number,
    without_noughts,
)
from rules.language.logic.relations import Range

HOURS_A_DAY, DAYS_A_WEEK = Decimal(24), Decimal(7)
# What means one number of times a day, whatever stands around it. Short forms are those of labels;
# those that are taken for one another (qd, qod, od of the eye) are left out, but for "od" by mouth.
TIMES: Mapping[str, Decimal] = {
    **dict.fromkeys(
        ("once", "daily", "every day", "each day", "od", "every night", "at night"), Decimal(1)
    ),
    **dict.fromkeys(("nightly", "nocte", "mane", "every morning", "in the morning"), Decimal(1)),
    **dict.fromkeys(
        ("at bedtime", "in the evening", "every evening", "once every day"), Decimal(1)
    ),
    **dict.fromkeys(("twice", "bd", "bid", "b.d", "b.i.d", "morning and night"), Decimal(2)),
    **dict.fromkeys(("morning and evening", "night and morning"), Decimal(2)),
    **dict.fromkeys(
        ("thrice", "tds", "tid", "t.d.s", "t.i.d", "morning, noon and night"), Decimal(3)
    ),
    **dict.fromkeys(("qds", "qid", "q.d.s", "q.i.d"), Decimal(4)),
    **dict.fromkeys(("every other day", "alternate days", "on alternate days"), Decimal("0.5")),
    **dict.fromkeys(("hourly", "every hour"), HOURS_A_DAY),
}
# What is a time of the day, by which two of them are told from one that is said twice.
MOMENTS: Mapping[str, str] = {
    **dict.fromkeys(("in the morning", "every morning", "mane"), "morning"),
    **dict.fromkeys(("in the evening", "every evening"), "evening"),
    **dict.fromkeys(("at night", "every night", "nightly", "nocte", "at bedtime"), "night"),
}
_A_DAY = re.compile(r" ?(?:a day|per day|/ ?day|each day|every day|daily|in 24 hours)$")
_A_WEEK = re.compile(r" ?(?:a week|per week|/ ?week|each week|every week|weekly)$")
_COUNTED = re.compile(r" ?(?:x|×|times?)$")
_EVERY = re.compile(r"every (.+?) ?(hours?|hrs?|h|days?|weeks?)")
_HOURLY = re.compile(r"(.+?)[ -]?(?:hourly|hrly)")
_IN_WORDS = {"once": "1", "twice": "2", "thrice": "3"}


@lru_cache(maxsize=4096)
def read_times(text: str) -> Read:
    """Times a day, wholly understood; None where it is no such number, or not known to be one."""
    plain = plain_letters(text).rstrip(".")
    if plain in TIMES:
        return TIMES[plain]
    if found := _EVERY.fullmatch(plain):
        return _once_every(read_number(found[1]), found[2])
    if found := _HOURLY.fullmatch(plain):
        return _once_every(read_number(found[1]), "hours")
    if plain in {"weekly", "every week"}:
        return _over(Decimal(1), DAYS_A_WEEK)
    if _A_WEEK.search(plain):
        return _each(_count(_A_WEEK.sub("", plain)), lambda one: _over(one, DAYS_A_WEEK))
    return _count(_A_DAY.sub("", plain))


def says_how_many_a_day(plain: str) -> bool:
    """Whether it is as much how many as how often: "2 a day", "up to 8 in 24 hours"."""
    alone = _A_DAY.sub("", plain)
    return alone != plain and bool(alone) and read_number(alone) is not None


@lru_cache(maxsize=4096)
def read_days_between(text: str) -> Read:
    """Days from one time to the next: "7", "every 7 days", "weekly", "twice a week"."""
    plain = plain_letters(text).rstrip(".")
    number = read_number(re.sub(r" ?days?$", "", plain))
    return _each(read_times(plain), _days_from) if number is None else number


def _days_from(times: Decimal) -> Decimal | None:
    """A seventh a day is every 7 days; to the hundredth, because a seventh does not come out even."""
    return without_noughts(round(1 / times, 2)) if times else None


def _count(plain: str) -> Read:
    """How many times: "3", "3 times", "3x", "once or twice"."""
    if plain in TIMES:
        return TIMES[plain]
    figures = " ".join(_IN_WORDS.get(word, word) for word in _COUNTED.sub("", plain).split())
    return read_number(figures) if figures else None


def _once_every(number: Read, unit: str) -> Read:
    """ "Every 4 to 6 hours" is 4 to 6 times a day: the longer the wait, the fewer."""
    hours = {"h": Decimal(1), "d": HOURS_A_DAY, "w": HOURS_A_DAY * DAYS_A_WEEK}[unit[0]]
    return _each(number, lambda one: _over(HOURS_A_DAY, one * hours) if one else None)


def _each(number: Read, times: Callable[[Decimal], Decimal | None]) -> Read:
    """The same of a number, or of both ends of a range."""
    if isinstance(number, Decimal):
        return times(number)
    if not isinstance(number, Range) or number.high is None:
        return number if isinstance(number, Either) else None
    low, high = times(number.low), times(number.high)
    return None if low is None or high is None else Range(min(low, high), max(low, high))


def _over(number: Decimal, by: Decimal) -> Decimal:
    return without_noughts(round(number / by, PLACES))
