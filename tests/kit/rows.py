"""What a row of a page's tables says, cell by cell: "met" is not looked for within "not met"."""

from __future__ import annotations

from collections.abc import Iterator

from tests.kit.pages import Element, Page


def status(page: Page, criterion: str) -> str:
    """Where a criterion stands, by the row of its own."""
    return status_in(page.by_id(f"finding-{criterion}"))


def status_in(row: Element) -> str:
    """A status in words, without the shape before it, which is there for the eye."""
    return next(_cell(row, 0).all("strong")).text.split(maxsplit=1)[1]


def said(page: Page, question: str) -> str:
    """The answer that stands."""
    return " ".join(line.text for line in _lines(page, question) if not _is_earlier(line))


def earlier(page: Page, question: str) -> list[str]:
    """The answers that another has replaced, the first one first."""
    return [next(line.all("del")).text for line in _lines(page, question) if _is_earlier(line)]


def given_by(page: Page, question: str) -> str:
    """Who gave the answer that stands, when, and why if it is a correction."""
    return _cell(page.by_id(question), 1).text


def _lines(page: Page, question: str) -> Iterator[Element]:
    return _cell(page.by_id(question), 0).all("div")


def _is_earlier(line: Element) -> bool:
    return line.get("class") == "earlier"


def _cell(row: Element, column: int) -> Element:
    return list(row.all("td"))[column]
