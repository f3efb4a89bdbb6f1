"""A medicine never changes its class under its key: assessments that used it can be made again."""

from __future__ import annotations

from pathlib import Path

from rules.medicines import INGREDIENT_BY_KEY

PINNED = Path(__file__).with_name("ingredient_classes.txt")
WHAT_TO_DO = (
    "A key or its class is not what stored answers and assessments used. Leave every line of "
    f"tests/rules/{PINNED.name} as it is and add a line for each new ingredient. An ingredient that "
    "was in the wrong class gets a new key in rules/medicines/ingredients.py; what the old key "
    "found stays as it was."
)


def test_no_ingredient_changes_its_class_under_its_key() -> None:
    lines = {f"{one.key} {one.drug_class.name}" for one in INGREDIENT_BY_KEY.values()}

    assert sorted(lines) == sorted(PINNED.read_text(encoding="utf-8").splitlines()), WHAT_TO_DO
