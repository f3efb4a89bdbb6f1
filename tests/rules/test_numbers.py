"""Numbers as people write them: understood whole, asked about where they can be two, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.language.logic.numbers import Either, read_number
from rules.language.logic.relations import Range

NUMBERS = st.decimals(min_value=0, max_value=999_999, places=3).map(lambda one: one.normalize())
ARABIC = str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫")


@pytest.mark.parametrize(
    ("text", "number"),
    {
        "5": "5", "0": "0", "5.": "5", ".5": "0.5", "0,5": "0.5", "0,125": "0.125", "0,500": "0.5",
        "2,5": "2.5", "12,50": "12.5", "1,000,000": "1000000", "1,234.5": "1234.5", "1.234,5": "1234.5",
        "1 000": "1000", "1'000": "1000", "½": "0.5", "1½": "1.5", "12½": "12.5", "12 ½": "12.5",
        "1 1/2": "1.5", "⅓": "0.333333",
        "٣": "3", "٠٫١٢٥": "0.125", "１２": "12", "two": "2", "Half": "0.5", "one and a half": "1.5",
        "half a": "0.5", "a quarter": "0.25", "none": "0",
    }.items(),
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1 or 2", "1", "2"),
        ("2.5 to 5", "2.5", "5"),
        ("4-6", "4", "6"),
        ("4 – 6", "4", "6"),
        ("between one and 2", "1", "2"),
        ("up to 6", "0", "6"),
        ("<10", "0", "10"),
        ("> 9", "9", None),
        ("at least two", "2", None),
    ],
)
def test_a_range_is_kept_as_a_range(text: str, low: str, high: str | None) -> None:
    assert read_number(text) == Range(Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize(
    "text",
    [
        "9" * 40,
        f"{'9' * 40}½",
        f"{'9' * 5000}½",
        f"1{',000' * 12}.5",
        f"1{',000' * 12} and a half",
        f"1,234.{'5' * 40}",
    ],
)
def test_more_figures_than_any_dose_has_are_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["1,000", "1.000", "١٬٠٠٠"])
def test_what_can_be_two_numbers_is_neither(text: str) -> None:
    assert read_number(text) == Either(Decimal(1), Decimal(1000))


def test_a_range_with_an_end_that_can_be_two_numbers_is_asked_about() -> None:
    assert read_number("1,000 to 2000") == Either(Decimal(1), Decimal(1000))


@pytest.mark.parametrize(
    "text",
    ["", ".", "1.2.3", "-5", "1e5", "10 mg", "3 4", "6 to 2", "2 or 2", "1..5", "1/0", "10⁹", "150²",
     "ten or so",
     "x", "½½"],
)  # fmt: skip
def test_what_is_not_wholly_a_number_is_none(text: str) -> None:
    assert read_number(text) is None


@given(NUMBERS)
def test_what_is_written_down_is_read_again(number: Decimal) -> None:
    """In figures, with a comma, in another script; never another number in silence."""
    plain = f"{number:f}"
    for written in (plain, plain.replace(".", ","), plain.translate(ARABIC)):
        read = read_number(written)
        assert read == number or (isinstance(read, Either) and number in {read.one, read.other})


@given(st.text(max_size=40) | st.text(alphabet="0123456789.,/-– or½<>", max_size=12))
def test_no_text_raises_and_what_is_read_is_no_less_than_nought(text: str) -> None:
    read = read_number(text)
    if isinstance(read, Range):
        assert 0 <= read.low <= (read.low if read.high is None else read.high)
    if isinstance(read, Decimal):
        assert read >= 0
