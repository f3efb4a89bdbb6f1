"""An answer that is sent as it is made: there at once, and never whole to a browser where it broke off."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from tests.kit.keys import key
from tests.kit.real_server import Served, serving

# The program itself, with two addresses more: one of which breaks off after its first part.
WITH_PARTS = """#!{python}
from questionnaire import create_app
from questionnaire.cli import gateway, main

def parts(path):
    yield b"first\\n"
    if path == "/breaks":
        raise ZeroDivisionError("nobody" + " may read")
    yield b"last\\n"

def with_parts():
    app = create_app()
    whole = app.wsgi_app

    def answer(environ, start):
        if environ["PATH_INFO"] not in ("/breaks", "/ends"):
            return whole(environ, start)
        start("200 OK", [("Content-Type", "text/csv")])
        return parts(environ["PATH_INFO"])

    app.wsgi_app = answer
    return app

gateway.create_app = with_parts
main()
"""
END = (
    b"\r\n0\r\n\r\n"  # of a body sent in parts: without it a browser says that the download failed
)


@pytest.fixture(scope="module")
def served(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Served, None, None]:
    folder = tmp_path_factory.mktemp("served")
    program = folder / "with-parts"
    program.write_text(WITH_PARTS.format(python=sys.executable))
    program.chmod(0o700)
    shutil.copy(migrated_file, folder / "clinic.db")
    url = f"sqlite:///{folder / 'clinic.db'}"
    settings = {"QUESTIONNAIRE_DATABASE_URL": url, "QUESTIONNAIRE_KEYS": key("first")}
    with serving(folder, program, settings) as server:
        yield server


def answer(to: Served, path: str) -> tuple[bytes, bool]:
    """What is answered, and whether the server ended the connection by itself."""
    said = b""
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    with closing(socket.create_connection(("127.0.0.1", to.port), timeout=10)) as connection:
        connection.sendall(asked)
        while not said.endswith(END):
            part = connection.recv(65536)
            if not part:
                return said, True
            said += part
    return said, False


def test_what_is_made_to_its_end_ends_as_a_whole(served: Served) -> None:
    said, cut = answer(served, "/ends")

    assert said.startswith(b"HTTP/1.1 200 ")
    assert (said.count(b"first"), said.count(b"last"), cut) == (1, 1, False)


def test_what_breaks_off_is_cut_and_the_log_says_where(served: Served) -> None:
    said, cut = answer(served, "/breaks")

    assert (said.endswith(END), cut) == (False, True)
    log = served.log.read_text()
    assert "an answer broke off: ZeroDivisionError in /breaks" in log
    assert "nobody may read" not in log


def test_others_are_answered_after_one_was_cut(served: Served) -> None:
    answer(served, "/breaks")

    assert answer(served, "/ends")[0].endswith(END)
