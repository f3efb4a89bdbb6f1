"""SQLite's log of commits beside its file, read change by change: what SQLite passes over in silence.

Where a change does not fit, SQLite takes it for the end, and all that was committed after it is gone.
The format: https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from struct import Struct, unpack
from typing import TypeAlias

HEAD, CHANGE = Struct(">IIIIIIII"), Struct(">IIIIII")
SUMMED_OF_HEAD, SUMMED_OF_CHANGE = 24, 8
ORDERS = {0x377F0682: "<", 0x377F0683: ">"}
MOMENT = 0.3  # seconds: what a server beside us is writing just now is whole by then

Sums: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class LogFault:
    """What does not fit in a log of commits."""

    line: str
    at_the_end: bool
    """Whether nothing follows: it may be a change that a power cut interrupted, of which nobody was told."""


def fault_in_log(database: Path) -> LogFault | None:
    """What does not fit in the log beside a database's file, the file itself not opened."""
    found = _fault(database)
    if found is None:
        return None
    time.sleep(MOMENT)
    return found if _fault(database) == found else None


def _fault(database: Path) -> LogFault | None:
    path = database.with_name(f"{database.name}-wal")
    content = b""
    with suppress(OSError):  # mostly there is none; what else it is, opening it tells
        content = path.read_bytes()
    if len(content) < HEAD.size:
        return None
    order, size, salts, sums = _head(content)
    if not order:
        return LogFault(f"{path} is damaged where it begins", at_the_end=False)
    whole = [*_changes(content, order, size, salts, sums)]
    if all(whole):
        return None
    first = whole.index(False) + 1
    where = f"{path} does not fit at change {first} of {len(whole)}"
    return LogFault(where, at_the_end=first == len(whole))


def _head(content: bytes) -> tuple[str, int, bytes, Sums]:
    magic, _, size, _, _, _, *sums = HEAD.unpack_from(content)
    order = ORDERS.get(magic, "")
    if not order or _summed(order, (0, 0), content[:SUMMED_OF_HEAD]) != tuple(sums):
        return "", 0, b"", (0, 0)
    return order, size, content[16:24], (sums[0], sums[1])


def _changes(content: bytes, order: str, size: int, salts: bytes, sums: Sums) -> Iterator[bool]:
    """Of each change of this round of the log whether it fits to the one before it."""
    step = CHANGE.size + size
    starts = range(HEAD.size, len(content) - step + 1, step)
    ours = [start for start in starts if _is_of_round(content[start + 8 : start + 16], salts)]
    for start in range(HEAD.size, ours[-1] + 1 if ours else 0, step):
        *_, first, second = CHANGE.unpack_from(content, start)
        summed = content[start : start + SUMMED_OF_CHANGE] + content[start + 24 : start + step]
        fits = _summed(order, sums, summed) == (first, second)
        yield fits and content[start + 8 : start + 16] == salts
        sums = first, second


def _is_of_round(found: bytes, salts: bytes) -> bool:
    """What is left of an earlier round has two other salts; a damaged byte alters one of them."""
    return found[:4] == salts[:4] or found[4:] == salts[4:]


def _summed(order: str, sums: Sums, content: bytes) -> Sums:
    one, other = sums
    numbers = iter(unpack(f"{order}{len(content) // 4}I", content))
    for left, right in zip(numbers, numbers, strict=True):
        one = (one + left + other) & 0xFFFFFFFF
        other = (other + right + one) & 0xFFFFFFFF
    return one, other
