"""How a CSV file is written so that any spreadsheet opens it, and none runs it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

MIMETYPE = "text/csv; charset=utf-8"
# A cell that begins so is run as a formula by spreadsheets, the wide forms too.
FORMULA = tuple("=+-@|\t\r\n＝＋－＠")


def spreadsheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file: UTF-8 with a mark, one header, and no cell that a spreadsheet runs."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
