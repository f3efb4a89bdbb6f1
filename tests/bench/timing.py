"""Timed on one core, in processor time: what the neighbours on a shared machine do counts little."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from time import monotonic, process_time
from typing import TypeVar

Subject = TypeVar("Subject")
BATCH = 500  # so many are timed at once, and then the bar moves on


@dataclass(frozen=True)
class Row:
    """One line of the table: what was done, how often, and in how many seconds of processor time."""

    does: str
    count: int
    seconds: float
    starts_from: str

    @property
    def each(self) -> float:
        """Microseconds for one."""
        return self.seconds / self.count * 1e6

    @property
    def a_second(self) -> float:
        return self.count / self.seconds


def on_one_core() -> None:
    """Keep to the first core that we may use. Does nothing where the system cannot."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def machine() -> str:
    """Cores and Python, and no name of any machine."""
    version = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores, one used; {platform.system()} {platform.machine()}; {version}"


def timed(
    does: str, work: Callable[[Subject], object], subjects: Sequence[Subject], starts_from: str = ""
) -> Row:
    """How long the work takes on all subjects, with a bar on the screen."""
    seconds = 0.0
    for batch in _with_bar(does, subjects):
        began = process_time()
        for subject in batch:
            work(subject)
        seconds += process_time() - began
    return Row(does, len(subjects), seconds, starts_from)


def each_timed(
    does: str, work: Callable[[Subject], object], subjects: Sequence[Subject]
) -> list[float]:
    """Milliseconds for each subject by itself."""
    return [timed(does, work, [subject]).each / 1000 for subject in subjects]


def middle_and_worst(milliseconds: Sequence[float]) -> str:
    return f"median {median(milliseconds):.1f} ms, slowest {max(milliseconds):.1f} ms"


def _with_bar(does: str, subjects: Sequence[Subject]) -> Iterator[Sequence[Subject]]:
    """The subjects in batches; on a screen, a bar says how far it is."""
    began = monotonic()
    for start in range(0, len(subjects), BATCH):
        yield subjects[start : start + BATCH]
        done = min(start + BATCH, len(subjects))
        if sys.stderr.isatty():
            bar = "#" * (20 * done // len(subjects))
            sys.stderr.write(f"\r{does[:50]:50} [{bar:20}] {monotonic() - began:5.1f} s")
    if sys.stderr.isatty() and len(subjects) > 1:
        sys.stderr.write("\n")
