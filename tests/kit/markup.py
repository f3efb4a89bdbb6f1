"""The elements of a page, and what can be read on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from werkzeug.test import TestResponse

VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    )
)
CONTROLS = ("input", "select", "textarea")
VERSION = re.compile(r"/v\d+$")


@dataclass
class Element:
    """One element, with the text and the elements in it."""

    name: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says, with single spaces."""
        parts = (part if isinstance(part, str) else part.text for part in self.inside)
        return " ".join("".join(f" {part} " for part in parts).split())

    def all(self, *names: str) -> Iterator[Element]:
        """Every element within that has one of the names, in order; without names, every one."""
        for part in self.inside:
            if isinstance(part, Element):
                if not names or part.name in names:
                    yield part
                yield from part.all(*names)

    def get(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")


class Reader(HTMLParser):
    """Builds the elements of a page, and complains of what a browser would silently mend."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page", {})]
        self.faults: list[str] = []
        self.doctype = ""

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl.lower()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        twice = [name for name, times in Counter(name for name, _ in attrs).items() if times > 1]
        self.faults += [f"<{tag}> has two {name}" for name in twice]
        element = Element(tag, {name: value or "" for name, value in attrs})
        if tag in {"p", "div", "ul", "table", "h1", "h2", "form"} and self.open[-1].name == "p":
            self.faults.append(f"<{tag}> inside <p> {self.open[-1].text[:40]!r}")
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or self.open[-1].name != tag:
            self.faults.append(f"</{tag}> ends <{self.open[-1].name}>")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


@dataclass
class Page:
    """A page that was fetched, found to be in order."""

    url: str
    response: TestResponse
    root: Element

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        """All that can be read on it, head and foot included."""
        return next(self.root.all("body")).text

    @property
    def main(self) -> Element:
        return next(self.root.all("main"))

    @property
    def title(self) -> str:
        return next(self.root.all("title")).text

    @property
    def heading(self) -> str:
        return next(self.root.all("h1")).text

    @property
    def links(self) -> dict[str, str]:
        """Addresses by what their links say."""
        return {link.text: link.get("href") for link in self.root.all("a")}

    @property
    def errors(self) -> list[str]:
        """What the error summary lists."""
        boxes = (box for box in self.root.all("div") if "error-summary" in box.get("class").split())
        return [line.text for box in boxes for line in box.all("li", "p")]

    def forms(self) -> list[Element]:
        return list(self.root.all("form"))

    def form(self, to: str = "") -> Element:
        """The form that sends to an address, by default the first in the main part.

        The version that a form was made from, at the end of its address, may be left out.
        """
        if not to:
            return next(self.main.all("form"))
        for form in self.forms():
            path = urlsplit(urljoin(self.url, form.get("action"))).path
            if urlsplit(to).path in {path, VERSION.sub("", path)}:
                return form
        raise AssertionError(f"{self.url} has no form that sends to {to}")

    def by_id(self, wanted: str) -> Element:
        return next(element for element in self.root.all() if element.get("id") == wanted)


def parsed(page: str) -> Element:
    """A web page, found to be well-formed."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.faults
    assert len(reader.open) == 1, "an element is never closed"
    assert reader.doctype == "doctype html"
    return reader.open[0]
