"""What a file is made of, and the words in it, as the program that opens it would read them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from unicodedata import category

import pikepdf

from questionnaire.exports.spreadsheet import FORMULA
from questionnaire.typesetting.letters import printable
from tests.kit.markup import parsed
from tests.kit.pdf_pages import words_by_page


class Read(NamedTuple):
    """What a file or a page is made of, its words, and how what was typed stands in it, letter by letter."""

    parts: Iterable[str]
    words: Iterable[str]
    written: Callable[[str], str] = str
    is_counted: bool = (
        True  # how often words stand on paper hangs on how they are broken into pages
    )


def words_of(content: bytes, mimetype: str) -> Read:
    """A file read as its kind is."""
    match mimetype:
        case "application/json":
            parts = list(_json(json.loads(content)))
            return Read([path for path, _ in parts], [words for _, words in parts])
        case "text/csv":
            return _table(content.decode("utf-8-sig"))
        case "application/pdf":
            read = "".join(words_by_page(content, repeated=False))
            words = [read, *words_by_page(content, repeated=True)]
            return Read(_live(content), map(_in_one, words), _on_paper, is_counted=False)
        case "text/html":
            page = parsed(content.decode())
            return Read([one.name for one in page.all()], [page.text])
        case _:
            lines = content.decode().splitlines()
            return Read([str(len(lines))], lines)


def _json(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value, by its keys."""
    match value:
        case dict():
            for key, one in value.items():
                yield from _json(one, f"{path}.{key}")
        case list():
            for one in value:
                yield from _json(one, f"{path}[]")
        case _:
            yield path, str(value)


def _table(text: str) -> Read:
    """A table: each row as many cells as its heading, and no cell that a spreadsheet runs."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    cells = [cell for row in rows for cell in row]
    live = [cell for cell in cells if cell.lstrip().startswith(FORMULA)]
    assert not live, f"a spreadsheet runs {live}"
    return Read([str(len(row)) for row in rows], [one for cell in cells for one in _values(cell)])


def _on_paper(text: str) -> str:
    """What has a shape: a mark that joins letters or turns them round has none."""
    return "".join(letter for letter in printable(text) if category(letter) != "Cf")


def _in_one(text: str) -> str:
    """A line is broken in the middle of a word where it must be."""
    return "".join(text.split())


def _values(cell: str) -> list[str]:
    """What a cell says: a value may stand in it as JSON."""
    try:
        return [words for _, words in _json(json.loads(cell))]
    except ValueError:
        return [cell]


def _live(content: bytes) -> Iterator[str]:
    """What a PDF does when it is opened or pressed: nothing, but for the addresses of sources."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        yield from sorted(str(key) for key in pdf.Root)
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        yield from sorted({str(note.A) for note in notes if "/A" in note})
