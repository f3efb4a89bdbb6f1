"""Which medicine a written name stands for: only names on record, whatever stands around them.

A near spelling is never read here. Who reads one passes in how, and marks what came of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from rules.medicines.antithrombotics import Antithrombotic
from rules.medicines.filler_words import AROUND, DENIALS
from rules.medicines.ingredients import Ingredient
from rules.medicines.names import BY_SQUASHED, KnownName, parts_of, squashed, words_of

LONGEST_READ = 120  # characters; a longer text is a story, not a name
MOST_WORDS = 6  # in one name on record

Nearest: TypeAlias = Callable[[list[str]], KnownName | None]


@dataclass(frozen=True)
class Match:
    """What a written name was taken for; show it to be confirmed wherever it is not `exact`."""

    ingredients: tuple[Ingredient, ...]
    matched_name: str
    exact: bool


@dataclass(frozen=True)
class Reading:
    """The names found in a text: all of them, or there is no reading."""

    known: tuple[KnownName, ...]
    exact: bool

    @property
    def agents(self) -> tuple[Antithrombotic, ...]:
        """The medicines among them that slow clotting."""
        return tuple(dict.fromkeys(known.agent for known in self.known if known.agent))

    def match(self) -> Match | None:
        """The pain medicines among them, in the order written."""
        # One name that is not ours leaves the whole line unread: it could be the stronger of two.
        if any(known.is_another_medicine for known in self.known):
            return None
        found = [known for known in self.known if known.ingredients]
        every = dict.fromkeys(ingredient for known in found for ingredient in known.ingredients)
        names = " + ".join(dict.fromkeys(known.name for known in found))
        return Match(tuple(every), names, self.exact) if found else None


@lru_cache(maxsize=4096)
def recognise(name: str) -> Match | None:
    """The pain medicine on record by that name, or `None` where there is none; never an error.

    A name that lists several ("codeine and paracetamol") gives all of them, in the order written.
    """
    found = read(name)
    return found.match() if found else None


def recognise_antithrombotics(name: str) -> tuple[Antithrombotic, ...]:
    """The medicines on record in what was written that slow clotting; empty where there are none.

    Empty is not "takes none": the name may be misspelt, or not on record.
    """
    found = read(name)
    return found.agents if found else ()


def no_guess(words: list[str]) -> None:
    """What is not on record is left unread."""


def read(text: str, nearest: Nearest = no_guess) -> Reading | None:
    """Every name in a text. `nearest` may read words that are no name on record."""
    if len(text) > LONGEST_READ:
        return None
    words = words_of(text)
    if DENIALS.intersection(words):
        return None
    return _read_whole(words, nearest) or _read_in_parts(text, nearest)


def _read_whole(words: list[str], nearest: Nearest) -> Reading | None:
    # "Tylenol 3" is a name with a number in it; "diclofenac 1% gel" has a number in its way.
    without_numbers = [word for word in words if word.isalpha()]
    known = _exactly(words) or _exactly(without_numbers)
    if known:
        return Reading(known, exact=True)
    near = nearest(without_numbers)
    return Reading((near,), exact=False) if near else None


def _read_in_parts(text: str, nearest: Nearest) -> Reading | None:
    """Several medicines in one line, some perhaps misspelt; all must be read, or none."""
    parts = parts_of(text)
    if len(parts) < 2:
        return None
    readings = [_read_whole(words_of(part), nearest) for part in parts]
    if not all(readings):
        return None
    known = (each for reading in readings if reading for each in reading.known)
    return Reading(tuple(known), exact=all(reading.exact for reading in readings if reading))


def _exactly(words: list[str]) -> tuple[KnownName, ...]:
    """Every name in the words, longest first; nothing where any word is left unexplained."""
    found: list[KnownName] = []
    at = 0
    while at < len(words):
        known, length = _longest_name(words[at:])
        if known:
            found.append(known)
        elif words[at].isalpha() and words[at] not in AROUND:
            return ()
        at += length
    return tuple(found)


def _longest_name(words: list[str]) -> tuple[KnownName | None, int]:
    for length in range(min(len(words), MOST_WORDS), 0, -1):
        known = BY_SQUASHED.get(squashed(words[:length]))
        if known:
            return known, length
    return None, 1
