"""What looks the same is the same: record numbers and names as they are compared, never as they are shown."""

from __future__ import annotations

import unicodedata

APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼʻʹʾʿ′`´"))  # left out: O’Brien is OBrien
# Letters that come apart into no plain one and a mark.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def record_number_form(number: str) -> str:
    """A record number without signs, spaces, widths and capitals: its letters and figures alone.

    One of nothing but signs keeps them: no two of those are the same.
    """
    told = _folded(number)
    return "".join(_figure(one) for one in told if one.isalnum()) or "".join(told.split())


def name_form(name: str) -> str:
    """A name in small plain letters, a space between words: "Zoë O’Brien-Smith" is "zoe obrien smith"."""
    apart = unicodedata.normalize("NFKD", _folded(name.translate(APOSTROPHES)))
    unmarked = "".join(one for one in apart if not unicodedata.combining(one))
    plain = unicodedata.normalize("NFKC", unmarked).translate(PLAIN)
    return " ".join("".join(one if _is_of_a_word(one) else " " for one in plain).split())


def has_a_word(text: str) -> bool:
    """Whether a name or a record number has a letter or a figure. Signs alone tell nobody from anybody."""
    return bool(name_form(text))


def _folded(text: str) -> str:
    """Widths, capitals and marks without width folded."""
    seen = "".join(one for one in text if unicodedata.category(one) != "Cf")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())


def _figure(one: str) -> str:
    """A figure of any script as 0 to 9."""
    figure = unicodedata.decimal(one, None)
    return one if figure is None else str(figure)


def _is_of_a_word(one: str) -> bool:
    return one.isalnum() or unicodedata.category(one).startswith("M")
