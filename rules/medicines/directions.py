"""A medicine with its directions, written in one line: what of it belongs in which box.

Each box is then read by who reads it alone. A piece that is not understood leaves its own box
empty, and what may turn on such a piece is left out too: nothing is read in part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from rules.language.logic.numbers import plain_letters, read_number, without_noughts
from rules.language.logic.relations import Range
from rules.medicines.filler_words import AT_ONE_TIME
from rules.medicines.forms import forms_in
from rules.medicines.how_often import MOMENTS
from rules.medicines.line_name import LineName
from rules.medicines.line_pieces import Piece, PieceKind, changed_every, highest, pieces_of
from rules.medicines.names import words_of
from rules.medicines.recognition import LONGEST_READ
from rules.medicines.strength import MG, MICROGRAM_AN_HOUR, WrittenStrength, read_strength

Boxes = Mapping[str, str]
MOST_AT_ONCE = 4  # tablets: a higher bare number behind a name is rather its strength
IN_MILLILITRES = {Decimal(1): "mg_in_1_ml", Decimal(5): "mg_in_5_ml"}
IN_ML = frozenset(IN_MILLILITRES.values())
_BEHIND_A_NAME = (PieceKind.SALT, PieceKind.FORM)


@lru_cache(maxsize=1024)
def in_boxes(line: str) -> Boxes:
    """What to write in the boxes of a medicine; an empty text: the box is not needed.

    What names several medicines, or denies one, is a name from end to end.
    """
    whole = {"name": line.strip()}
    if len(line) > LONGEST_READ:
        return whole
    read = Directions(line, pieces_of(line))
    return whole if read.name.is_no_single_medicine else read.boxes


@dataclass(frozen=True)
class Directions:
    """A line in pieces."""

    line: str
    pieces: Sequence[Piece]

    @cached_property
    def name(self) -> LineName:
        return LineName(self.line, self.pieces)

    @cached_property
    def boxes(self) -> Boxes:
        """All that is understood, by box."""
        strength = self._strength
        form = self._form(strength)
        name = _if_any("name", self.name.text)
        return {**name, **_if_any("form", form), **strength, **self._use(form)}

    def _of(self, *kinds: PieceKind) -> list[Piece]:
        return [one for one in self.pieces if one.kind in kinds]

    @cached_property
    def _numbers(self) -> tuple[Piece | None, list[Piece]]:
        """The bare number that is the strength, and those that are not."""
        numbers = self._of(PieceKind.NUMBER)
        if (
            numbers
            and not self._of(PieceKind.STRENGTH, PieceKind.PAIR)
            and self._is_bare(numbers[0])
        ):
            return numbers[0], numbers[1:]
        return None, numbers

    def _is_bare(self, number: Piece) -> bool:
        """Whether a number is a strength: behind the name, in figures, more than anybody takes."""
        at = self.pieces.index(number)
        while at - 1 not in self.name.at and at and self.pieces[at - 1].kind in _BEHIND_A_NAME:
            at -= 1
        behind = at > 0 and at - 1 in self.name.at
        return behind and _is_figure(number) and highest(number.plain) > MOST_AT_ONCE

    @cached_property
    def _strength(self) -> Boxes:
        """The strength and its unit, where one is written and nothing unknown touches it."""
        bare, _ = self._numbers
        written = self._of(PieceKind.STRENGTH, PieceKind.PAIR)
        if len(_apart(self._doses)) + bool(bare) != 1 or self._is_touched(bare or written[0]):
            return {}
        if bare:
            return {"strength": bare.text}
        if written[0].kind is PieceKind.PAIR:
            return self._pair(written[0].text)
        found = read_strength(written[0].text)
        return _strength_boxes(found, written[0].text) if found else {}

    def _pair(self, text: str) -> Boxes:
        """ "30/500": of a combined medicine both are in mg, so that no unit is asked for."""
        if self.name.contents == 1:
            return {}
        return {"strength": text, **({"unit": ""} if self.name.contents else {})}

    def _is_touched(self, piece: Piece) -> bool:
        at = self.pieces.index(piece)
        return not {at - 1, at + 1}.isdisjoint(self.name.unknown)

    def _form(self, strength: Boxes) -> str:
        """The one form that is written, or that all else implies."""
        words = [
            *self._of(PieceKind.FORM, PieceKind.COUNT),
            *(self.pieces[at] for at in self.name.at),
        ]
        written = forms_in(word for piece in words for word in words_of(piece.text))
        unit = strength.get("unit")
        implied = {
            **({"liquid": 1} if self._of(PieceKind.VOLUME) or unit in IN_ML else {}),
            **({"patch": 1} if self._of(PieceKind.CHANGED) or unit == MICROGRAM_AN_HOUR else {}),
        }
        found = written or set(implied)
        return next(iter(found)) if len(found) == 1 else ""

    def _use(self, form: str) -> Boxes:
        """How much, how often and when; nothing of what differs by the time of day, or is unclear."""
        often = self._often
        if self.name.unknown or max(map(len, map(_apart, (often, self._amounts, self._doses)))) > 1:
            return {}
        changed = bool(self._of(PieceKind.CHANGED))
        box = "changed_every" if form == "patch" else "times"
        return {
            **_if_any("amount", self._amount(form)),
            **(_if_any(box, _only(often)) if form == "patch" or not changed else {}),
            **_if_any("pattern", self._pattern),
        }

    @property
    def _often(self) -> list[str]:
        times = self._of(PieceKind.TIMES)
        moments = {MOMENTS.get(one.plain) for one in times}
        if len(moments) > 1 and None not in moments and len(moments) == len(times):
            return [str(len(times))]  # "1 in the morning and 1 at night"
        return [
            *(one.text for one in times),
            *("once a day" for _ in self._of(PieceKind.ONE_DAILY)),
            *(changed_every(one.plain) or "" for one in self._of(PieceKind.CHANGED)),
        ]

    @property
    def _doses(self) -> list[str]:
        return [one.text for one in self._of(PieceKind.STRENGTH, PieceKind.PAIR)]

    @property
    def _amounts(self) -> Boxes:
        """How many or how much at one time, in every way that is written, by the number alone."""
        counted = [*self._of(PieceKind.COUNT, PieceKind.VOLUME), *self._numbers[1]]
        with_strength = (_count_of(one) for one in self._of(PieceKind.STRENGTH))
        once = ("1" for _ in self._of(PieceKind.ONE_DAILY))
        alone = {number: number for number in (*with_strength, *once) if number}
        return alone | {_how_many(piece): _counted(piece) for piece in counted}

    @property
    def _pattern(self) -> str:
        kinds = {one.kind for one in self._of(PieceKind.WHEN_NEEDED, PieceKind.REGULAR)}
        return _PATTERNS[kinds.pop()] if len(kinds) == 1 else ""

    def _amount(self, form: str) -> str:
        counted = [*self._of(PieceKind.COUNT), *self._numbers[1]]
        strange = self._of(PieceKind.VOLUME) and form in _COUNTED_FORMS
        unclear = strange or any(map(self._may_be_a_strength, counted))
        return "" if unclear else _only(self._amounts.values())

    def _may_be_a_strength(self, piece: Piece) -> bool:
        """A number that nobody can tell from a strength, which is not written: "diazepam 2"."""
        if self._strength or not _is_figure(piece):
            return False
        counts = piece.kind is PieceKind.COUNT or self._is_said_to_count(piece)
        return not counts or highest(_how_many(piece)) > MOST_AT_ONCE

    def _is_said_to_count(self, piece: Piece) -> bool:
        """ "2 paracetamol", "2 at a time"."""
        next_at = self.pieces.index(piece) + 1
        behind = self.pieces[next_at : next_at + 1]
        return next_at in self.name.at or any(one.plain in AT_ONE_TIME for one in behind)


_PATTERNS = {PieceKind.WHEN_NEEDED: "when_needed", PieceKind.REGULAR: "regular"}
_COUNTED_FORMS = frozenset(("tablet", "patch", "cream"))


def _if_any(box: str, text: str) -> Boxes:
    return {box: text} if text else {}


def _apart(texts: Iterable[str]) -> list[str]:
    """The texts that say something else than those before."""
    return list({plain_letters(text): text for text in texts}.values())


def _only(texts: Iterable[str]) -> str:
    """What all say; nothing where they differ."""
    said = _apart(texts)
    return said[0] if len(said) == 1 else ""


def _strength_boxes(found: WrittenStrength, text: str) -> Boxes:
    numbers = "/".join(f"{without_noughts(number):f}" for number in found.numbers)
    if found.millilitres is None and found.unit:
        return {"strength": numbers, "unit": found.unit}
    unit = IN_MILLILITRES.get(found.millilitres or Decimal(0))
    if found.unit == MG and unit:
        return {"strength": numbers, "unit": unit}
    return {} if found.count else {"strength": text, "unit": ""}


def _count_of(piece: Piece) -> str:
    found = read_strength(piece.text)
    return f"{found.count:f}" if found and found.count else ""


def _how_many(piece: Piece) -> str:
    """The number of a count without what is counted: "2", "half a"."""
    if piece.kind is PieceKind.NUMBER:
        return piece.text
    number = piece.plain.rstrip("abcdefghijklmnopqrstuvwxyz").strip()
    words = piece.plain.rpartition(" ")[0]
    said = number if number and read_number(number) is not None else words
    return "1" if said in {"a", "an"} else said


def _counted(piece: Piece) -> str:
    """A count as it is written in its box: "2 tablets", "5 ml"."""
    noun = piece.plain.removeprefix("a ").removeprefix("an ")
    return f"1 {noun}" if noun != piece.plain else piece.text


def _is_figure(piece: Piece) -> bool:
    return piece.plain[:1].isdigit() and not isinstance(read_number(_how_many(piece)), Range)
