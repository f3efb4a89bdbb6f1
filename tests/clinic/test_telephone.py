"""What a telephone dials for what a clinic wrote: each number by itself, and every other word left alone."""

from __future__ import annotations

import pytest

from questionnaire.clinic.telephone import pieces

ONE, TWO = "02079460018", "02079460019"


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("020 7946 0000", ["02079460000"]),
        ("+44 (0)20 7946 0018", ["+442079460018"]),
        ("+44(0)2079460018", ["+442079460018"]),
        ("(020) 7946-0018", [ONE]),
        ("020.7946.0018", [ONE]),
        ("020\u00a07946\u20110018", [ONE]),
        ("030/901820", ["030901820"]),
        ("999", ["999"]),
        ("15", ["15"]),
        ("020 7946 0018 or 020 7946 0019", [ONE, TWO]),
        ("020 7946 0018 / 020 7946 0019", [ONE, TWO]),
        ("020 7946 0018, 020 7946 0019", [ONE, TWO]),
        ("020 7946 0018; +44 20 7946 0019 (Fridays)", [ONE, "+442079460019"]),
        ("020 7946 0018 ext 5", [f"{ONE},5"]),
        ("020 7946 0018 (ext. 12)", [f"{ONE},12"]),
        ("020 7946 0018, extension 300 or 020 7946 0019 x4", [f"{ONE},300", f"{TWO},4"]),
        ("(not set yet)", []),
        ("", []),
        ("call 1", []),
    ],
)
def test_each_number_is_dialled_by_itself(written: str, dialled: list[str]) -> None:
    assert [piece.dialled for piece in pieces(written) if piece.dialled] == dialled
    assert "".join(piece.text for piece in pieces(written)) == written
