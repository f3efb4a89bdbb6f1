"""Somebody with a browser at a checkout's server: every answer is timed, and named for what it is."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, cast
from urllib.parse import urljoin, urlsplit

from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from tests.bench.checkouts import processor_seconds
from tests.bench.forms import Form
from tests.bench.keep_alive import KeepAlive
from tests.kit.markup import Page, Reader
from tests.kit.real_server import Served

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
        self.response = ""  # the nurse's address of the one whose answers were read last
        self.new_round()

    def new_round(self) -> None:
        """What the server did while nobody was here counts for nobody."""
        self.rounds += 1
        self.visits: list[Visit] = []
        self.used = self.processor()

    def processor(self) -> float:
        """Seconds that every process of the server has used so far."""
        return processor_seconds(self.served.process.pid)

    def timed(self, method: str, address: str, fetch: Callable[[], Response]) -> Response:
        """Fetch. What the server does after an answer counts for the next."""
        began = time.perf_counter()
        response = fetch()
        wall = time.perf_counter() - began
        before, self.used = self.used, self.processor()
        self.visits.append(Visit(kind_of(method, address), wall, self.used - before))
        return response


class Watch(Protocol):
    """Who looks at the clock while a page is fetched."""

    def timed(self, method: str, address: str, fetch: Callable[[], Response]) -> Response: ...


@dataclass
class Answer:
    """What came of asking for an address. It is read as a page only where somebody looks."""

    url: str
    response: Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @cached_property
    def text(self) -> str:
        return self.response.get_data(as_text=True)

    @cached_property
    def page(self) -> Page:
        reader = Reader()
        reader.feed(self.text)
        return Page(self.url, cast("TestResponse", self.response), reader.open[0])


class Visitor:
    """Keeps its connection and cookies, follows redirects, stops at the first answer that is an error."""

    def __init__(self, port: int, watch: Watch) -> None:
        self.browser = KeepAlive(port)
        self.watch = watch

    def get(self, address: str) -> Answer:
        """Fetch, and all that it redirects to."""
        fetch = lambda: self.browser.get(address)  # noqa: E731 (said once, timed elsewhere)
        return self._arrive(address, self.watch.timed("GET", address, fetch))

    def send(self, form: Form, filled: Mapping[str, Sequence[str]]) -> Answer:
        """Send a form; what is not named stays as it stands."""
        sent = {name: said for name, said in {**form.values, **filled}.items() if any(said)}
        fetch = lambda: self.browser.post(form.to, sent, form.url)  # noqa: E731 (as above)
        return self._arrive(form.to, self.watch.timed("POST", form.to, fetch))

    def _arrive(self, address: str, response: Response) -> Answer:
        if 300 <= response.status_code < 400:
            to = urlsplit(urljoin(address, response.headers["Location"]))
            return self.get(to.path + (f"?{to.query}" if to.query else ""))
        if response.status_code not in {200, 422}:
            said = response.get_data(as_text=True)[:200]
            raise AssertionError(f"{address} ({response.status}): {said}")
        return Answer(address, response)


def kind_of(method: str, address: str) -> str:
    """What sort of page an address is; nothing for one that is not compared."""
    asked = f"{method} {urlsplit(address).path}"
    return next((kind for kind, form in KINDS.items() if re.fullmatch(form, asked)), "")


def never_visited(visits: Sequence[Visit]) -> Iterator[str]:
    """Each kind of page that nobody came by."""
    seen = {visit.kind for visit in visits}
    return (kind for kind in KINDS if kind not in seen)
