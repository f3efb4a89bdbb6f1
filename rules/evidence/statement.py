"""A statement that must be read beside a result, short and in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rules.language.criteria.sources import Source, Verified

LONGEST_BRIEF: Final = 110  # characters: one line of the face sheet


@dataclass(frozen=True)
class Statement:
    """Something to be read beside a result: `brief` for the face sheet, `text` where there is room.

    `how_far` is that of its least checked part.
    """

    brief: str
    text: str
    sources: tuple[Source, ...]
    how_far: Verified
