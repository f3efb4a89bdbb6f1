"""Which medicine somebody meant by the name they wrote.

An exact name or brand is looked for first, whatever stands around it ("Zomorph 10mg capsules").
Only then the nearest spelling, and only when it is near to one medicine alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rules.medicines.antithrombotics import ANTITHROMBOTICS, Antithrombotic
from rules.medicines.ingredients import Ingredient
from rules.medicines.products import OTHER_MEDICINES, PRODUCTS
from rules.medicines.words import AROUND, DENIALS

NEAR_ENOUGH = 0.85  # of difflib's ratio, 1 being the same
CLEARLY_NEARER = 0.05  # than to any other medicine
CLEARLY_NEARER_IF_DANGEROUS = 0.12  # than to the one that it must not be taken for
SHORTEST_SPELLING = 5  # letters; shorter slips are too near to everything
LONGEST_READ = 120  # characters; a longer text is a story, not a name
MOST_WORDS = 6  # in one name on record

# Names that have been taken for each other with harm.
DANGEROUS_PAIRS: tuple[frozenset[str], ...] = (
    frozenset({"hydrocodone", "hydromorphone"}),
    frozenset({"morphine", "hydromorphone"}),
    frozenset({"oxycodone", "oxymorphone"}),
    frozenset({"morphine", "oxymorphone"}),
    frozenset({"hydrocodone", "oxycodone"}),
    frozenset({"hydromorphone", "oxymorphone"}),
    frozenset({"codeine", "dihydrocodeine"}),
    frozenset({"hydrocodone", "dihydrocodeine"}),
)

# Words that people do write and that could mean either of two opioids: neither is guessed.
BETWEEN_TWO = ("hydromorphine", "oxymorphine", "hydrocodeine", "dihydrocodone")


@dataclass(frozen=True)
class Match:
    """What a written name was taken for; show it to be confirmed wherever it is not `exact`."""

    ingredients: tuple[Ingredient, ...]
    matched_name: str
    exact: bool


@dataclass(frozen=True)
class _Known:
    """A name on record."""

    name: str
    squashed: str
    ingredients: tuple[Ingredient, ...]
    agent: Antithrombotic | None

    @property
    def is_another_medicine(self) -> bool:
        """On record only so that it is not taken for one of ours."""
        return not self.ingredients and self.agent is None

    @property
    def means(self) -> frozenset[str]:
        """What the name stands for, to tell two spellings of one thing from two things."""
        keys = {ingredient.key for ingredient in self.ingredients}
        return frozenset(keys | ({self.agent.key} if self.agent else set()) or {self.squashed})


@dataclass(frozen=True)
class _Reading:
    known: tuple[_Known, ...]
    exact: bool


def recognise(name: str) -> Match | None:
    """The pain medicine that was meant, or `None` where that is not clear; never an error.

    A name that lists several ("codeine and paracetamol") gives all of them, in the order written.
    """
    reading = _read(name)
    # One name that is not ours leaves the whole line unread: it could be the stronger of the two.
    if reading is None or any(known.is_another_medicine for known in reading.known):
        return None
    found = [known for known in reading.known if known.ingredients]
    every = dict.fromkeys(ingredient for known in found for ingredient in known.ingredients)
    names = " + ".join(dict.fromkeys(known.name for known in found))
    return Match(tuple(every), names, reading.exact) if found else None


def recognise_antithrombotics(name: str) -> tuple[Antithrombotic, ...]:
    """The medicines in what was written that slow clotting; empty where none was recognised.

    Empty is not "takes none": the name may be one that is not on record.
    """
    reading = _read(name)
    agents = (known.agent for known in reading.known if known.agent) if reading else ()
    return tuple(dict.fromkeys(agents))


@lru_cache(maxsize=1024)  # a spelling takes 10 ms to weigh, and rules ask for it again and again
def _read(text: str) -> _Reading | None:
    if len(text) > LONGEST_READ:
        return None
    words = _words(text)
    if DENIALS.intersection(words):
        return None
    return _read_whole(words) or _read_in_parts(text)


def _read_whole(words: list[str]) -> _Reading | None:
    # "Tylenol 3" is a name with a number in it; "diclofenac 1% gel" has a number in its way.
    without_numbers = [word for word in words if word.isalpha()]
    known = _exactly(words) or _exactly(without_numbers)
    if known:
        return _Reading(known, exact=True)
    nearest = _nearest(without_numbers)
    return _Reading((nearest,), exact=False) if nearest else None


def _read_in_parts(text: str) -> _Reading | None:
    """Several medicines in one line, one of them at least misspelt; all must be read, or none."""
    parts = re.split(r"\s(?:and|with|plus)\s|[+&,;]|(?<=[^\W\d])/(?=[^\W\d])", text.casefold())
    if len(parts) < 2:
        return None
    readings = [_read_whole(_words(part)) for part in parts]
    if not all(readings):
        return None
    known = (each for reading in readings if reading for each in reading.known)
    return _Reading(tuple(known), exact=all(reading.exact for reading in readings if reading))


def _words(text: str) -> list[str]:
    """Words and numbers in small plain letters; how often is left out ("3 times a day")."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    plain = re.sub(r"['’]", "", plain)
    plain = re.sub(r"\bno\b\.?\s*(?=\d)", "number ", plain)
    plain = re.sub(r"\d+\s*(?:x|times?|a day|daily|per day|hourly)\b", " ", plain)
    return re.findall(r"[^\W\d_]+|\d+(?:[.,/]\d+)*", plain)


def _squashed(words: list[str]) -> str:
    return "".join(words)


def _exactly(words: list[str]) -> tuple[_Known, ...]:
    """Every name in the words, longest first; nothing where any word is left unexplained."""
    found: list[_Known] = []
    at = 0
    while at < len(words):
        known, length = _longest_name(words[at:])
        if known:
            found.append(known)
        elif words[at].isalpha() and words[at] not in AROUND:
            return ()
        at += length
    return tuple(found)


def _longest_name(words: list[str]) -> tuple[_Known | None, int]:
    for length in range(min(len(words), MOST_WORDS), 0, -1):
        known = _BY_SQUASHED.get(_squashed(words[:length]))
        if known:
            return known, length
    return None, 1


def _nearest(words: list[str]) -> _Known | None:
    """The one known name that the words are a slip of the pen away from."""
    wanted = [word for word in words if word not in AROUND]
    written = _squashed(wanted)
    # A name that is there in full beside a word nobody knows is not a slip of the pen.
    if len(written) < SHORTEST_SPELLING or any(word in _BY_SQUASHED for word in wanted):
        return None
    likeness = {known: _likeness(written, known.squashed) for known in _KNOWN}
    best = max(likeness, key=lambda known: likeness[known])
    if likeness[best] < NEAR_ENOUGH:
        return None
    others = (known for known in _KNOWN if known.means != best.means)
    alone = all(likeness[best] - likeness[other] >= _margin(best, other) for other in others)
    return best if alone else None


def _margin(best: _Known, other: _Known) -> float:
    dangerous = any(best.means == {one} for one in _never_taken_for(other.squashed))
    return CLEARLY_NEARER_IF_DANGEROUS if dangerous else CLEARLY_NEARER


def _never_taken_for(name: str) -> frozenset[str]:
    return frozenset(one for pair in DANGEROUS_PAIRS if name in pair for one in pair - {name})


def _likeness(written: str, name: str) -> float:
    """As spelt or as it sounds, whichever is nearer."""
    spelt = SequenceMatcher(None, written, name, autojunk=False).ratio()
    sounds = SequenceMatcher(None, _sound(written), _sound(name), autojunk=False).ratio()
    return max(spelt, sounds)


def _sound(word: str) -> str:
    """Folds what is heard as one: ph and f, y and i, a letter once or twice."""
    folded = word.replace("ph", "f").replace("y", "i")
    return re.sub(r"(.)\1", r"\1", folded)


def _known_names() -> tuple[_Known, ...]:
    """Every name once; aspirin is a pain medicine and an agent at the same time."""
    known: dict[str, _Known] = {}
    for product in PRODUCTS:
        for name in product.names:
            squashed = _squashed(_words(name))
            known[squashed] = _Known(name, squashed, product.ingredients, None)
    for agent in ANTITHROMBOTICS:
        for name in agent.names:
            squashed = _squashed(_words(name))
            pain = known[squashed].ingredients if squashed in known else ()
            known[squashed] = _Known(name, squashed, pain, agent)
    for name in OTHER_MEDICINES + BETWEEN_TWO:
        squashed = _squashed(_words(name))
        known.setdefault(squashed, _Known(name, squashed, (), None))
    return tuple(known.values())


_KNOWN = _known_names()
_BY_SQUASHED = {known.squashed: known for known in _KNOWN}
