"""How a CSV file is written so that any spreadsheet opens it, and none runs it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

MIMETYPE = "text/csv; charset=utf-8"
# A cell that begins so is run as a formula by spreadsheets, the wide forms too.
FORMULA = tuple("=+-@|\t\r\n＝＋－＠")


def spreadsheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file: UTF-8 with a mark, one header, and no cell that a spreadsheet runs."""
    return b"".join(spreadsheet_lines(header, rows))


def spreadsheet_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The same line by line, each as soon as its row is there."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    yield _taken(text).encode("utf-8-sig")
    for row in rows:
        writer.writerow([_guarded(cell) for cell in row])
        yield _taken(text).encode()


def _taken(text: StringIO) -> str:
    """What was written since it was last taken."""
    written = text.getvalue()
    text.seek(0)
    text.truncate()
    return written


def _guarded(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
