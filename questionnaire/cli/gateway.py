"""Between the server and the app: a request is there as a whole before a thread works on it.

Who sends slowly, or never ends, keeps a connection and no thread. By WSGI alone, which the server
speaks too, each thread would wait for the rest of its own request.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from functools import partial
from http import HTTPStatus
from io import BytesIO
from typing import TypeAlias, TypeVar, cast

from flask import Flask
from granian.rsgi import Headers, HTTPProtocol, ProtocolClosed, Scope

from questionnaire.cli.streaming import close, send
from questionnaire.cli.whole_app import create_app

# Every one holds a connection to the database while it works; SQLite's writers wait their turn in line.
THREADS = 16
# A page of answers is a few kilobytes: time enough for the slowest telephone.
SENT_WITHIN_SECONDS = 20.0

Made = TypeVar("Made")
Environ: TypeAlias = dict[str, object]
Listed: TypeAlias = list[tuple[str, str]]
Answer: TypeAlias = tuple[int, Listed, bytes | Iterable[bytes]]


class NotPassedOn(Exception):
    """A request that never reaches the app."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Gateway:
    """An app as the server calls it, by granian's RSGI."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.largest = cast("int", app.config["MAX_CONTENT_LENGTH"])
        self.threads = ThreadPoolExecutor(THREADS)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        try:
            body = await self._body(scope.headers, protocol)
        except NotPassedOn as turned_away:
            protocol.response_empty(turned_away.status, [("connection", "close")])
            return
        in_thread = partial(self._in_thread, copy_context())  # the same for every part of an answer
        status, headers, parts = await in_thread(self._answer, environ_of(scope, body))
        if isinstance(parts, bytes):
            protocol.response_bytes(status, headers, parts)
        else:
            await send(scope, protocol, (status, headers), parts, in_thread)

    async def _in_thread(self, context: Context, call: Callable[..., Made], *args: object) -> Made:
        work = partial(context.run, call, *args)
        return await asyncio.get_running_loop().run_in_executor(self.threads, work)

    async def _body(self, headers: Headers, protocol: HTTPProtocol) -> bytes:
        """All that was sent. Of what is too large nothing: the app sees how large, and says so."""
        if "transfer-encoding" in headers:  # it has no end that could be known beforehand
            raise NotPassedOn(HTTPStatus.LENGTH_REQUIRED)
        length = int(headers.get("content-length", "0"))
        if length == 0 or length > self.largest:
            return b""
        try:
            async with asyncio.timeout(SENT_WITHIN_SECONDS):
                return await protocol()
        except TimeoutError:
            raise NotPassedOn(HTTPStatus.REQUEST_TIMEOUT) from None
        except ProtocolClosed:  # it broke off
            raise NotPassedOn(HTTPStatus.BAD_REQUEST) from None

    def _answer(self, environ: Environ) -> Answer:
        begun: list[tuple[int, Listed]] = []

        def start(status: str, headers: Listed, _: object = None) -> None:
            begun.append((int(status[:3]), headers))

        parts = cast("Wsgi", self.app)(environ, start)
        status, headers = begun[-1]
        if _has_a_length(status, headers):
            return status, headers, _joined(parts)
        return status, headers, parts


def _has_a_length(status: int, headers: Listed) -> bool:
    """Whether an answer is there as a whole; one without its length is made while it is sent."""
    named = {name.lower() for name, _ in headers}
    return "content-length" in named or status in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}


def _joined(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        close(parts)


Wsgi: TypeAlias = Callable[[Environ, Callable[[str, Listed], None]], Iterable[bytes]]


def gateway() -> Gateway:
    """What each process of the server makes for itself."""
    made = Gateway(create_app())
    gc.freeze()  # stays as long as the process: looked through for garbage, everybody waits 0.2 seconds
    return made


def environ_of(scope: Scope, body: bytes) -> Environ:
    """A request as WSGI (PEP 3333) tells it."""
    host, _, port = scope.server.rpartition(":")
    return {
        **_headers(scope.headers),
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),  # as of IPv6
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _headers(given: Headers) -> dict[str, str]:
    """Several of one name are one, in their order. A name with "_" could pass for another's: it goes."""
    found: dict[str, str] = {}
    for name, value in given.items():
        if "_" not in name:
            key = name.upper().replace("-", "_")
            key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
            found[key] = f"{found[key]},{value}" if key in found else value
    return found
