"""A picture of a protocol from top to bottom: what is needed, what comes of it, what stands beside."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.protocols.diagram import clauses
from questionnaire.protocols.diagram.blocks import Block, listed, needed
from questionnaire.protocols.diagram.drawing import LINE, Drawn, at, box, line, stacked, text
from rules.language.words.document import INFORMATION, Document

PADDING = 10
NAME = 180  # the room for a name that stands beside what it holds
JOINT = 22  # from one box down to the next
AXIS = 24  # how far in the line from box to box runs
ROOM_FOR_TWO = 500  # narrower than that, a name stands above what it holds

OUTCOMES = (
    ("met", "✓ Met", "All that apply are met."),
    ("not-met", "✕ Not met", "Any one is not met."),
    ("open", "? Cannot tell", "Something is open."),
)


def picture(document: Document, width: float) -> Iterator[Drawn]:
    """The parts of the picture, one below the other."""
    if document.pathway_when:
        yield from _pathway(document, width)
    if blocks := needed(document):
        yield from _together(blocks, width)
        yield Drawn("", JOINT if listed(document) else 0)
    if blocks := listed(document):
        yield _heading(_each_alone(document), width)
        yield from _side_by_side(blocks, width)


def _pathway(document: Document, width: float) -> Iterator[Drawn]:
    room = width - 2 * PADDING
    said = [
        text(document.protocol.pathway, room, bold=True),
        text("This heads the result, and is no refusal, when:", room, "quiet"),
    ]
    if document.pathway_when:
        said.append(clauses.drawn(document.pathway_when, room))
    yield _boxed(stacked(said, 2), width, "aside")
    yield Drawn("", JOINT)


def _together(blocks: tuple[Block, ...], width: float) -> Iterator[Drawn]:
    yield _heading("All of these that apply are needed", width)
    for number, block in enumerate(blocks):
        if number:
            yield _joint("and")
        yield _card(block, width)
    yield _joint("")
    yield _outcomes(width)


def _side_by_side(blocks: tuple[Block, ...], width: float) -> Iterator[Drawn]:
    for number, block in enumerate(blocks):
        yield Drawn("", PADDING if number else 0)
        yield _card(block, width)


def _each_alone(document: Document) -> str:
    if document.combined == INFORMATION:
        return "Each trial by itself: whom it took in"
    return "Each by itself: nothing is added up"


def _heading(says: str, width: float) -> Drawn:
    said = text(says, width, bold=True)
    return Drawn(said.marks, said.height + PADDING / 2)


def _joint(says: str) -> Drawn:
    middle = (JOINT - LINE) / 2
    word = at(AXIS + 8, middle, text(says, 60, "quiet")) if says else ""
    return Drawn(line(AXIS, 0, AXIS, JOINT, "joint") + word, JOINT)


def _card(block: Block, width: float) -> Drawn:
    """A box with its name beside what it holds, or above it where there is no room."""
    if width < ROOM_FOR_TWO:
        name = text(block.name, width - 2 * PADDING, bold=True)
        return _boxed(stacked([name, _inside(block, width - 2 * PADDING)], 4), width, "card")
    name = text(block.name, NAME - 2 * PADDING, bold=True)
    inside = _inside(block, width - NAME - 2 * PADDING)
    height = max(name.height, inside.height) + 2 * PADDING
    marks = (
        box(width, height, "card"),
        line(NAME, 0, NAME, height, "divide"),
        at(PADDING, PADDING, name),
        at(NAME + PADDING, PADDING, inside),
    )
    return Drawn("".join(marks), height)


def _inside(block: Block, room: float) -> Drawn:
    parts: list[Drawn] = []
    if block.only_when:
        parts += [text("Only when:", room, "quiet", bold=True)]
        parts += [clauses.drawn(block.only_when, room), Drawn("", 6)]
    parts.append(clauses.drawn(block.clause, room))
    if block.left_to_words:
        parts.append(
            text(f"{block.left_to_words} checks: see the protocol in words", room, "quiet")
        )
    return stacked(parts)


def _boxed(inside: Drawn, width: float, look: str) -> Drawn:
    height = inside.height + 2 * PADDING
    return Drawn(box(width, height, look) + at(PADDING, PADDING, inside), height)


def _outcomes(width: float) -> Drawn:
    """What comes of it, side by side where there is room."""
    if width < ROOM_FOR_TWO:
        return stacked((_outcome(*one, width) for one in OUTCOMES), 6)
    each = (width - 2 * PADDING) / len(OUTCOMES)
    drawn = [_outcome(*one, each) for one in OUTCOMES]
    marks = (at(number * (each + PADDING), 0, one) for number, one in enumerate(drawn))
    return Drawn("".join(marks), max(one.height for one in drawn))


def _outcome(look: str, name: str, when: str, width: float) -> Drawn:
    room = width - 2 * PADDING
    return _boxed(stacked([text(name, room, bold=True), text(when, room)]), width, look)
