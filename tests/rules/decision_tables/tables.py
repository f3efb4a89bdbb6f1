"""Decision tables in Markdown: the first row that fits says the outcome. It knows nothing of our rules.

A cell says which values fit, with " / " between them; "-" fits any, and "?" is what is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.rules.markdown import table_in

FOLDER = Path(__file__).parent
ANY = "-"


@dataclass(frozen=True)
class Table:
    """One table: its columns, and rows of what fits each column. `found` are the rows come to so far."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[frozenset[str], ...], ...]
    outcomes: tuple[str, ...]
    found: dict[tuple[str, ...], int] = field(default_factory=dict[tuple[str, ...], int])

    def outcome(self, look: Callable[[str], str]) -> str:
        """What the first row that fits says; `look` gives the value under a column's heading."""
        values = tuple([look(column) for column in self.columns])
        row = self.found.get(values)
        if row is None:
            row = self.found[values] = self._first(values)
        return self.outcomes[row]

    def _first(self, values: tuple[str, ...]) -> int:
        return next(
            number
            for number, row in enumerate(self.rows)
            if all(ANY in fits or value in fits for fits, value in zip(row, values, strict=True))
        )

    def never_hit(self) -> list[str]:
        """The rows that no case has come to."""
        come_to = set(self.found.values())
        return [
            f"{self.name}, row {row + 1}" for row in range(len(self.rows)) if row not in come_to
        ]


def tables(name: str) -> dict[str, Table]:
    """The tables of one file, by their headings."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return {table.name: table for table in map(_table, text.split("\n## ")[1:])}


def for_each(table: Table, word: str, options: Iterable[str]) -> list[Table]:
    """The same table for each option, which stands where "{word}" does; else the table alone."""
    mark = f"{{{word}}}"
    if mark not in table.name:
        return [table]
    return [
        replace(
            table,
            name=table.name.replace(mark, option),
            columns=tuple(column.replace(mark, option) for column in table.columns),
        )
        for option in options
    ]


def _table(section: str) -> Table:
    name = section.splitlines()[0].strip()
    head, rows = table_in(section)
    fitting = tuple(tuple(_fits(cell) for cell in row[:-1]) for row in rows)
    return Table(name, head[:-1], fitting, tuple(row[-1] for row in rows))


def _fits(cell: str) -> frozenset[str]:
    return frozenset(cell.split(" / "))
