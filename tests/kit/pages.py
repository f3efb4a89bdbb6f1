"""A browser for tests: every page that it fetches is checked all over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urljoin

from flask import Flask
from werkzeug.test import TestResponse

from tests.kit.faults import faults_of
from tests.kit.markup import CONTROLS, Element, Page, Reader

__all__ = ["Element", "Filled", "Page", "PageClient", "read_page", "values"]

DATE_BOXES = ("year", "month", "day")
Filled: TypeAlias = Mapping[str, str | Sequence[str] | None]


def read_page(url: str, response: TestResponse) -> Page:
    """The page in an answer. Fails, naming every fault, where the page is not in order."""
    reader = Reader()
    reader.feed(response.get_data(as_text=True))
    reader.close()
    reader.faults += [f"<{element.name}> is never closed" for element in reader.open[1:]]
    page = Page(url, response, reader.open[0])
    faults = [*reader.faults, *faults_of(page, reader.doctype)]
    assert not faults, f"{url} ({response.status_code}): " + "; ".join(faults)
    return page


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
        """Fill in and send a form of the page last fetched; what is not named stays as it stands.

        A day may be named whole, as 2026-12-01, or in part: it is written in its three boxes.
        """
        assert self.page is not None, "get a page first"
        form = self.page.form(to)
        filled = _in_boxes(filled or {}, _names(form))
        sent = {**values(form), **_as_lists(filled)}
        unknown = set(filled) - _names(form)
        assert not unknown, f"{self.page.url} has no field {unknown}: it has {sorted(_names(form))}"
        url = urljoin(self.page.url, form.get("action"))
        return self.send(url, {name: value for name, value in sent.items() if value}, expect)

    def post(self, url: str, filled: Filled | None = None, expect: int = 200) -> Page:
        """Send values with the token of the page last fetched, whether or not it has such a form."""
        return self.send(url, {"csrf_token": [self.token()], **_as_lists(filled or {})}, expect)

    def send(self, url: str, data: Mapping[str, Sequence[str]], expect: int = 200) -> Page:
        """Send exactly these values."""
        headers = {"Referer": urljoin(self.base_url, "/")}  # all that our pages let a browser tell
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


def _in_boxes(filled: Filled, names: set[str]) -> Filled:
    boxed: dict[str, str | Sequence[str] | None] = {}
    for name, value in filled.items():
        if name not in names and f"{name}-year" in names:
            parts = [*str(value or "").split("-"), "", ""]
            boxed |= {f"{name}-{box}": part for box, part in zip(DATE_BOXES, parts, strict=False)}
        else:
            boxed[name] = value
    return boxed


def _as_lists(filled: Filled) -> dict[str, list[str]]:
    return {name: _as_list(value) for name, value in filled.items()}


def _as_list(value: str | Sequence[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)
