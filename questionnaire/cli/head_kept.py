"""Where the head of the trail is written down, outside the database: a file, a log, an address."""

from __future__ import annotations

import logging
import os
import urllib.request
from logging.handlers import SysLogHandler
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import click

from questionnaire.store.config import is_loopback

WAIT_SECONDS = 30
LOCAL_LOG = "/dev/log"
PLACES = "write file:PATH, syslog: or syslog:HOST:PORT, or https://…"


def keep(line: str, place: str) -> None:
    """Write a line to a place. Raises BadParameter where that is none, or cannot be written to."""
    kind, _, rest = place.partition(":")
    try:
        match kind:
            case "file" if rest:
                _append(line, Path(rest))
            case "syslog":
                _log(line, rest)
            case "https" | "http" if _is_safe(place):
                _send(line, place)
            case _:
                raise click.BadParameter(
                    f"{place} is no place to write to: {PLACES}", param_hint="--to"
                )
    except (OSError, URLError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "reason", None) or error
        raise click.ClickException(
            f"the head was not written to {place} ({reason}): see that it can be written to"
        ) from None


def _append(line: str, path: Path) -> None:
    """At the end of a file, and on the disk when this returns."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
        file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())


def _log(line: str, address: str) -> None:
    host, _, port = address.rpartition(":")
    if address and not (host and port.isdecimal()):
        raise click.BadParameter(f"syslog:{address} names no port: {PLACES}", param_hint="--to")
    log = _Log((host, int(port)) if address else LOCAL_LOG)
    log.emit(logging.makeLogRecord({"msg": f"audit head {line}", "levelname": "INFO"}))
    log.close()


class _Log(SysLogHandler):
    """The log of a system. What cannot be written there is an error, and not a word on the terminal."""

    ident = "questionnaire: "

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name there
        raise  # noqa: PLE0704 - it is called while the error is handled


def _is_safe(url: str) -> bool:
    """Whether an address is reached by TLS, or is this machine."""
    address = urlsplit(url)
    return bool(address.hostname) and (
        address.scheme == "https" or is_loopback(address.hostname or "")
    )


def _send(line: str, url: str) -> None:
    headers = {"Content-Type": "text/plain"}
    request = urllib.request.Request(url, f"{line}\n".encode(), headers)  # noqa: S310 - https, or this machine
    with urllib.request.urlopen(request, timeout=WAIT_SECONDS):  # noqa: S310
        pass
