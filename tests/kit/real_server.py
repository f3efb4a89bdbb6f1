"""The server as `./run` starts it, and a browser without scripts that reaches it over the network."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import Request

from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from tests.kit.pages import PageClient

QUESTIONNAIRE = Path(sys.executable).with_name("questionnaire")
READY_WITHIN_SECONDS = 60


@dataclass
class Served:
    """A running server."""

    process: subprocess.Popen[str]
    port: int
    log: Path
    printed: str = ""

    @property
    def link(self) -> str:
        """The path of the invitation that a new demo prints."""
        found = re.search(r"http://\S+(/i/\S+)", self.printed)
        assert found, self.printed
        return found[1]

    def workers(self) -> set[int]:
        """The processes that answer."""
        begun_by = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return {int(number) for text in begun_by for number in text.read_text().split()}

    def kill(self) -> None:
        """End every process of it at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


COMPILED_INTO = "PYTHONPYCACHEPREFIX"  # where compiled modules go: it changes nothing of what runs


def newcomer(folder: Path) -> dict[str, str]:
    """The environment of somebody who has set nothing but a folder for the data."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key == COMPILED_INTO or ("QUESTIONNAIRE" not in key and not key.startswith("PYTHON"))
    }
    return {**kept, "QUESTIONNAIRE_DATA": str(folder)}


@contextmanager
def serving(
    folder: Path,
    program: Path = QUESTIONNAIRE,
    settings: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
) -> Generator[Served, None, None]:
    """The real server on a port of its own, started in the folder that holds its data."""
    port = free_port()
    log = folder / f"printed-{port}"
    with log.open("w") as printed:
        process = subprocess.Popen(
            [program, "serve", "--port", str(port), *options],
            cwd=folder,
            env={**newcomer(folder), **(settings or {})},
            stdout=printed,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    served = Served(process, port, log)
    try:
        wait_until_ready(served)
        served.printed = log.read_text()
        yield served
    finally:
        if process.poll() is None:
            served.kill()


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def wait_until_ready(served: Served) -> None:
    """Wait until it answers. Fails where it ended instead."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        assert served.process.poll() is None, served.log.read_text()
        with closing(HTTPConnection("127.0.0.1", served.port, timeout=5)) as connection:
            try:
                connection.request("GET", "/")
                connection.getresponse().read()
                return
            except (OSError, HTTPException):
                time.sleep(0.02)
    raise AssertionError(f"not ready after {READY_WITHIN_SECONDS} s: {served.log.read_text()}")


class NetworkClient(PageClient):
    """A careful reader, as of every other page, at the other end of a network."""

    def __init__(self, served: Served) -> None:
        self.base_url = f"http://127.0.0.1:{served.port}"
        self.browser = NetworkBrowser()  # type: ignore[assignment]
        self.page = None


class NetworkBrowser:
    """Keeps cookies, follows no redirect: as Flask's own test client does, but for real."""

    def __init__(self) -> None:
        self.cookies = CookieJar()

    def get(self, url: str, base_url: str) -> TestResponse:
        return self._send("GET", url, base_url, None, {})

    def post(
        self,
        url: str,
        data: Mapping[str, Sequence[str]],
        headers: Mapping[str, str],
        base_url: str,
    ) -> TestResponse:
        return self._send("POST", url, base_url, urlencode(data, doseq=True).encode(), headers)

    def _send(
        self, method: str, url: str, base_url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> TestResponse:
        parts, base = urlsplit(url), urlsplit(base_url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        request = Request(base_url + path, method=method)  # noqa: S310 (always our own server)
        self.cookies.add_cookie_header(request)
        sent = {**request.unredirected_hdrs, **headers}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(HTTPConnection(base.netloc, timeout=30)) as connection:
            connection.request(method, path, body, sent)
            with connection.getresponse() as answer:
                self.cookies.extract_cookies(answer, request)  # type: ignore[arg-type]
                response = Response(answer.read(), answer.status, answer.getheaders())
        return response  # type: ignore[return-value]
