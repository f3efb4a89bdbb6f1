"""How the criteria of a protocol combine, as a picture (SVG) with a title and a description."""

from __future__ import annotations

from functools import cache
from html import escape

from markupsafe import Markup

from questionnaire.protocols.diagram.blocks import Block, listed, needed
from questionnaire.protocols.diagram.drawing import Drawn, stacked
from questionnaire.protocols.diagram.picture import picture
from questionnaire.store.folders import STATIC
from rules.language.words.document import Document

STYLE = STATIC / "diagram.css"
WIDE, NARROW = 720, 340
A_PAGE = 1000  # what is taller has a sheet of paper to itself


def on_a_page(document: Document) -> Markup:
    """The picture for a page that has the words beside it: one for a desk and paper, one for a phone."""
    brief = f"{document.combined} In words below."
    pictures = (
        _svg(document, width, f"diagram {look}", brief)
        for width, look in ((WIDE, "wide"), (NARROW, "narrow"))
    )
    return Markup("".join(pictures))  # noqa: S704 (our own marks; every word in them is escaped)


def alone(document: Document) -> str:
    """The picture as a file of its own, with its looks in it and all of it in words."""
    return _svg(document, WIDE, "diagram", in_words(document), f"<style>{looks()}</style>")


def in_words(document: Document) -> str:
    """The picture in words: each box by its name, with what it holds."""
    return "\n".join((document.combined, *map(_block_in_words, _blocks(document))))


@cache
def looks() -> str:
    """The style sheet that all pictures share."""
    return STYLE.read_text(encoding="utf-8")


def _blocks(document: Document) -> tuple[Block, ...]:
    return (*needed(document), *listed(document))


def _block_in_words(block: Block) -> str:
    only = f" (only when {block.only_when.on_one_line})" if block.only_when else ""
    return f"{block.name}{only}: {block.clause.on_one_line}."


def _svg(document: Document, width: int, look: str, description: str, style: str = "") -> str:
    drawn: Drawn = stacked(picture(document, width))
    ids = f"picture-{width}"
    look += " tall" if drawn.height > A_PAGE else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{look}" role="img" '
        f'viewBox="-1 -1 {width + 2} {drawn.height + 2:g}" preserveAspectRatio="xMinYMin" '
        f'aria-labelledby="{ids}-title" aria-describedby="{ids}-words">'
        f'<title id="{ids}-title">How it combines: {escape(document.protocol.title)}</title>'
        f'<desc id="{ids}-words">{escape(description)}</desc>'
        f"{style}{drawn.marks}</svg>\n"
    )
