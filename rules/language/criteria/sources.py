"""What a published source is, and how far it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Verified(Enum):
    """How far what we say of a source was checked."""

    READ = "read in the source's own text"
    SECOND_HAND = "read in a second-hand page"
    FROM_MEMORY = "not checked against the source"
    PROJECT = "a choice of this project; no source gives a figure"


@dataclass(frozen=True)
class Source:
    """A published source: where a criterion or a figure comes from."""

    key: str
    title: str
    organisation: str
    year: int | None
    identifier: str
    link: str
    checked: date | None  # the day somebody last read it
    how_far: Verified
