"""A file or a table that only repeats what the code says: tests compare it, a command writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = "python -m tests.pins"


@dataclass(frozen=True)
class Pin:
    """What one file must hold, and what to look at when it holds something else than before."""

    name: str  # from the root
    text: Callable[[str], str]  # what it must hold, by what it holds now
    review: str

    @property
    def path(self) -> Path:
        return ROOT / self.name

    def due(self) -> bool:
        """Whether the code says something else than the file."""
        return self._kept() != self.text(self._kept())

    def write(self) -> Path:
        """Write the file as the code says it."""
        self.path.write_text(self.text(self._kept()), encoding="utf-8")
        return self.path

    def remedy(self) -> str:
        """The file, each row to write (+) or to take out (-), and the command that does both."""
        kept = self._kept()
        changes = unified_diff(kept.splitlines(), self.text(kept).splitlines(), n=0, lineterm="")
        rows = [line for line in changes if not line.startswith(("---", "+++", "@@"))]
        return "\n".join([f"{self.name}: write these rows by `{COMMAND}`", *rows])

    def _kept(self) -> str:
        return self.path.read_text(encoding="utf-8") if self.path.exists() else ""


def table(
    name: str, rows: Callable[[], Iterable[tuple[str, ...]]], review: str, *, under: str = ""
) -> Pin:
    """The first table under a line of a Markdown file, or the first of all, with these rows."""
    return Pin(name, lambda kept: _with_rows(kept, [*map(_row, rows())], under), review)


def _with_rows(text: str, rows: list[str], under: str) -> str:
    lines = text.splitlines()
    start = lines.index(under) if under else 0
    heading = next(at for at in range(start, len(lines)) if lines[at].startswith("|"))
    after = heading
    while after < len(lines) and lines[after].startswith("|"):
        after += 1
    return "\n".join([*lines[: heading + 2], *rows, *lines[after:], ""])


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |".replace("  ", " ")
