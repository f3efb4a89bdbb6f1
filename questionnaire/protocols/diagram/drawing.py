"""The few things that a picture is made of: text, boxes, lines, and one put below the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from questionnaire.protocols.diagram.lettering import lines

SIZE = 14
LINE = 19
BASELINE = 14  # from the top of a line down to where its letters stand


@dataclass(frozen=True)
class Drawn:
    """Something drawn from its own upper left corner, and how far down it reaches."""

    marks: str
    height: float


def text(says: str, room: float, look: str = "", *, bold: bool = False) -> Drawn:
    """Words in as many lines as they need."""
    broken = lines(says, room, SIZE, bold=bold)
    spans = " ".join(
        f'<tspan x="0" y="{BASELINE + number * LINE}">{escape(line)}</tspan>'
        for number, line in enumerate(broken)
    )
    looks = " ".join(filter(None, ("heavy" if bold else "", look)))
    named = f' class="{looks}"' if looks else ""
    return Drawn(f"<text{named}>{spans}</text>", len(broken) * LINE)


def box(width: float, height: float, look: str) -> str:
    """A box with round corners."""
    return f'<rect class="{look}" width="{_plain(width)}" height="{_plain(height)}" rx="7"/>'


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    """A straight line."""
    ends = zip(("x1", "y1", "x2", "y2"), (x1, y1, x2, y2), strict=True)
    places = " ".join(f'{name}="{_plain(place)}"' for name, place in ends)
    return f'<line class="{look}" {places}/>'


def at(x: float, y: float, drawn: Drawn) -> str:
    """Something drawn, moved to its place."""
    return f'<g transform="translate({_plain(x)} {_plain(y)})">{drawn.marks}</g>'


def stacked(parts: Iterable[Drawn], gap: float = 0) -> Drawn:
    """Things one below the other."""
    marks, down = "", 0.0
    for part in parts:
        marks += at(0, down, part)
        down += part.height + gap
    return Drawn(marks, max(0, down - gap))


def _plain(number: float) -> str:
    return f"{number:g}"
