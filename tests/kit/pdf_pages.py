"""The words of a PDF, a text a page, as somebody who copies them out would get them."""

from __future__ import annotations

import io
import re
from typing import cast

import pikepdf

SHOWN = frozenset(("Tj", "TJ"))
BEGUN = frozenset(("BDC", "BMC"))
MOVED = frozenset(("Tm", "Td", "T*", "ET"))


def words_by_page(content: bytes, *, repeated: bool | None = None) -> list[str]:
    """What stands on each page, its words parted by one space each.

    `repeated` asks for what each page has anew alone (head, foot, the head of a table), or for what
    a screen reader reads, which is all else.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [_words(page, repeated) for page in pdf.pages]


def _words(page: pikepdf.Page, repeated: bool | None) -> str:
    fonts = {str(name): _letters(font) for name, font in page.Resources.Font.items()}
    letters: dict[int, str] = {}
    said: list[str] = []
    within: list[str] = []  # the marks around what is shown, the outermost first
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in BEGUN:
            within.append(str(operands[0]))
        elif str(operator) == "EMC":
            within.pop()
        elif (
            repeated is not None and str(operator) in SHOWN and repeated != ("/Artifact" in within)
        ):
            continue
        elif str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in SHOWN:
            said.append(_said(operands[0], letters))
        elif str(operator) in MOVED:
            said.append(" ")
    return " ".join("".join(said).split())


def _said(shown: pikepdf.Object, letters: dict[int, str]) -> str:
    parts = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    pairs = zip(codes[::2], codes[1::2], strict=True)
    return "".join(letters.get(256 * high + low, "") for high, low in pairs)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """Which letters each code of a font stands for."""
    table = cast("bytes", font.ToUnicode.read_bytes()).decode("ascii")
    found = re.findall(r"^<(\w{4})> <(\w+)>$", table, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(said).decode("utf-16-be") for code, said in found}
