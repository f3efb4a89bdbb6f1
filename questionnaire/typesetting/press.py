"""Jobs for the typesetter: one at a time, and a new process after so many, or when one is lost."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Lock, Timer
from typing import IO, TypeAlias, cast

JOBS = 4  # each leaves 30 MB behind, which is given back with the process; a new one costs as good as nothing
WITHIN_SECONDS = 30.0
# Isolated, and without our environment: it needs no key, and finds no module by chance.
COMMAND = (sys.executable, "-I", "-B", "-m", "questionnaire.typesetting.typesetter")

Options: TypeAlias = Mapping[str, str | int]


class NotTypeset(Exception):
    """The template does not take these words; the message, which may hold them, is never logged."""


class TypesetterLost(Exception):
    """The typesetter died over a job, or took too long; the next one finds another."""


class Press:
    """One typesetter, started when there is something to set."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._turn = Lock()
        self._left = 0

    def typeset(self, template: Path, words: str, options: Options) -> bytes:
        """A template with its words set. Raises NotTypeset or TypesetterLost."""
        job = {"input": str(template), "sys_inputs": {"data": words}, **options}
        with self._turn:
            process = self._ready()
            late = Timer(WITHIN_SECONDS, process.kill)
            late.start()
            try:
                was_set, made = _done(process, json.dumps(job).encode() + b"\n")
            except (OSError, ValueError, EOFError):
                self.close()
                raise TypesetterLost("the typesetter was lost: ask again") from None
            finally:
                late.cancel()
        if not was_set:
            raise NotTypeset(made.decode())
        return made

    def close(self) -> None:
        """End the process, if there is one."""
        process, self.process = self.process, None
        if process:
            process.kill()
            process.communicate()

    def _ready(self) -> subprocess.Popen[bytes]:
        """The typesetter, a new one where the old one has died or has done its share."""
        if not self.process or not self._left or self.process.poll() is not None:
            self.close()
            self._left = JOBS
            self.process = subprocess.Popen(  # noqa: S603 (our own program)
                COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what Typst says of a fault may hold a patient's words
                env={},
            )
        self._left -= 1
        return self.process


def _done(process: subprocess.Popen[bytes], job: bytes) -> tuple[bool, bytes]:
    jobs, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    jobs.write(job)
    jobs.flush()
    was_set, size = map(int, answers.readline().split())  # ValueError: it has died
    made = answers.read(size)
    if len(made) < size:
        raise EOFError
    return bool(was_set), made


PRESS = Press()
atexit.register(PRESS.close)
