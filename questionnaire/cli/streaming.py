"""An answer sent part by part as it is made. One that breaks off is cut: no browser takes it for whole."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from pathlib import Path
from stat import S_ISSOCK
from traceback import format_tb
from typing import Any, TypeAlias

from granian.rsgi import HTTPProtocol, ProtocolClosed, ProtocolError, Scope

log = logging.getLogger(__name__)

InThread: TypeAlias = Callable[..., Awaitable[Any]]
# A download halted for ever would hold an old state of the database, and nothing could be erased from it.
TAKEN_WITHIN_SECONDS = 60.0
OPEN_FILES = Path("/dev/fd")


async def send(
    scope: Scope,
    protocol: HTTPProtocol,
    begun: tuple[int, list[tuple[str, str]]],
    parts: Iterable[bytes],
    in_thread: InThread,
) -> None:
    """Send the parts one after the other, each made by `in_thread` when the one before is on its way.

    Who takes it in slowly keeps no thread meanwhile.
    """
    stream, each = protocol.response_stream(*begun), iter(parts)
    try:
        while (part := await in_thread(next, each, None)) is not None:
            async with asyncio.timeout(TAKEN_WITHIN_SECONDS):
                await stream.send_bytes(part)
    except (ProtocolClosed, ProtocolError):  # whoever asked has gone
        pass
    except Exception as error:  # noqa: BLE001 - whatever it is, the rest will not come
        where = "".join(format_tb(error.__traceback__))
        log.error("an answer broke off: %s in %s\n%s", type(error).__name__, scope.path, where)  # noqa: TRY400 - no message, no value
        cut(scope.client)
    finally:
        await in_thread(close, parts)


def close(parts: Iterable[bytes]) -> None:
    """Let go of what parts are made from."""
    getattr(parts, "close", lambda: None)()


def cut(client: str) -> None:
    """End a connection under the server, which by itself would end every answer as a whole one."""
    host, _, port = client.rpartition(":")
    for file in [int(one.name) for one in OPEN_FILES.iterdir()]:
        with suppress(OSError):
            if S_ISSOCK(os.fstat(file).st_mode):
                _cut_if(file, (host.strip("[]"), port))


def _cut_if(file: int, wanted: tuple[str, str]) -> None:
    # A number of our own to the same connection. Where it turns out to be a file it is never closed: that
    # would free the locks that SQLite has on it.
    with socket.socket(fileno=os.dup(file)) as one:
        peer = one.getpeername()
        if isinstance(peer, tuple) and (peer[0], str(peer[1])) == wanted:
            one.shutdown(socket.SHUT_RDWR)
