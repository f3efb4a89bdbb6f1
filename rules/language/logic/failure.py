"""A fault of the program in working out one thing, held where it happened: the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from traceback import format_tb
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Failure:
    """What could not be worked out, and by which kind of error. It holds no value that was given."""

    key: str  # for the log: "documented_indications.s5_no_relief"
    name: str  # for people: "S5 No relief"
    error: str  # the kind of error alone: its message may quote what a patient typed
    where: str = ""  # lines of our own code
    reads: tuple[str, ...] = ()  # what it is worked out from, as staff call it

    def __str__(self) -> str:
        return f"{self.key} ({self.error})"


def attempt(
    key: str, name: str, work: Callable[Given, Outcome], *args: Given.args, **named: Given.kwargs
) -> Outcome | Failure:
    """What some work comes to, or how it failed."""
    try:
        return work(*args, **named)
    # Whatever one typed text makes the rules raise must not keep everything else from being read.
    # Nothing is hushed up: a failure stands on the page, and in the log with its place.
    except Exception as error:  # noqa: BLE001
        where = "".join(format_tb(error.__traceback__))
        return Failure(key, name, type(error).__name__, where)
