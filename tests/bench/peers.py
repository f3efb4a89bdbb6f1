"""Those who are measured beside each other: a checkout of the program, or the bare stack."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from types import MappingProxyType

from tests.bench import bare
from tests.bench.checkouts import Checkout
from tests.bench.nurses import invite, signed_in, signed_in_again
from tests.bench.visits import Site
from tests.bench.walks import Invited, Known
from tests.kit.real_server import Served, free_port, newcomer, serving, wait_until_ready

ROOT = Path(__file__).parents[2]
NOTHING: Mapping[str, str] = MappingProxyType({})
WORKERS = 2


class Peer:
    """A server, and those who can be let in."""

    def __init__(self, served: Served) -> None:
        self.site = Site(served)
        self.known: Known = {}
        self.waiting: SimpleQueue[Invited] = SimpleQueue()

    def invite(self, count: int) -> None:
        """See to it that so many wait to be let in."""
        while self.waiting.qsize() < count:
            self.waiting.put(self.invited())

    def next(self) -> Invited:
        """Who is let in next."""
        try:
            return self.waiting.get_nowait()
        except Empty:
            return self.invited()

    def invited(self) -> Invited:
        """Somebody new. What the server does for it counts for nobody, if done between rounds."""
        raise NotImplementedError


class Program(Peer):
    """The program, with a nurse who invites."""

    def __init__(self, served: Served, settings: Mapping[str, str] = NOTHING) -> None:
        super().__init__(served)
        self.settings = settings
        self.nurse = signed_in_again(self.site) if settings else signed_in(self.site)
        self.count = 0

    def invited(self) -> Invited:
        self.count += 1
        return invite(self.nurse, self.count)


class Bare(Peer):
    """The bare stack, where everybody may come in."""

    def invited(self) -> Invited:
        return Invited("/page/0", {})


@contextmanager
def program(
    checkout: Checkout, folder: Path, settings: Mapping[str, str] = NOTHING
) -> Generator[Program, None, None]:
    """A checkout, served by its own command: a new demo, or the seeded clinic of the settings."""
    folder.mkdir(exist_ok=True)
    with serving(folder, checkout.questionnaire, settings, checkout.options) as served:
        yield Program(served, settings)


@contextmanager
def bare_stack(folder: Path, url: str) -> Generator[Bare, None, None]:
    """The bare stack, served by two processes; on a file where no database is named."""
    folder.mkdir(exist_ok=True)
    url = url or f"sqlite:///{folder / 'bare.db'}"
    port, log = free_port(), folder / "printed"
    bare.make_tables(url)
    command = [
        *(Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--factory"),
        *("--port", str(port), "--workers", str(WORKERS), "--log-level", "error"),
        "tests.bench.bare:create_app",
    ]
    environment = {**newcomer(folder), bare.DATABASE: url, "PYTHONPATH": str(ROOT)}
    with log.open("w") as printed:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=printed, stderr=subprocess.STDOUT,
            text=True, start_new_session=True,
        )  # fmt: skip
    served = Served(process, port, log)
    try:
        wait_until_ready(served)
        yield Bare(served)
    finally:
        if process.poll() is None:
            served.kill()
