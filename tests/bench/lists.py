"""What pages of lists cost as a clinic grows: `python -m tests.bench.lists URL URL`.

For a program there is `measured(urls, rounds)`. It takes the addresses of seeded clinics
(`tests.bench.seeded`), by the name that each is to have, and returns the figures of each by the same
name: a `ListFigure` a page. Clinics take turns page by page and round by round, so that what else the
machine does meets all alike.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter, process_time

import click
from sqlalchemy import event

from questionnaire import create_app
from questionnaire.cli.running import database_of
from questionnaire.review.worklist import VIEWS
from questionnaire.store.config import Config
from tests.kit.keys import key
from tests.kit.pages import Page
from tests.kit.people import StaffClient

FAR = 40  # so many pages from the beginning
WARM_UP = 2


@dataclass
class ListFigure:
    """One page of a list: what is on it, what it asks, and what each showing of it took."""

    name: str
    address: str
    rows: int
    statements: int
    bytes: int
    processor: list[float] = field(default_factory=list)  # ms of this process, not of a server's
    clock: list[float] = field(default_factory=list)

    @property
    def least(self) -> float:
        """Milliseconds of processor time of the quickest showing."""
        return min(self.processor)

    @property
    def middle(self) -> float:
        return median(self.processor)


def measured(urls: Mapping[str, str], rounds: int = 15) -> dict[str, list[ListFigure]]:
    """The figures of every page of every list, in each of the clinics at these addresses."""
    clinics = {name: _Clinic(url) for name, url in urls.items()}
    figures = {name: list(clinic.pages()) for name, clinic in clinics.items()}
    with click.progressbar(range(rounds), label="Lists", file=sys.stderr) as bar:
        for _ in bar:
            for page in range(max(map(len, figures.values()))):
                for name, clinic in clinics.items():
                    clinic.show(figures[name][page])
    for clinic in clinics.values():
        clinic.close()
    return figures


class _Clinic:
    """A seeded clinic, and a clinician signed in there."""

    def __init__(self, url: str) -> None:
        self.app = create_app(Config(url, key("first"), "http://127.0.0.1:8000"))
        self.database = database_of(self.app)
        self.database.upgrade()
        self.statements = 0
        event.listen(self.database.engine, "before_cursor_execute", self._count)
        self.clinician = StaffClient(self.app, "clinician")

    def pages(self) -> Iterator[ListFigure]:
        """Each page, looked at as often as it takes to be as quick as later."""
        for name, address in self._addresses():
            for _ in range(WARM_UP):
                self.clinician.browser.get(address)
            self.statements = 0
            found = self.clinician.browser.get(address)
            rows = found.text.count('<th scope="row">')
            yield ListFigure(name, address, rows, self.statements, len(found.data))

    def show(self, figure: ListFigure) -> None:
        """Show a page once more, and note what it took."""
        began, at = process_time(), perf_counter()
        self.clinician.browser.get(figure.address)
        figure.processor.append(1000 * (process_time() - began))
        figure.clock.append(1000 * (perf_counter() - at))

    def close(self) -> None:
        self.database.close()

    def _addresses(self) -> Iterator[tuple[str, str]]:
        views = {view.title: f"/worklist?view={view.key}" for view in VIEWS}
        for name, address in {**views, "Ready list": "/ready", "Mine": "/ready?of=me"}.items():
            yield name, address
            page = self.clinician.get(address)
            yield f"{name}, second page", _next(page)
            for _ in range(FAR - 1):
                page = self.clinician.get(_next(page))
            yield f"{name}, page {FAR}", page.url
            yield f"{name}, last page", page.links.get("Last page", page.url)

    def _count(self, _: object, __: object, statement: str, *___: object) -> None:
        self.statements += not statement.startswith(("BEGIN", "PRAGMA"))


def _next(page: Page) -> str:
    """The page after one, or the same where it is the last."""
    return page.links.get("Next page", page.url)


@click.command(
    epilog="\b\nFor example:\n  python -m tests.bench.lists sqlite:////tmp/few/clinic.db "
    "sqlite:////tmp/many/clinic.db\n"
)
@click.argument("urls", nargs=-1, required=True)
@click.option("--rounds", default=15, show_default=True, type=click.IntRange(1))
def lists(urls: Sequence[str], rounds: int) -> None:
    """Show each page of each list of seeded clinics by turns, and print how they compare.

    Ratios are to the clinic at the first of the URLS: name one in which every list fills its page,
    as `python -m tests.bench.seeded --responses 1200 --even` makes it.
    """
    figures = list(measured({str(number): url for number, url in enumerate(urls)}, rounds).values())
    click.echo("least processor time, ms (rows, statements), and ratio to the first")
    for pages in zip(*figures, strict=True):
        first = pages[0].least
        told = (
            f"{one.least:7.1f} ({one.rows}, {one.statements}) {one.least / first:.2f}"
            for one in pages
        )
        click.echo(f"{pages[0].name:36} {' | '.join(told)}")


if __name__ == "__main__":
    lists()
