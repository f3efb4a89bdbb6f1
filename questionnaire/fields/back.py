"""The drawing of a back: where on it each place of the pain lies, and each level of the spine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean

from rules.questions.places import PLACES


@dataclass(frozen=True)
class Band:
    """A place of the pain, as a strip across the drawing."""

    place: str
    top: int
    height: int


# From the top down, in units of the drawing: each is 44 pixels high or more where it is pressed.
_HEIGHTS = (44, 54, 44, 44, 44, 44, 68)
_FIRST = 56
BANDS = tuple(
    Band(place, _FIRST + sum(_HEIGHTS[:number]), height)
    for number, (place, height) in enumerate(zip(PLACES, _HEIGHTS, strict=True))
)


def _heights() -> Mapping[str, float]:
    """A level that two places share lies where they meet."""
    found: dict[str, list[float]] = {}
    for band in BANDS:
        levels = PLACES[band.place]
        for number, level in enumerate(levels):
            found.setdefault(level, []).append(
                band.top + band.height * (number + 0.5) / len(levels)
            )
    return {level: round(mean(heights), 1) for level, heights in found.items()}


HEIGHT_OF: Mapping[str, float] = _heights()
"""How far down the drawing each level of the spine lies; another bone lies nowhere on it."""
