"""What can have been done to a record, past the program that keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Tampering(Enum):
    """What was done to an entry of the trail, or to a row that it tells of."""

    CHANGED = "changed"
    DELETED = "deleted"
    PUT_IN = "put in"
    MOVED = "moved"
    CUT = "cut off"
    EMPTIED = "emptied"


@dataclass(frozen=True)
class Discrepancy:
    """One thing that was done, and the sentence that names it."""

    what: Tampering
    said: str
    entry: int | None = None
    """The number of the entry, where it was done to one."""

    def __str__(self) -> str:
        return self.said


class Faults:
    """The faults found so far: the first of them named, the others counted."""

    NAMED = 1000  # whoever has emptied a table is not told of by a million lines

    def __init__(self) -> None:
        self._named: list[Discrepancy] = []
        self.count = 0

    def add(self, what: Tampering, said: str, entry: int | None = None) -> None:
        self.count += 1
        if self.count <= self.NAMED:
            self._named.append(Discrepancy(what, said, entry))

    def __iter__(self) -> Iterator[Discrepancy]:
        return iter(self._named)

    @property
    def unnamed(self) -> int:
        """How many there are besides those named."""
        return self.count - len(self._named)
