"""The pieces of a medicine written in one line: each understood whole by who reads it alone, or unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from rules.language.logic.numbers import Either, is_open_ended, plain_letters, read_number
from rules.language.logic.relations import Range
from rules.medicines.filler_words import COUNTED, FORMS, REGULARLY, SAID_AROUND, WHEN_NEEDED
from rules.medicines.forms import WRITTEN_FORMS
from rules.medicines.how_often import (
    TIMES,
    read_days_between,
    read_times,
    says_how_many_a_day,
)
from rules.medicines.names import BY_SQUASHED, squashed, words_of
from rules.medicines.strength import (
    HOURS,
    MILLILITRES,
    PER,
    UNITS,
    read_strength,
)

MOST_TOGETHER = 9  # tokens of one piece: "no more than 4 times in 24 hours"
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d+(?:[.,'’/]\d+)*|\S")
_CHANGED = re.compile(r"(?:changed|change|changing|replaced|a new one|new patch) (.+)")
_PATCH_OF = re.compile(r"(\d+)[ -]?(hour|day)(?:s|ly)? (patch|patches|plaster|plasters)")
_ONE_DAILY = re.compile(r"(?:1|one) (?:(?:a|per|each|every) day|daily)")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SINCE = re.compile(
    rf"since (?:about |around |last |early |late )?(?:(?:{_MONTHS})[a-z]* ?)?(?:19\d\d|20\d\d|year)?"
)
_FOR_SO_LONG = re.compile(
    r"for (?:about |around |over |nearly |the last )?(\S+) (?:days?|weeks?|months?|years?)"
)
# "2,4 times" is 2, four times; "0,5" and "1,25 mg" are as people write them who write a comma so.
_MAY_BE_TWO = re.compile(r"(?<![\d.,])[1-9],(?!5\b|25\b|50\b|75\b|\d{3}\b)\d")
_FRACTIONS = frozenset(("1/2", "1/3", "2/3", "1/4", "3/4"))
_UNCOUNTED = frozenset(("dose", "doses"))
_OF_A_STRENGTH = frozenset((*UNITS, *MILLILITRES, *HOURS, *PER, "x", "of"))
_JOINS = frozenset(("and", "plus", "with", "+", "&", "/"))
# What makes a number behind a name a part of what follows: "Tylenol 3 times a day".
_COUNTS = frozenset(
    (*UNITS, *MILLILITRES, *COUNTED, "x", "×", "time", "times", "a", "per", "daily")
)


class PieceKind(Enum):
    """What a piece says."""

    NAME = "a name on record"
    FORM = "a form"
    SALT = "a salt or a release, which may belong to the name"
    STRENGTH = "a strength with its unit"
    PAIR = "the strengths of a combined medicine, bare"
    VOLUME = "so many ml"
    COUNT = "so many tablets"
    NUMBER = "a number alone"
    TIMES = "how often"
    ONE_DAILY = "one a day"
    CHANGED = "how often a patch is changed"
    WHEN_NEEDED = "when needed"
    REGULAR = "regularly"
    AROUND = "what changes nothing of these"
    JOIN = "and, with"
    MARK = "a comma, a full stop"
    UNKNOWN = "not understood"


@dataclass(frozen=True)
class Piece:
    """One of them as it was written, and where in the line it stands."""

    kind: PieceKind
    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        return plain_letters(self.text)


def pieces_of(line: str) -> list[Piece]:
    """The whole of a line in pieces, from left to right, each as long as can be understood."""
    return [*_pieces(line, [*_TOKEN.finditer(line)])]


def _pieces(line: str, tokens: Sequence[re.Match[str]]) -> Iterator[Piece]:
    at = 0
    while at < len(tokens):
        piece, length = _longest(line, tokens[at:])
        yield piece
        at += length


def _longest(line: str, tokens: Sequence[re.Match[str]]) -> tuple[Piece, int]:
    start = tokens[0].start()
    for length in range(min(len(tokens), MOST_TOGETHER), 0, -1):
        end = tokens[length - 1].end()
        text = line[start:end]
        after = tokens[length][0].casefold() if length < len(tokens) else ""
        if kind := _kind(text, after):
            return Piece(kind, text, start, end), length
    return Piece(PieceKind.UNKNOWN, tokens[0][0], start, tokens[0].end()), 1


def _kind(text: str, after: str) -> PieceKind | None:
    """What a text says, the whole of it; None where that is nothing known."""
    plain = plain_letters(text)
    if _MAY_BE_TWO.search(plain):
        return None
    if len(text) > 1 and not (text[0].isalnum() and (text[-1].isalnum() or text[-1] == "%")):
        return None  # a comma behind it, or a bracket before it, belongs to no piece
    if _is_name(text, after):
        return PieceKind.NAME
    return next((kind for kind, is_one in _READERS.items() if is_one(plain)), None)


def _is_name(text: str, after: str) -> bool:
    words = words_of(text)  # without how often: "tylenol" of "Tylenol 3 times"
    if not words or not plain_letters(text).endswith(words[-1]):
        return False
    counts = words[-1].isdigit() and after in _COUNTS
    return not counts and squashed(words) in BY_SQUASHED


def _is_strength(plain: str) -> bool:
    words = re.findall(r"[^\W\d_]+", plain)
    ends_well = plain.endswith("%") or (words and words[-1] in _OF_A_STRENGTH - PER - {"x", "of"})
    if not ends_well or not all(_is_of_a_strength(word) for word in words):
        return False
    found = read_strength(plain)
    return found is not None and found.unit is not None and found.times is None


def _is_of_a_strength(word: str) -> bool:
    return word in _OF_A_STRENGTH or word in COUNTED or read_number(word) is not None


def _is_pair(plain: str) -> bool:
    if re.search(r"[a-z]", plain) or plain in _FRACTIONS:
        return False
    found = read_strength(plain)
    return found is not None and found.unit is None and len(found.numbers) > 1


def _is_volume(plain: str) -> bool:
    return _counts(plain, MILLILITRES)


def _is_count(plain: str) -> bool:
    """ "2 tablets", "half a tablet", "a tablet"; of "10 patch" the number counts nothing."""
    noun = plain.rpartition(" ")[2].lstrip("0123456789.,½¼¾")
    if noun in _UNCOUNTED or not _counts(plain, COUNTED - MILLILITRES):
        return plain in {f"a {noun}", f"an {noun}"} and noun in COUNTED
    return noun.endswith("s") or highest(plain.removesuffix(noun).strip()) <= 1


def _counts(plain: str, nouns: Container[str]) -> bool:
    """Whether a text is a number of something: "5ml", "one and a half tablets"."""
    noun = re.search(r"[a-z]+$", plain)
    if noun is None or noun[0] not in nouns:
        return False
    read = read_number(plain[: noun.start()].strip())
    return read is not None and not isinstance(read, Either)


def highest(plain: str) -> Decimal:
    """A number, or the upper end of a range; 0 for what is neither."""
    read = read_number(plain)
    high = read.high if isinstance(read, Range) else read
    return high if isinstance(high, Decimal) else Decimal(0)


def _is_number(plain: str) -> bool:
    read = read_number(plain)
    return read is not None and not isinstance(read, Either) and not is_open_ended(plain)


def _is_times(plain: str) -> bool:
    return not says_how_many_a_day(plain) and read_number(plain) is None and _reads_times(plain)


def _reads_times(plain: str) -> bool:
    read = read_times(plain)
    return read is not None and not isinstance(read, Either) and plain[-1:] not in {"x", "×"}


def _is_around(plain: str) -> bool:
    """What is said beside, and how long it has been taken, which its own question asks."""
    if found := _FOR_SO_LONG.fullmatch(plain):
        return read_number(found[1]) is not None or found[1] in {"a", "many", "some"}
    is_since = _SINCE.fullmatch(plain) and plain not in {"since", "since last"}
    return bool(is_since) or plain in SAID_AROUND


def _is_changed(plain: str) -> bool:
    return changed_every(plain) is not None


def changed_every(plain: str) -> str | None:
    """How often a patch is changed, as it is said alone: "every 72 hours" of "72 hour patch"."""
    if found := _PATCH_OF.fullmatch(plain):
        return f"every {found[1]} {found[2]}s"
    found = _CHANGED.fullmatch(plain)
    if found is None or not re.search(r"[a-z]", found[1]):
        return None
    return found[1] if read_days_between(found[1]) is not None else None


_READERS: dict[PieceKind, Callable[[str], bool]] = {
    PieceKind.STRENGTH: _is_strength,
    PieceKind.PAIR: _is_pair,
    PieceKind.VOLUME: _is_volume,
    PieceKind.COUNT: _is_count,
    PieceKind.CHANGED: _is_changed,
    PieceKind.ONE_DAILY: lambda plain: _ONE_DAILY.fullmatch(plain) is not None,
    PieceKind.TIMES: lambda plain: plain in TIMES or _is_times(plain),
    PieceKind.NUMBER: _is_number,
    PieceKind.WHEN_NEEDED: WHEN_NEEDED.__contains__,
    PieceKind.REGULAR: REGULARLY.__contains__,
    PieceKind.FORM: WRITTEN_FORMS.__contains__,
    PieceKind.AROUND: _is_around,
    PieceKind.SALT: lambda plain: FORMS.issuperset(plain.split("-")),
    PieceKind.JOIN: _JOINS.__contains__,
    PieceKind.MARK: lambda plain: not any(letter.isalnum() for letter in plain),
}
