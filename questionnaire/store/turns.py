"""SQLite lets one write at a time. Who is next is decided here: its own waiting is unfair."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

WAIT_SECONDS = 10.0
AGAIN_AFTER_SECONDS = 0.0005  # a write takes some milliseconds
TURN = "-turn"
"""What the name of the file ends with that stands beside the database, and is locked while one writes."""


class Turns:
    """Writers of one process wait in line, first come, first served; the first of each for a lock on a file.

    It ends with the process that holds it. Without a file, or where none can be made, SQLite's own
    waiting decides between processes: slower, and as safe.
    """

    def __init__(self, database: Path | None = None) -> None:
        self._line: deque[threading.Lock] = deque()
        self._guard = threading.Lock()
        self._path = database.with_name(database.name + TURN) if database else None
        self._file: int | None = None

    @contextmanager
    def turn(self) -> Generator[None]:
        """Wait for one's turn and hold it."""
        ticket = threading.Lock()
        ticket.acquire()
        with self._guard:
            self._line.append(ticket)
            if self._line[0] is ticket:
                ticket.release()
        try:
            with ticket, self._among_processes():
                yield
        finally:
            self._leave(ticket)

    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    @contextmanager
    def _among_processes(self) -> Generator[None]:
        if self._file is None and self._path:
            with suppress(OSError):
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        file = self._file if self._file is not None and _locked(self._file) else None
        try:
            yield
        finally:
            if file is not None:
                with suppress(OSError):
                    fcntl.flock(file, fcntl.LOCK_UN)

    def _leave(self, ticket: threading.Lock) -> None:
        with self._guard:
            was_first = self._line[0] is ticket
            self._line.remove(ticket)
            if was_first and self._line:
                self._line[0].release()


def _locked(file: int) -> bool:
    """Wait for the lock; False where it cannot be had, or another process does not give it up in time.

    It may have been halted. SQLite then decides who writes, and says so where nobody can.
    """
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(AGAIN_AFTER_SECONDS)
        except OSError:  # no locks on this file system
            return False
        else:
            return True
