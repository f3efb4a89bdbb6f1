"""Each line of the threat model names the tests that hold it, and each of these is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
MODEL = TESTS.parent / "docs" / "threat-model.md"
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
UNDEFENDED = "## What is not defended"
HEADINGS = {"attack", "what happens", "what could remain"}


def lines(text: str) -> Iterator[str]:
    """Every row that says what stands in the way of something."""
    rows = re.findall(r"^\|(.+)\|$", text.partition(UNDEFENDED)[0], re.MULTILINE)
    return (row for row in rows if row.count("|") == 2 and not row.startswith("---"))


def untested(text: str) -> list[str]:
    """Each row without a test."""
    return [
        row
        for row in lines(text)
        if row.split("|")[0].strip() not in HEADINGS and not NAMED.findall(row)
    ]


def missing(text: str) -> list[str]:
    """Each test that is named and not there."""
    return [
        f"{file}::{name}"
        for file, name in NAMED.findall(text)
        if name not in functions_in(TESTS / file)
    ]


def functions_in(path: Path) -> set[str]:
    module = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    return {one.name for one in module.body if isinstance(one, ast.FunctionDef)}


def test_every_line_of_the_threat_model_is_held_by_a_test() -> None:
    text = MODEL.read_text(encoding="utf-8")

    assert len([*lines(text)]) > 50
    assert not untested(text), "name the test that holds it, or say it under what is not defended"


def test_every_test_that_the_threat_model_names_is_there() -> None:
    assert not missing(MODEL.read_text(encoding="utf-8")), (
        "docs/threat-model.md: name the test as it is called now"
    )


def test_a_line_without_a_test_and_a_test_that_is_not_there_are_named() -> None:
    row = "| opens a door | it is shut |  |\n"
    held = "| opens a door | it is shut | `promises/test_doors.py::test_made_up` |\n"

    assert untested(row) == [row.strip().strip("|")]
    assert not untested(held)
    assert missing(held) == ["promises/test_doors.py::test_made_up"]
