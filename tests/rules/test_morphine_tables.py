"""A published table never changes under its key: assessments that used it can be made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rules.medicines.morphine_tables import MORPHINE_TABLES

PINNED = Path(__file__).with_name("morphine_tables.txt")
WHAT_TO_DO = (
    "A factor is not what stored assessments used. Give the changed table a key of its own in "
    "rules/medicines/morphine_tables.py, leave the old one as it was, and add the new lines to "
    f"tests/rules/{PINNED.name}."
)


def lines() -> Iterator[str]:
    """Every factor as one line: the table, how the medicine is taken, which one, the factor."""
    for table in MORPHINE_TABLES.values():
        for key, factor in table.by_mouth.items():
            yield f"{table.key} by_mouth {key} {factor}"
        for key, factor in table.patch.items():
            yield f"{table.key} patch {key} {factor}"
        for key, each in table.patch_of.items():
            yield from (f"{table.key} patch_of {key} {of} {mg}" for of, mg in each.items())


def test_no_table_of_morphine_factors_changes_under_its_key() -> None:
    assert list(lines()) == PINNED.read_text(encoding="utf-8").splitlines(), WHAT_TO_DO
