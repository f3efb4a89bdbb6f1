"""Somebody with a browser at a checkout's server: every answer is timed, and named for what it is."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urldefrag, urljoin, urlsplit

from werkzeug.test import TestResponse

from tests.bench.checkouts import processor_seconds
from tests.kit.markup import Element, Page, Reader
from tests.kit.pages import values
from tests.kit.real_server import NetworkBrowser, Served

NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})
# Addresses are the same in every layout. The first that fits tells the kind.
KINDS = {
    "Patient opens the link": r"GET (?:/i/\S+|/door)",
    "… says the date of birth": r"POST (?:/i/\S+|/door)",
    "… sees the start page": r"GET /r/[^/]+/",
    "… begins": r"POST /r/[^/]+/",
    "… sees where to get help now": r"GET /r/[^/]+/help-now/\S+",
    "… sees all answers": r"GET /r/[^/]+/check",
    "… sees the declaration": r"GET /r/[^/]+/declaration(?:/v\d+)?",
    "… sends the answers": r"POST /r/[^/]+/declaration(?:/v\d+)?",
    "… sees that they are sent": r"GET /r/[^/]+/sent",
    "… sees a question page": r"GET /r/[^/]+/[^/]+",
    "… answers a question page": r"POST /r/[^/]+/[^/]+(?:/v\d+)?",
    "… sees a step of a list": r"GET /r/[^/]+/[^/]+/\d+/[^/]+",
    "… answers a step of a list": r"POST /r/[^/]+/[^/]+/\d+/[^/]+(?:/v\d+)?",
    "Nurse sees the form to invite": r"GET /invitations/new",
    "… invites": r"POST /invitations/new",
    "… sees the worklist": r"GET /worklist",
    "… sees a submission": r"GET /responses/[^/]+",
    "… sees a facts page": r"GET /responses/[^/]+/facts/[^/]+",
    "… adds facts": r"POST /responses/[^/]+/facts/[^/]+(/v\d+)?",
    "… sees the face sheet": r"GET /responses/[^/]+/face-sheet",
    "… takes the summary as JSON": r"GET /responses/[^/]+/summary.json",
    "… takes the summary as CSV": r"GET /responses/[^/]+/summary.csv",
    "… takes the summary as PDF": r"GET /responses/[^/]+/summary.pdf",
    "… sees the ready list": r"GET /ready",
}


@dataclass(frozen=True)
class Visit:
    """One answer of a server: seconds by the clock, and of processor time."""

    kind: str
    wall: float
    processor: float


class Site:
    """A server that is walked, and every visit of the round that is on."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.rounds = 0
        self.new_round()

    def new_round(self) -> None:
        """What the server did while nobody was here counts for nobody."""
        self.rounds += 1
        self.visits: list[Visit] = []
        self.used = processor_seconds(self.served.process.pid)

    def timed(self, kind: str, fetch: Callable[[], TestResponse]) -> TestResponse:
        """Fetch. What the server does after an answer counts for the next."""
        began = time.perf_counter()
        response = fetch()
        wall = time.perf_counter() - began
        before, self.used = self.used, processor_seconds(self.served.process.pid)
        self.visits.append(Visit(kind, wall, self.used - before))
        return response


class Visitor:
    """Keeps cookies, follows redirects, and stops at the first answer that is an error."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.base = f"http://127.0.0.1:{site.served.port}"
        self.browser = NetworkBrowser()

    def get(self, address: str) -> Page:
        """Fetch, and all that it redirects to."""
        fetch = lambda: self.browser.get(address, self.base)  # noqa: E731 (said once, timed elsewhere)
        return self._arrive(address, self.site.timed(kind_of("GET", address), fetch))

    def send(self, page: Page, form: Element, filled: Mapping[str, Sequence[str]]) -> Page:
        """Send a form of a page; what is not named stays as it stands."""
        to = urljoin(page.url, form.get("action"))
        sent = {name: value for name, value in {**values(form), **filled}.items() if any(value)}
        headers = {"Referer": urljoin(self.base, page.url)}
        fetch = lambda: self.browser.post(to, sent, headers, self.base)  # noqa: E731 (as above)
        return self._arrive(to, self.site.timed(kind_of("POST", to), fetch))

    def _arrive(self, address: str, response: TestResponse) -> Page:
        if 300 <= response.status_code < 400:
            return self.get(urldefrag(urljoin(address, response.headers["Location"])).url)
        page = Page(address, response, _elements(response))
        if response.status_code not in {200, 422}:
            raise AssertionError(f"{address} ({response.status}): {page.text[:200]}")
        return page


def _elements(response: TestResponse) -> Element:
    reader = Reader()
    if response.mimetype == "text/html":
        reader.feed(response.get_data(as_text=True))
    return reader.open[0]


def kind_of(method: str, address: str) -> str:
    """What sort of page an address is; nothing for one that is not compared."""
    asked = f"{method} {urlsplit(address).path}"
    return next((kind for kind, form in KINDS.items() if re.fullmatch(form, asked)), "")


def never_visited(visits: Sequence[Visit]) -> Iterator[str]:
    """Each kind of page that nobody came by."""
    seen = {visit.kind for visit in visits}
    return (kind for kind in KINDS if kind not in seen)
