"""Patients who answer all at once, and what a server makes of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from werkzeug.wrappers import Response

from tests.bench.peers import Peer
from tests.bench.visits import Answer, Visitor
from tests.bench.walks import Patient


@dataclass
class Load:
    """One round: seconds by the clock of each page turn and each write, and of processor time in all."""

    seconds: float = 0.0
    requests: int = 0
    turns: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    processor: float = 0.0
    client: float = 0.0

    @property
    def pages_a_second(self) -> float:
        return len(self.turns) / self.seconds

    @property
    def processor_a_request(self) -> float:
        """Milliseconds."""
        return 1000 * self.processor / self.requests

    @property
    def processor_a_page(self) -> float:
        """Milliseconds of an answered page: its own request, and that for the next page."""
        return 1000 * self.processor / len(self.turns)


def at(hundredth: int, seconds: list[float]) -> float:
    """Milliseconds that so many of a hundred did not exceed."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, hundredth * len(ordered) // 100)]


class Client:
    """Answers as one patient after the other. A new round goes on where the last one ended."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.load = Load()
        self.pages = self._pages()

    def answer(self, until: float) -> None:
        """Turn pages until then, and one at least; the first answer that is an error is raised."""
        began = time.perf_counter()
        for _ in self.pages:
            now = time.perf_counter()
            if self.is_turn:
                self.load.turns.append(now - began)
            if now > until and self.load.turns:
                return
            began, self.is_turn = time.perf_counter(), False

    def timed(self, method: str, address: str, fetch: Callable[[], Response]) -> Response:
        """What a visitor calls for each request."""
        began = time.perf_counter()
        response = fetch()
        self.load.requests += 1
        if method == "POST":
            self.load.writes.append(time.perf_counter() - began)
            self.is_turn = True
        return response

    def _pages(self) -> Iterator[Answer]:
        while True:
            visitor = Visitor(self.peer.site.served.port, self)
            yield from Patient(visitor, self.peer.next(), self.peer.known).pages()
            visitor.browser.close()


class Crowd:
    """So many clients of one server."""

    def __init__(self, peer: Peer, clients: int) -> None:
        self.peer = peer
        self.clients = [Client(peer) for _ in range(clients)]
        self.needed = clients

    def answer(self, seconds: float) -> Load:
        """All answer for so long."""
        self.peer.invite(self.needed)
        waiting = self.peer.waiting.qsize()
        for client in self.clients:
            client.load, client.is_turn = Load(), False
        began, used, own = time.perf_counter(), self.peer.site.processor(), time.process_time()
        with ThreadPoolExecutor(len(self.clients)) as threads:
            answering = [threads.submit(one.answer, began + seconds) for one in self.clients]
        for one in answering:
            one.result()
        ended = time.perf_counter() - began
        self.needed = 2 * (waiting - self.peer.waiting.qsize()) + len(self.clients)
        return Load(
            ended,
            sum(one.load.requests for one in self.clients),
            [turn for one in self.clients for turn in one.load.turns],
            [write for one in self.clients for write in one.load.writes],
            self.peer.site.processor() - used,
            time.process_time() - own,
        )
