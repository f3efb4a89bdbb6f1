"""Timed on one core, in processor time: what the neighbours on a shared machine do counts little."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from statistics import median
from time import monotonic, process_time
from typing import TypeVar

from rules.language.logic.case import Case

Subject = TypeVar("Subject")
BATCH = 500  # so many are timed at once, and then the bar moves on


@dataclass(frozen=True)
class Timing:
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


def timed(
    does: str,
    work: Callable[[Subject], object],
    subjects: Iterable[Subject],
    count: int,
    starts_from: str = "",
) -> Timing:
    """How long the work takes on so many subjects. Making them is not timed; a bar is shown.

    A case is taken as new, and let go once it is done, with all that was worked out of it.
    """
    seconds = 0.0
    for batch in _with_bar(does, iter(subjects), count):
        new = [_as_new(subject) for subject in batch]
        began = process_time()
        while new:
            work(new.pop())
        seconds += process_time() - began
    return Timing(does, count, seconds, starts_from)


def _as_new(subject: Subject) -> Subject:
    return replace(subject) if isinstance(subject, Case) else subject


def each_timed(
    does: str, work: Callable[[Subject], object], subjects: Sequence[Subject]
) -> list[float]:
    """Milliseconds for each subject by itself."""
    return [timed(does, work, [subject], 1).each / 1000 for subject in subjects]


def middle_and_worst(milliseconds: Sequence[float]) -> str:
    return f"median {median(milliseconds):.1f} ms, slowest {max(milliseconds):.1f} ms"


def _with_bar(does: str, subjects: Iterator[Subject], count: int) -> Iterator[list[Subject]]:
    """The subjects in batches; on a screen, a bar says how far it is."""
    began, shown = monotonic(), sys.stderr.isatty() and count > 1
    for start in range(0, count, BATCH):
        yield list(islice(subjects, min(BATCH, count - start)))
        done = min(start + BATCH, count)
        if shown:
            bar = "#" * (20 * done // count)
            sys.stderr.write(f"\r{does[:50]:50} [{bar:20}] {monotonic() - began:5.1f} s")
    if shown:
        sys.stderr.write("\n")
