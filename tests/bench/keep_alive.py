"""A browser that keeps its connection, as real ones do, and costs the machine little beside a server."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

from werkzeug.wrappers import Response

WAITS_SECONDS = 600  # for an export of many


class KeepAlive:
    """Keeps one connection and every cookie; follows no redirect."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=WAITS_SECONDS)
        self.cookies: dict[str, str] = {}
        self.origin = {"Origin": f"http://127.0.0.1:{port}"}

    def get(self, path: str) -> Response:
        return self._send("GET", path, None, {})

    def post(self, path: str, sent: Mapping[str, Sequence[str]], referer: str) -> Response:
        form = {"Content-Type": "application/x-www-form-urlencoded", "Referer": referer}
        return self._send("POST", path, urlencode(sent, doseq=True), {**self.origin, **form})

    def streamed(self, path: str) -> tuple[float, bytes]:
        """Seconds until the first byte of what was asked for is there, and all of it."""
        began = time.perf_counter()
        answer = self._asked("GET", path, None, {})
        content = answer.read(1)
        first = time.perf_counter() - began
        return first, content + answer.read()

    def close(self) -> None:
        self.connection.close()

    def _send(
        self, method: str, path: str, body: str | None, headers: Mapping[str, str]
    ) -> Response:
        answer = self._asked(method, path, body, headers)
        return Response(answer.read(), answer.status, answer.getheaders())

    def _asked(
        self, method: str, path: str, body: str | None, headers: Mapping[str, str]
    ) -> HTTPResponse:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {**headers, "Cookie": cookies} if cookies else headers
        try:
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
        except (HTTPException, ConnectionError):  # it was kept, but the server had closed it
            self.connection.close()
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
        self._keep(answer.headers.get_all("Set-Cookie", []))
        return answer

    def _keep(self, cookies: Sequence[str]) -> None:
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
