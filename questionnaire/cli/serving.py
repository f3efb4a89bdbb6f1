"""Serve the app: tables brought up to date first, a demo in a new clinic, and what to open."""

from __future__ import annotations

import os
import socket
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from flask import Flask
from granian.constants import HTTPModes, Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server

from questionnaire.store.config import Config, ConfigError, is_loopback

STOP_WITHIN_SECONDS = 10
REST_SECONDS = 1
WORKERS = min(len(os.sched_getaffinity(0)), 4)
"""Processes that answer, where nobody says how many: one a core, which a clinic seldom needs four of."""


@dataclass(frozen=True)
class Address:
    """Where the server listens."""

    host: str
    port: int


def address_of(host: str, port: int) -> Address:
    """Where to listen, for a host by name or number. Raises ConfigError."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ConfigError(
            f"--host {host} is no address of this machine: write one such as 127.0.0.1"
        ) from None
    # What we print to be opened is a number of four parts: listen on that where there is a choice.
    first = min(found, key=lambda one: one[0] != socket.AF_INET)
    return Address(str(first[4][0]), port)


def check(config: Config, address: Address) -> None:
    """Refuse what would fail later, or send answers in the clear. Raises ConfigError."""
    if not config.is_secure and not is_loopback(address.host):
        raise ConfigError(
            f"--host {address.host} would send patients' answers unencrypted: put a proxy with TLS "
            "before it and set QUESTIONNAIRE_BASE_URL to its https:// address"
        )
    with listening(address):
        pass


def serve(config: Config, address: Address, workers: int = WORKERS) -> None:
    """Serve until stopped, however often the processes that answer die."""
    # Each process of the server reads its settings anew, and knows no port of its own.
    os.environ["QUESTIONNAIRE_BASE_URL"] = config.base_url
    while not _was_stopped(_server(address, workers)):
        pass


def _was_stopped(server: Server) -> bool:
    """Serve. False where it gave up: it does when a process dies twice within 5.5 seconds."""
    try:
        server.serve()
    except SystemExit:
        if not server.interrupt_children:
            raise
        server.main_loop_interrupt.clear()
        server.main_loop_interrupt.wait(REST_SECONDS)  # cut short by who stops it meanwhile
        return server.interrupt_signal
    return True


def _server(address: Address, workers: int) -> Server:
    return Server(
        "questionnaire.cli.gateway:gateway",
        factory=True,
        address=address.host,
        port=address.port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        loop=Loops.asyncio,
        workers=workers,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN_SECONDS,
        websockets=False,
        log_level=LogLevels.error,
    )


def addresses(app: Flask, config: Config) -> Iterator[str]:
    """What to open, and for whom."""
    urls = app.url_map.bind("")
    yield f"  Staff sign in      {config.base_url}{urls.build('accounts.sign_in')}"
    yield f"  Front door         {config.base_url}{urls.build('accounts.front_door')}"


def say_where(app: Flask, config: Config) -> None:
    """Print what to open, and how cookies are kept."""
    click.echo("\nOpen in a browser:")
    for line in addresses(app, config):
        click.echo(line)
    if not config.is_secure:
        click.echo("\nWithout TLS: cookies are plain ones, and only this machine is served.")
    elif not config.proxies:
        click.echo(
            "\nQUESTIONNAIRE_PROXIES is not set: everybody seems to be at the proxy's address, and wrong "
            "passwords of one lock a user name for all."
        )
    click.echo("Stop with Ctrl+C.\n")


@contextmanager
def listening(address: Address) -> Generator[socket.socket, None, None]:
    """A socket bound to an address. Raises ConfigError where it is taken or not ours."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address.host, address.port))
        except OSError as error:
            raise ConfigError(
                f"--port {address.port} cannot be used on {address.host} ({error.strerror}): "
                "stop what uses it, or choose another, for example --port 8001"
            ) from None
        yield listener
