"""Which words of a line are the medicine's name, and whether it names one medicine alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rules.medicines.filler_words import DENIALS
from rules.medicines.line_pieces import Piece, PieceKind
from rules.medicines.names import words_of
from rules.medicines.recognition import recognise, recognise_antithrombotics

_OF_A_NAME = (PieceKind.NAME, PieceKind.UNKNOWN, PieceKind.SALT)


@dataclass(frozen=True)
class LineName:
    """The first words of a line that are a name on record or that nobody knows."""

    line: str
    pieces: Sequence[Piece]

    @cached_property
    def at(self) -> range:
        """Where the pieces of the name stand; empty where there is none."""
        first = next((at for at in self._places if self._begins(at)), None)
        if first is None:
            return range(0)
        end = first + 1
        while self._goes_on(end):
            end += 1
        return range(first, end)

    @property
    def is_no_single_medicine(self) -> bool:
        """A second name, a word behind "and" that may be one, or a denial."""
        others = [at for at in self._places if at not in self.at]
        named = any(self.pieces[at].kind is PieceKind.NAME for at in others)
        return named or any(map(self._may_be_another, others)) or self._denies

    @cached_property
    def text(self) -> str:
        """As it was written; with the form where that makes another medicine of it."""
        if not self.at:
            return ""
        name = self.line[self.pieces[self.at[0]].start : self.pieces[self.at[-1]].end]
        forms = dict.fromkeys(one.text for one in self.pieces if one.kind is PieceKind.FORM)
        with_form = " ".join((name, *forms))
        return name if _means(name) and _means(name) == _means(with_form) else with_form

    @cached_property
    def contents(self) -> int:
        """How many ingredients the medicine is known to have; 0 where it is not known."""
        found = recognise(self.text)
        return len(found.ingredients) if found else 0

    @cached_property
    def unknown(self) -> list[int]:
        """Where else words stand that nobody understands."""
        unread = (at for at in self._places if self.pieces[at].kind is PieceKind.UNKNOWN)
        return [at for at in unread if at not in self.at]

    @property
    def _places(self) -> range:
        return range(len(self.pieces))

    def _begins(self, at: int) -> bool:
        return self.pieces[at].kind in {PieceKind.NAME, PieceKind.UNKNOWN}

    def _goes_on(self, at: int) -> bool:
        kinds = [piece.kind for piece in self.pieces[at : at + 2]]
        joined = len(kinds) > 1 and kinds[0] is PieceKind.JOIN and kinds[1] in _OF_A_NAME
        return joined or bool(kinds and kinds[0] in _OF_A_NAME)

    def _may_be_another(self, at: int) -> bool:
        """A word that nobody knows, where another medicine may begin."""
        before = self.pieces[at - 1].kind if at else None
        return self.pieces[at].kind is PieceKind.UNKNOWN and before in {
            PieceKind.JOIN,
            PieceKind.MARK,
        }

    @property
    def _denies(self) -> bool:
        unread = [one for one in self.pieces if one.kind in {PieceKind.NAME, PieceKind.UNKNOWN}]
        return any(DENIALS.intersection(words_of(one.text)) for one in unread)


def _means(name: str) -> tuple[object, ...]:
    """What a name stands for on record; nothing where it is on none."""
    return tuple(one for one in (recognise(name), recognise_antithrombotics(name)) if one)
