"""The short forms in a text, spelled out."""

from __future__ import annotations

import pytest

from rules.sources.glossary import ABBREVIATIONS, abbreviations_in


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("An MRI with STIR.", ["MRI", "STIR"]),
        ("SPECT/CT shows uptake.", ["CT", "SPECT"]),
        ("NICE TA279 and CG75.", ["CG", "NICE", "TA"]),
        ("Two NSAIDs were tried.", ["NSAID"]),
        ("50 mg of morphine", ["mg"]),
        ("3 mg/dL", ["mg/dL"]),
        ("25 mcg/h", ["mcg/h"]),
        ("CTs, but no SCTX", ["CT"]),
        ("an mgs", ["mg"]),
        ("Nothing short.", []),
    ],
)
def test_each_short_form_that_a_text_uses_is_found_and_no_part_of_a_longer_one(
    text: str, short: list[str]
) -> None:
    assert list(abbreviations_in([text])) == short


def test_texts_are_read_apart() -> None:
    assert abbreviations_in(["No C", "T here, but an", "MRI", "and WHO"]) == {
        "MRI": ABBREVIATIONS["MRI"],
        "WHO": ABBREVIATIONS["WHO"],
    }
