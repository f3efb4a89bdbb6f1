"""Everything that a checkout shows, written into a folder: pages of every role, exports, commands, editions.

Run by `same.py` with the Python of the checkout, from its root. It calls the program only by what does not
change with a layout: the command `questionnaire`, `create_app`, and addresses. Ids, secrets and the clock
are the same in every run, so that two checkouts which do the same write the same bytes.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import secrets
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import cast
from urllib.parse import urldefrag, urljoin, urlsplit

import time_machine
from werkzeug.test import Client

DAY = "2026-11-16 10:00:00+00:00"
PASSWORD = "a fairly long password of words"
SEED = random.Random(20261116)  # noqa: S311 (the same secrets in every run)
IDS: dict[str, random.Random] = {}
# What is made anew for each answer, and says nothing of what the program does.
CHANCE = re.compile(
    rb'(?<=name="csrf_token" value=")[^"]*|(?<=nonce=")[^"]*|(?<=\?v=)[0-9a-f]{12}'
    rb'|(?<=name="csrf_token" type="hidden" value=")[^"]*'
)
COMMANDS = (
    ("assess", "docs/examples/answers.json"),
    ("protocol", "list"),
    ("assessments", "verify"),
)
KEYS = re.compile(r"^(\w+) ", re.MULTILINE)
FORMATS = ("text", "markdown", "html", "json", "svg")
MOST_PAGES = 120  # of one patient


def main(into: Path) -> None:
    """Write everything into a new folder."""
    into.mkdir(parents=True)
    for path in sorted(Path("rules/editions").glob("*.json")):
        shutil.copy(path, into / path.name)
    _without_chance()
    with time_machine.travel(DAY, tick=False):
        said = _command("demo")
        from questionnaire import create_app  # noqa: PLC0415 (once chance is out of it)

        app = create_app()
        for role, name, secret in re.findall(r"^  (\w+) +(\S+) +(\S+-\S+)$", said, re.MULTILINE):
            _crawl(Visitor(app.test_client(), into / role), name, secret)
        for number, link in enumerate(re.findall(r"(https?://\S+/i/\S+)", said)):
            _answer(Visitor(app.test_client(), into / f"patient-{number}"), link, said)
        _commands(into / "commands")


def _without_chance() -> None:
    """Ids and secrets by a seed: not for a program that serves anybody."""
    uuid.uuid4 = _next_id
    secrets.token_bytes = lambda nbytes=None: SEED.randbytes(nbytes or 32)
    secrets.token_urlsafe = lambda nbytes=None: SEED.randbytes(nbytes or 32).hex()
    secrets.token_hex = lambda nbytes=None: SEED.randbytes(nbytes or 32).hex()
    secrets.choice = SEED.choice


def _next_id() -> uuid.UUID:
    """The next id of its kind of row: one made and then dropped moves no other kind's."""
    kind = type(sys._getframe(1).f_locals.get("self")).__name__
    chance = IDS.setdefault(kind, random.Random(kind))  # noqa: S311 (no secret either)
    return uuid.UUID(int=chance.getrandbits(128), version=4)


def _command(*words: str) -> str:
    """What a command prints."""
    [found] = entry_points(group="console_scripts", name="questionnaire")
    run = cast("Callable[[list[str]], None]", found.load())
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            run(list(words))
        except SystemExit as end:
            said.write(f"\n[{end.code}]\n")
    return said.getvalue()


def _commands(into: Path) -> None:
    into.mkdir()
    for words in COMMANDS:
        (into / "-".join(words).replace("/", "-")).write_text(_command(*words), encoding="utf-8")
    for key in KEYS.findall(_command("protocol", "list")):
        for kind in FORMATS:
            said = _command("protocol", "show", key, "--as", kind)
            (into / f"{key}.{kind}").write_text(said, encoding="utf-8")


class Visitor:
    """A browser that keeps every answer as a file, named by its number and its address."""

    def __init__(self, browser: Client, into: Path) -> None:
        self.browser = browser
        self.into = into
        self.count = 0
        into.mkdir()

    def get(self, url: str) -> tuple[str, bytes]:
        """Fetch and keep; the address arrived at, and what stands there."""
        return self._keep(url, self.browser.get(url, follow_redirects=True))

    def send(self, url: str, body: bytes, filled: dict[str, str]) -> tuple[str, bytes]:
        """Send a form of a page with what its hidden fields hold."""
        hidden = re.findall(
            rb'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', body
        )
        hidden += re.findall(
            rb'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', body
        )
        data = {name.decode(): value.decode() for name, value in hidden} | filled
        headers = {"Referer": urljoin("http://localhost", url)}
        return self._keep(
            url, self.browser.post(url, data=data, headers=headers, follow_redirects=True)
        )

    def _keep(self, url: str, answer: object) -> tuple[str, bytes]:
        body: bytes = answer.get_data()  # type: ignore[attr-defined]
        arrived: str = answer.request.full_path.rstrip("?")  # type: ignore[attr-defined]
        self.count += 1
        name = re.sub(r"[^\w.=-]+", "-", urlsplit(url).path + urlsplit(url).query)[:120]
        status = str(answer.status).encode()  # type: ignore[attr-defined]
        kept = b"\n".join((status, arrived.encode(), CHANCE.sub(b"", body)))
        (self.into / f"{self.count:04}{name}").write_bytes(kept)
        return arrived, body


def _crawl(visitor: Visitor, name: str, secret: str) -> None:
    """Sign in, and follow every link."""
    at, body = visitor.get("/sign-in")
    at, body = visitor.send(at, body, {"username": name, "password": secret})
    new = {"current": secret, "new": PASSWORD, "again": PASSWORD}
    at, body = visitor.send(at, body, new)
    waiting, seen = [at], {at}
    first, last = "2026-11-01", "2027-01-31"
    waiting.append(f"/export/responses.csv?first={first}&last={last}")
    while waiting:
        at, body = visitor.get(waiting.pop(0))
        for link in _links(at, body):
            if link not in seen:
                seen.add(link)
                waiting.append(link)


def _links(at: str, body: bytes) -> Iterator[str]:
    for href in re.findall(rb'href="([^"]+)"', body):
        link = urldefrag(urljoin(at, href.decode().replace("&amp;", "&"))).url
        if link.startswith("/") and not link.startswith("/static"):
            yield link


def _answer(visitor: Visitor, link: str, said: str) -> None:
    """Open a link and go from page to page without an answer, then send."""
    day, month, year = re.findall(r"born (\d+) (\w+) (\d{4})", said)[int(visitor.into.name[-1])]
    at, body = visitor.get(urlsplit(link).path)
    at, body = visitor.send(at, body, {"born-day": day, "born-month": month, "born-year": year})
    for _ in range(MOST_PAGES):
        at, body = visitor.send(_sent_to(at, body), body, {})
        if at.endswith("/check"):
            break
    visitor.get(at.replace("/check", "/declaration"))


def _sent_to(at: str, body: bytes) -> str:
    """Where the first form of a page is sent to: the page itself where it does not say."""
    found = re.search(rb'<form method="post" action="([^"]+)"', body)
    return found[1].decode() if found else urlsplit(at).path


if __name__ == "__main__":
    os.environ.pop("QUESTIONNAIRE_DATABASE_URL", None)
    main(Path(sys.argv[1]))
