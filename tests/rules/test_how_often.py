"""How often a medicine is taken: what has one meaning is read, and ranges stay ranges."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.language.logic.numbers import Either
from rules.language.logic.relations import Range
from rules.medicines.how_often import read_days_between, read_times


@pytest.mark.parametrize(
    ("text", "times"),
    {
        "2": "2", "twice": "2", "Twice a day": "2", "3 times a day": "3", "3x": "3", "3 x daily": "3",
        "four times in 24 hours": "4", "every 6 hours": "4", "every four hours": "6", "6 hourly": "4",
        "8-hourly": "3", "every hour": "24", "daily": "1", "at night": "1", "morning and night": "2",
        "once a week": "0.142857", "weekly": "0.142857", "every 7 days": "0.142857",
        "2 times a week": "0.285714",
        "every other day": "0.5", "every 3 days": "0.333333", "od": "1", "bd": "2", "b.d.": "2", "tds": "3",
        "qds": "4", "0": "0",
    }.items(),
)  # fmt: skip
def test_what_has_one_meaning_is_read(text: str, times: str) -> None:
    assert read_times(text) == Decimal(times)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1 or 2", 1, 2),
        ("once or twice a day", 1, 2),
        ("up to 6 times a day", 0, 6),
        ("every 4 to 6 hours", 4, 6),
        ("4-6 hourly", 4, 6),
    ],
)
def test_a_range_stays_a_range(text: str, low: int, high: int) -> None:
    assert read_times(text) == Range(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "as needed",
        "every 0 hours",
        "every so often",
        "once a month",
        "qd",
        "at least",
        "every 6",
    ],
)
def test_what_is_not_wholly_understood_is_not_known(text: str) -> None:
    assert read_times(text) is None


def test_what_can_be_two_numbers_is_neither() -> None:
    assert read_times("1,000 times a day") == Either(Decimal(1), Decimal(1000))


@given(
    st.text(max_size=40) | st.text(alphabet="every 0123456789 hourlyxtimesaday-/.,", max_size=24)
)
def test_no_text_raises(text: str) -> None:
    read_times(text)


@pytest.mark.parametrize(
    ("text", "days"),
    {"7": "7", "7 days": "7", "every 7 days": "7", "weekly": "7", "twice a week": "3.5"}.items(),
)
def test_days_from_one_patch_to_the_next_are_read(text: str, days: str) -> None:
    assert read_days_between(text) == Decimal(days)


def test_days_between_that_vary_stay_a_range() -> None:
    assert read_days_between("3 to 4 days") == Range(Decimal(3), Decimal(4))
    assert read_days_between("every 3-4 days") == Range(Decimal(3), Decimal(4))


@pytest.mark.parametrize("text", ["", "0 times", "when it falls off"])
def test_days_between_that_are_not_understood_are_not_known(text: str) -> None:
    assert read_days_between(text) is None
