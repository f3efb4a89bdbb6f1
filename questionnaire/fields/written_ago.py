"""How long ago, as people write it: "6 weeks ago", "about a month", "yesterday"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from unicodedata import normalize

from flask_babel import gettext as _

from questionnaire.fields.asked_about import NotUnderstood
from questionnaire.web.languages import say
from rules.language.logic.days import ApproximateDate
from rules.language.logic.numbers import WORDS

UNITS = {"day": "days", "week": "weeks", "month": "months", "year": "years"}
SHORT = {"wk": "week", "wks": "week", "mth": "month", "mths": "month", "yr": "year", "yrs": "year"}
MOST_IN_WORDS = 12
COUNTS = {
    "a": 1,
    "an": 1,
    **{
        word: int(number)
        for word, number in WORDS.items()
        if number.denominator == 1 and 1 <= number <= MOST_IN_WORDS
    },
}
IN_OTHER_WORDS = {
    "half a year": "6 months",
    "a fortnight": "2 weeks",
    "last week": "1 week",
    "last month": "1 month",
}
DAYS_BACK = {"today": 0, "yesterday": 1, "tomorrow": -1}
ABOUT = re.compile(r"^(about|around|roughly|approximately|approx\.?|since|on|in|some) ")
AGO = re.compile(r" ?(ago|back|now)$")
AHEAD = re.compile(r"^in | time$|^next ")
COUNT_AND_UNIT = re.compile(r"(\d+|[^\W\d]+(?= ))\s*([^\W\d]+)")


def ago(length: str) -> str:
    """ "3 weeks ago" for "3 weeks", in the reader's language."""
    return _("%(time)s ago", time=length)


def without_about(text: str) -> str:
    """The same in small letters, without "about" or "in" before it."""
    plain = " ".join(normalize("NFKC", text).casefold().split())
    while (shorter := ABOUT.sub("", plain)) != plain:
        plain = shorter
    return plain


def read_ago(text: str, today: date) -> ApproximateDate | None:
    """How long before today; None where it is no such words.

    :raise NotUnderstood: where it is a time to come, or longer than anybody counts.
    """
    plain = without_about(text)
    if (back := _back(plain)) is not None:
        return ApproximateDate((today - timedelta(days=back)).isoformat())
    length = AGO.sub("", _without_ago(plain))
    said = _length(IN_OTHER_WORDS.get(length, length))
    if said and AHEAD.search(normalize("NFKC", text).casefold().strip()):
        raise NotUnderstood(_("Write the date, such as 27 3 2026"))
    if not said and any(_unit(word) for word in length.split()):
        raise NotUnderstood(_("Write how long ago with a whole number, such as 6 weeks ago"))
    return ApproximateDate(said, today) if said else None


def _without_ago(plain: str) -> str:
    """What stands between the words that mean "ago" in the reader's language."""
    before, _between, behind = ago("\0").casefold().partition("\0")
    return plain.removeprefix(before).removesuffix(behind)


def _back(plain: str) -> int | None:
    words = {say(word).casefold(): back for word, back in DAYS_BACK.items()}
    return words.get(plain)


def _length(plain: str) -> str:
    """ "3 weeks" for "3 weeks", "3weeks" or "three weeks"; empty for other words."""
    found = COUNT_AND_UNIT.fullmatch(plain)
    unit = _unit(found[2]) if found else None
    count = _count(found[1]) if found else None
    if unit is None or count is None:
        return ""
    if count > 999:
        raise NotUnderstood(_("Check the date: it is too long ago"))
    return f"{count} {unit if count == 1 else UNITS[unit]}"


def _unit(word: str) -> str | None:
    named = {say(name).casefold(): one for one, more in UNITS.items() for name in (one, more)}
    return named.get(word, SHORT.get(word))


def _count(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    return {say(name).casefold(): count for name, count in COUNTS.items()}.get(word)
