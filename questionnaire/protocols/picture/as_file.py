"""The picture as a file: an SVG that Typst sets from the template beside this module."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from html import escape
from pathlib import Path

from questionnaire.protocols.picture.blocks import Block, Picture, picture_of
from questionnaire.typesetting.press import PRESS
from rules.language.words.document import Document

TEMPLATE = Path(__file__).with_name("picture.typ")


def as_file(document: Document) -> str:
    """The picture under the protocol's title. Its letters are drawn: it looks the same anywhere."""
    made = PRESS.typeset(TEMPLATE, words_in(document), {"format": "svg"})
    return _told(made.decode(), document.protocol.title, picture_of(document))


def words_in(document: Document) -> str:
    """What the template sets: all words of the picture, as JSON."""
    protocol = document.protocol
    said = {"title": protocol.title, "edition": protocol.edition, **asdict(picture_of(document))}
    return json.dumps(said, ensure_ascii=False)


def _told(svg: str, title: str, whole: Picture) -> str:
    """Drawn letters say nothing to a screen reader or a search, so a title and all words go with them."""
    start, end, rest = svg.partition(">")
    words = "\n".join(map(escape, _in_words(whole)))
    return (
        f'{start} role="img" aria-labelledby="title" aria-describedby="words"{end}'
        f'<title id="title">How it combines: {escape(title)}</title><desc id="words">{words}</desc>'
        f"{rest}"
    )


def _in_words(whole: Picture) -> Iterator[str]:
    """Each box by its name, with what it holds."""
    yield whole.combined
    if whole.pathway:
        yield f"{whole.pathway.name}, when: {whole.pathway.clause.on_one_line}."
    yield from map(_block, (*whole.needed, *whole.listed))


def _block(block: Block) -> str:
    only = f" (only when {block.only_when.on_one_line})" if block.only_when else ""
    return f"{block.name}{only}: {block.clause.on_one_line}."
