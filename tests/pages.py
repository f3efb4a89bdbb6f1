"""Pages as a careful reader sees them: every page that a test fetches is checked all over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

VOID = frozenset(
    [
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
    ]
)
CONTROLS = {"input", "select", "textarea"}
NOT_FILLED_IN = {"hidden", "submit", "button", "reset"}
NAMING = ("aria-describedby", "aria-labelledby", "aria-controls", "for", "headers")

Filled: TypeAlias = Mapping[str, str | Sequence[str] | None]


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


class _Reader(HTMLParser):
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
        """The form that sends to an address, by default the first in the main part."""
        if not to:
            return next(self.main.all("form"))
        for form in self.forms():
            if urlsplit(urljoin(self.url, form.get("action"))).path == urlsplit(to).path:
                return form
        raise AssertionError(f"{self.url} has no form that sends to {to}")

    def by_id(self, wanted: str) -> Element:
        return next(element for element in self.root.all() if element.get("id") == wanted)


def read_page(url: str, response: TestResponse) -> Page:
    """The page in an answer. Fails, naming every fault, where the page is not in order."""
    reader = _Reader()
    reader.feed(response.get_data(as_text=True))
    reader.close()
    reader.faults += [f"<{element.name}> is never closed" for element in reader.open[1:]]
    page = Page(url, response, reader.open[0])
    faults = [*reader.faults, *_faults(page, reader.doctype)]
    assert not faults, f"{url} ({response.status_code}): " + "; ".join(faults)
    return page


def _faults(page: Page, doctype: str) -> Iterator[str]:
    if doctype != "doctype html":
        yield "no doctype"
    yield from _faults_of_frame(page)
    yield from _faults_of_ids(page)
    yield from _faults_of_policy(page)
    yield from _faults_of_fields(page)
    yield from _faults_of_forms(page)


def _faults_of_frame(page: Page) -> Iterator[str]:
    html = next(page.root.all("html"))
    if not html.get("lang") or html.get("dir") not in {"ltr", "rtl"}:
        yield "no language or direction"
    if not next(page.root.all("title")).text.strip(" –"):
        yield "no title"
    for name in ("main", "h1"):
        count = len(list(page.root.all(name)))
        if count != 1:
            yield f"{count} <{name}>"
    for image in page.root.all("img"):
        if "alt" not in image.attributes:
            yield f"a picture without words: {image.get('src')}"
    for link in page.root.all("a", "button"):
        if not (link.text or link.get("aria-label")):
            yield f"a link or button without words: {link.attributes}"


def _faults_of_ids(page: Page) -> Iterator[str]:
    ids = Counter(element.get("id") for element in page.root.all() if "id" in element.attributes)
    yield from (
        f"{times} times id {name!r}" for name, times in ids.items() if times > 1 or not name
    )
    for element in page.root.all():
        for attribute in NAMING:
            for name in element.get(attribute).split():
                if name not in ids:
                    yield f"{attribute} names {name!r}, which is not there"
        if (
            element.name == "a"
            and element.get("href").startswith("#")
            and element.get("href")[1:] not in ids
        ):
            yield f"a link to {element.get('href')!r}, which is not there"


def _faults_of_policy(page: Page) -> Iterator[str]:
    policy = page.response.headers.get("Content-Security-Policy", "")
    nonces = set(re.findall(r"'nonce-([^']+)'", policy))
    if len(nonces) != 1 or "unsafe" in policy:
        yield f"a policy without one nonce: {policy!r}"
    for element in page.root.all():
        loads = element.name in {"script", "style"} or element.get("rel") == "stylesheet"
        if loads and element.get("nonce") not in nonces:
            yield f"<{element.name}> without this page's nonce"
        for attribute in element.attributes:
            if attribute == "style" or attribute.startswith("on"):
                yield f"<{element.name}> has {attribute}, which the policy forbids"


def _controls(within: Element) -> list[Element]:
    return [one for one in within.all(*CONTROLS) if one.get("type") not in NOT_FILLED_IN]


def _faults_of_fields(page: Page) -> Iterator[str]:
    labels = {label.get("for"): label.text for label in page.root.all("label")}
    for control in _controls(page.root):
        named = (
            labels.get(control.get("id"))
            or control.get("aria-label")
            or control.get("aria-labelledby")
        )
        if not named:
            yield f"no label for {control.name} {control.get('name')!r}"
        if "required" in control.attributes or "placeholder" in control.attributes:
            yield f"{control.get('name')!r} has required or placeholder"
    grouped = {
        id(one)
        for group in page.root.all("fieldset")
        if _has_legend(group)
        for one in _controls(group)
    }
    for control in _controls(page.root):
        if control.get("type") == "radio" and id(control) not in grouped:
            yield f"radio {control.get('name')!r} stands in no fieldset with a legend"


def _has_legend(fieldset: Element) -> bool:
    return any(legend.text for legend in fieldset.all("legend"))


def _faults_of_forms(page: Page) -> Iterator[str]:
    for form in page.forms():
        if form.get("method").lower() != "post":
            continue
        tokens = [
            one for one in form.all("input") if one.get("name") == "csrf_token" and one.get("value")
        ]
        if len(tokens) != 1:
            yield f"a form to {form.get('action')!r} with {len(tokens)} CSRF tokens"


class PageClient:
    """A browser without scripts: keeps cookies, follows redirects, checks every page on the way."""

    def __init__(self, app: Flask, base_url: str = "http://localhost") -> None:
        self.app = app
        self.base_url = base_url
        self.browser = app.test_client()
        self.page: Page | None = None

    def get(self, url: str, expect: int = 200) -> Page:
        """Fetch a page and all it redirects to."""
        return self._arrive(url, self.browser.get(url, base_url=self.base_url), expect)

    def download(self, url: str, expect: int = 200) -> TestResponse:
        """Fetch what is no page."""
        response = self.browser.get(url, base_url=self.base_url)
        assert response.status_code == expect, f"{url}: {response.status}"
        return response

    def submit(self, filled: Filled | None = None, to: str = "", expect: int = 200) -> Page:
        """Fill in and send a form of the page last fetched; what is not named stays as it stands."""
        assert self.page is not None, "get a page first"
        form = self.page.form(to)
        sent = {**values(form), **_as_lists(filled or {})}
        unknown = set(filled or {}) - _names(form)
        assert not unknown, f"{self.page.url} has no field {unknown}: it has {sorted(_names(form))}"
        url = urljoin(self.page.url, form.get("action"))
        return self.send(url, {name: value for name, value in sent.items() if value}, expect)

    def post(self, url: str, filled: Filled | None = None, expect: int = 200) -> Page:
        """Send values with the token of the page last fetched, whether or not it has such a form."""
        return self.send(url, {"csrf_token": [self.token()], **_as_lists(filled or {})}, expect)

    def send(self, url: str, data: Mapping[str, Sequence[str]], expect: int = 200) -> Page:
        """Send exactly these values."""
        headers = {"Referer": urljoin(self.base_url, self.page.url if self.page else "/")}
        response = self.browser.post(url, data=dict(data), headers=headers, base_url=self.base_url)
        return self._arrive(url, response, expect)

    def token(self) -> str:
        """The CSRF token that some form of the page last fetched has, or else the sign-in page's."""
        page = self.page if self.page and self.page.forms() else self.get("/sign-in")
        return next(iter(values(page.forms()[0])["csrf_token"]))

    def _arrive(self, url: str, response: TestResponse, expect: int) -> Page:
        seen = [url]
        while response.status_code in {301, 302, 303, 307, 308}:
            url = urljoin(url, response.headers["Location"])
            seen.append(url)
            assert len(seen) < 10, f"redirected in a circle: {seen}"
            response = self.browser.get(url, base_url=self.base_url)
        kind = response.mimetype
        assert kind == "text/html", f"{url} ({response.status}) is no page but {kind}"
        self.page = read_page(url, response)
        assert response.status_code == expect, (
            f"{' → '.join(seen)}: {response.status}, {self.page.main.text}"
        )
        return self.page


def values(form: Element) -> dict[str, list[str]]:
    """What a form would send as it stands."""
    sent: dict[str, list[str]] = {}
    for one in form.all(*CONTROLS):
        for value in _values(one):
            sent.setdefault(one.get("name"), []).append(value)
    return sent


def _values(control: Element) -> list[str]:
    if control.name == "textarea":
        text = "".join(part for part in control.inside if isinstance(part, str)).replace(
            "\r\n", "\n"
        )
        return [text.removeprefix("\r").removeprefix("\n")]
    if control.name == "select":
        options = list(control.all("option"))
        chosen = [one for one in options if "selected" in one.attributes] or options[:1]
        return [one.attributes.get("value", one.text) for one in chosen]
    if control.get("type") in {"radio", "checkbox"}:
        return [control.attributes.get("value", "on")] if "checked" in control.attributes else []
    return [] if control.get("type") in {"submit", "button"} else [control.get("value")]


def _names(form: Element) -> set[str]:
    return {one.get("name") for one in form.all(*CONTROLS, "button")}


def _as_lists(filled: Filled) -> dict[str, list[str]]:
    return {name: _as_list(value) for name, value in filled.items()}


def _as_list(value: str | Sequence[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)
