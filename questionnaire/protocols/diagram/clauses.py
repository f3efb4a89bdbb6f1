"""A condition as a picture: what is needed together hangs on one line, and what is enough on another."""

from __future__ import annotations

from questionnaire.protocols.diagram.drawing import LINE, Drawn, at, line, stacked, text
from rules.language.words.prose import Clause

INDENT = 22
MARK = 9
GAP = 4


def drawn(clause: Clause, room: float) -> Drawn:
    """A condition: one line of words, or a word that says how many of its parts it takes, and them."""
    if not clause.parts:
        return text(clause.says, room)
    kind = "all" if clause.joined_by == "and" else "any"
    parts = [drawn(part, room - INDENT) for part in clause.parts]
    return stacked([text(f"{clause.says}:", room, "quiet", bold=True), _hung(parts, kind)], 2)


def _hung(parts: list[Drawn], kind: str) -> Drawn:
    """Parts one below the other, each with its mark, on the line that joins them."""
    marks, tops, down = "", list[float](), 0.0
    for part in parts:
        tops.append(down + LINE / 2)
        marks += at(INDENT, down, part)
        down += part.height + GAP
    rail = line(MARK / 2, tops[0], MARK / 2, tops[-1], f"rail {kind}")
    marked = "".join(at(0, top - MARK / 2, _mark(kind)) for top in tops)
    return Drawn(rail + marked + marks, down - GAP)


def _mark(kind: str) -> Drawn:
    """A square where all are needed, as on a list to tick; a round one where any is enough."""
    corner = 1 if kind == "all" else MARK / 2
    shape = f'<rect class="mark {kind}" width="{MARK}" height="{MARK}" rx="{corner:g}"/>'
    return Drawn(shape, MARK)
