"""The real server takes a request in whole before a thread works on it, and lets go who sends too slowly."""

from __future__ import annotations

import shutil
import signal
import socket
import sys
from collections.abc import Generator
from contextlib import ExitStack, closing
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from granian.rsgi import Scope

from questionnaire.cli.gateway import environ_of
from tests.kit.keys import key
from tests.kit.real_server import NetworkClient, Served, serving

# The program itself, but for how long it waits.
IMPATIENT = """#!{python}
from questionnaire.cli import gateway, main
gateway.SENT_WITHIN_SECONDS = 2
main()
"""
HALF = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nusername="


@pytest.fixture(scope="module")
def served(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Served, None, None]:
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, impatient(folder), clinic(migrated_file, folder)) as server:
        yield server


def impatient(folder: Path) -> Path:
    program = folder / "impatient"
    program.write_text(IMPATIENT.format(python=sys.executable))
    program.chmod(0o700)
    return program


def clinic(migrated_file: Path, folder: Path) -> dict[str, str]:
    shutil.copy(migrated_file, folder / "clinic.db")
    url = f"sqlite:///{folder / 'clinic.db'}"
    return {"QUESTIONNAIRE_DATABASE_URL": url, "QUESTIONNAIRE_KEYS": key("first")}


def connected(to: Served, sends: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", to.port), timeout=30)
    connection.sendall(sends)
    return connection


def answer(connection: socket.socket) -> bytes:
    """All that is answered until the server closes the connection."""
    with closing(connection):
        return b"".join(iter(lambda: connection.recv(65536), b""))


def status_of(served: Served, sends: bytes) -> int:
    return int(answer(connected(served, sends)).split(b" ", 2)[1])


def test_pages_are_answered_while_others_send_half_a_body_and_then_nothing(served: Served) -> None:
    with ExitStack() as slow:
        waiting = [slow.enter_context(connected(served, HALF)) for _ in range(32)]

        page = NetworkClient(served).get("/sign-in")
        assert page.heading == "Staff sign in"

        for connection in waiting:
            assert answer(connection).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_broke_off_is_no_body(served: Served) -> None:
    connection = connected(served, HALF)
    connection.shutdown(socket.SHUT_WR)

    assert answer(connection).startswith(b"HTTP/1.1 400 ")


def test_a_body_without_its_length_is_refused(served: Served) -> None:
    chunked = (
        b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )

    assert status_of(served, chunked) == 411


def test_a_body_that_is_too_large_is_not_read(served: Served) -> None:
    huge = HALF.replace(b"100", b"1000000000000").replace(b"Host", b"Connection: close\r\nHost")

    said = answer(connected(served, huge))

    assert said.startswith(b"HTTP/1.1 413 ")
    assert b"That was too much at once" in said


def test_a_header_cannot_pass_for_another_by_an_underscore(served: Served) -> None:
    named = (
        b"GET /sign-in HTTP/1.1\r\n%s: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    )

    assert status_of(served, named % b"X_Host") == 400
    assert (
        status_of(served, named.replace(b"evil.example", b"localhost") % b"Content_Length") == 200
    )


@pytest.mark.parametrize("host", ["[a:::]", "[::1", "[::1%25lo]", "localhost:99999999", ""])
def test_a_name_that_is_none_is_refused(served: Served, host: str) -> None:
    asked = f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"

    assert status_of(served, asked.encode("latin-1")) == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/static/style.css?v=%C3%A9", 200),
        ("/%2e%2e/x", 404),
        ("/%FF/%C3%A9", 404),
        ("/%2525", 404),
    ],
)
def test_an_address_of_any_letters_is_read(served: Served, path: str, status: int) -> None:
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"

    assert status_of(served, asked.encode()) == status


def test_a_server_that_is_stopped_finishes_what_was_begun(
    migrated_file: Path, tmp_path: Path
) -> None:
    with serving(tmp_path, settings=clinic(migrated_file, tmp_path)) as server:
        connection = connected(server, HALF)
        NetworkClient(server).get("/")  # by now the other request is read as far as it goes

        server.process.send_signal(signal.SIGTERM)
        connection.sendall(b"x" * (100 - len("username=")))

        assert answer(connection).startswith(b"HTTP/1.1 400 ")
        assert server.process.wait(timeout=30) == 0


def test_whoever_comes_by_ipv6_is_known_by_the_address_alone() -> None:
    scope = SimpleNamespace(
        client="[2001:db8::1]:45436", server="[::1]:8000", headers=NoHeaders(), method="GET",
        path="/", query_string="", http_version="1.1", scheme="http",
    )  # fmt: skip

    assert environ_of(cast("Scope", scope), b"")["REMOTE_ADDR"] == "2001:db8::1"


class NoHeaders:
    def items(self) -> list[tuple[str, str]]:
        return []
