"""A checkout of whatever layout: its own Python, its own command, and the processor time of its server."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WHERE = "from importlib.util import find_spec; print(find_spec('questionnaire').origin)"


class NotSetUp(Exception):
    """A folder cannot be measured. The message says why, and what to do."""


@dataclass(frozen=True)
class Checkout:
    """A folder with the program in it, set up."""

    place: Path
    options: tuple[str, ...] = ()  # with which its server starts

    @property
    def python(self) -> Path:
        return self.place / ".venv/bin/python"

    @property
    def questionnaire(self) -> Path:
        return self.place / ".venv/bin/questionnaire"

    @property
    def tables(self) -> str:
        """The last step of its migrations."""
        return max(path.name for path in self.place.glob("migrations/versions/0*.py")).partition(
            "_"
        )[0]

    @property
    def commit(self) -> str:
        """The commit that it stands at, and whether anything was changed since."""
        commit, changes = (
            subprocess.run(
                ["git", "-C", self.place, *words],  # noqa: S607 (git is where the shell finds it)
                capture_output=True,
                text=True,
                check=False,
            ).stdout.strip()
            for words in (("rev-parse", "--short", "HEAD"), ("status", "--porcelain", "-uno"))
        )
        return f"{commit or 'no commit'}{' with changes' if changes else ''}"


def checkout_at(place: Path) -> Checkout:
    """Raises NotSetUp where its command is missing, or would run the program of another folder."""
    checkout = Checkout(place.resolve())
    if not checkout.questionnaire.exists():
        raise NotSetUp(f"{place} has no .venv/bin/questionnaire: run .ci/set-up in it")
    found = subprocess.run(
        [checkout.python, "-P", "-c", WHERE], capture_output=True, text=True, check=False
    ).stdout.strip()
    if not Path(found).is_relative_to(checkout.place):
        raise NotSetUp(f"{place}/.venv runs the program of {found}: run .ci/set-up in {place}")
    return checkout


def compile_anew(into: Path) -> None:
    """One checkout may hold compiled modules where the other does not: neither's own are used.

    Whatever is started from here on writes what it compiles into a folder, while it warms up.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(into)


def processor_seconds(session: int) -> float:
    """What every process of a session has used so far, and their children that have ended."""
    return sum(_seconds(pid) + ended for pid, ended in _processes(session))


def memory(session: int) -> float:
    """Megabytes that every process of a session has in use now, shared ones counted by each."""
    pids = [pid for pid, _ in _processes(session)]
    return sum(_resident(pid) for pid in pids) / 2**20


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:  # it ended just now
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _processes(session: int) -> Iterator[tuple[int, float]]:
    """Each process of a session, with the seconds of its ended children."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended just now
            continue
        if int(fields[3]) == session:
            ended = int(fields[13]) + int(fields[14])
            yield int(stat.parent.name), ended / os.sysconf("SC_CLK_TCK")


def _seconds(pid: int) -> float:
    """By the clock that the kernel keeps for every process: /proc itself counts in steps of 10 ms."""
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError:  # it ended just now
        return 0.0
