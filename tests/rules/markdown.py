"""Tables as they stand in Markdown files: what tests are compared with, written to be read."""

from __future__ import annotations

from pathlib import Path


def table_in(text: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The heading of the one table in a text, and its rows, each as its cells."""
    head, _, *rows = [_cells(line) for line in text.splitlines() if line.startswith("|")]
    return head, rows


def table_beside(name: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The same of a file in this folder."""
    return table_in(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
