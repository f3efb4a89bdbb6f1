"""Every part of the benchmark, in the order in which RESULTS.md has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.parts.export import export
from tests.bench.parts.lists import lists
from tests.bench.parts.many import many
from tests.bench.parts.pages import pages
from tests.bench.parts.pdf import pdf
from tests.bench.parts.rules import rules
from tests.bench.parts.staff import staff
from tests.bench.parts.starts import starts
from tests.bench.sides import Sides


@dataclass(frozen=True)
class Part:
    """The word that asks for it, its heading, what writes what stands under that, and on which databases."""

    word: str
    heading: str
    measure: Callable[[Sides], str]
    on_postgresql: bool = False

    def heading_on(self, database: str) -> str:
        """SQLite, which a clinic has unless it sets another, is not named."""
        return self.heading if database == "sqlite" else f"{self.heading}, on PostgreSQL"


PARTS = {
    part.word: part
    for part in (
        Part("pages", "Pages that patients answer", pages, on_postgresql=True),
        Part("staff", "Pages of one response", staff, on_postgresql=True),
        Part("lists", "Lists of few and of many", lists),
        Part("export", "The export of a range", export),
        Part("pdf", "PDFs of different patients", pdf),
        Part("many", "Many responses at once", many),
        Part("starts", "Commands and the server start", starts),
        Part("rules", "The rules by themselves", rules),
    )
}
HEADINGS = [
    part.heading_on(database) for part in PARTS.values() for database in ("sqlite", "postgresql")
]
