"""Which medicine people meant by the name they wrote, a slip of the pen included.

What is on record by that very name is found in the rules. Here is only the nearest spelling, which
is read when it is near to one medicine alone, and is always shown to be confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from rapidfuzz.distance import OSA, Indel

from rules.language.questions import Entry, Question
from rules.medicines import (
    INGREDIENT_BY_KEY,
    Antithrombotic,
    DrugClass,
    How,
    Ingredient,
    Match,
)
from rules.medicines.filler_words import AROUND, DENIALS
from rules.medicines.forms import comes_as, forms_in
from rules.medicines.names import (
    BETWEEN_TWO,
    BY_SQUASHED,
    DANGEROUS_PAIRS,
    KNOWN_NAMES,
    KnownName,
    squashed,
    words_of,
)
from rules.medicines.recognition import LONGEST_READ, Reading, read
from rules.questions.pain_relief import pain_medicines

NEAR_ENOUGH = 0.85  # of the letters that stand in both in the same order; 1 is the same word
CLEARLY_NEARER = 0.05  # than to any other medicine
CLEARLY_NEARER_IF_DANGEROUS = 0.12  # than to the one that it must not be taken for
SHORTEST_SPELLING = 5  # letters; shorter slips are too near to everything
WORTH_OFFERING = 0.76  # as one of a few to choose from: a person decides
MUCH_FARTHER = 0.2  # than the nearest: not offered beside it
SHORTEST_HEARD = 6  # letters of a name that may be offered by its sound alone
MOST_OFFERED = 3


@dataclass(frozen=True)
class Candidate:
    """A medicine that may have been meant: a name that people know, and what is in it."""

    name: str
    ingredients: tuple[Ingredient, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Its ingredients as an entry of the list of medicines holds them."""
        return noted_keys(self.ingredients)


def recognise(name: str) -> Match | None:
    """The pain medicine that was meant, or `None` where that is not clear; never an error.

    A name that lists several ("codeine and paracetamol") gives all of them, in the order written.
    """
    found = _read(name)
    return found.match() if found else None


def recognise_antithrombotics(name: str) -> tuple[Antithrombotic, ...]:
    """The medicines in what was written that slow clotting; empty where none was recognised.

    Empty is not "takes none": the name may be one that is not on record.
    """
    found = _read(name)
    return found.agents if found else ()


def candidates(name: str, form: object = None) -> tuple[Candidate, ...]:
    """What may have been meant, the likeliest first, each medicine once; none for a denial.

    What does not come in the form written in the name or ticked is no candidate, unless it is
    what the name is read as.
    """
    match = recognise(name)
    read_as = [Candidate(match.matched_name, match.ingredients)] if match else []
    forms = forms_in(words_of(name)) | ({form} if isinstance(form, str) else set[str]())
    offered: dict[frozenset[str], Candidate] = {}
    for each in (*read_as, *(near for near in _near(name) if _comes_in_one_of(forms, near))):
        offered.setdefault(frozenset(each.keys), each)
    return tuple(offered.values())[:MOST_OFFERED]


def _comes_in_one_of(forms: frozenset[str], candidate: Candidate) -> bool:
    return not forms or any(comes_as(candidate.ingredients, form) for form in forms)


def with_readings(given: Mapping[Question, object]) -> dict[Question, object]:
    """Answers with what each medicine of a list is read as, where nobody has noted that."""
    return {question: _with_readings(question, value) for question, value in given.items()}


def noted(entry: Entry) -> Entry:
    """An entry with what its name is read as; what was noted before stands."""
    name = entry.get("name")
    if not isinstance(name, str) or isinstance(entry.get("read_as"), tuple):
        return entry
    found = _read(name)
    match, thinners = (found.match(), found.agents) if found else (None, ())
    exact = found is not None and found.exact and bool(match or thinners)
    how = How.AS_WRITTEN if exact else How.NOT_CONFIRMED
    return {**entry, **reading(match.ingredients if match else (), how, thinners)}


def reading(
    ingredients: Iterable[Ingredient], how: How, thinners: Iterable[Antithrombotic] = ()
) -> Entry:
    """What is noted of an entry: its ingredients, what in it slows clotting, and who says so.

    Neither: not recognised.
    """
    return {
        "read_as": noted_keys(ingredients),
        "read_as_thinner": tuple(agent.key for agent in thinners),
        "read_how": how.value,
    }


def noted_keys(ingredients: Iterable[Ingredient]) -> tuple[str, ...]:
    """Keys in the order in which an answer holds them."""
    wanted = {ingredient.key for ingredient in ingredients}
    return tuple(key for key in INGREDIENT_BY_KEY if key in wanted)


def _with_readings(question: Question, value: object) -> object:
    if question is not pain_medicines or not isinstance(value, tuple):
        return value
    return tuple(noted(entry) for entry in cast("tuple[Entry, ...]", value))


@lru_cache(maxsize=1024)
def _read(name: str) -> Reading | None:
    return read(name, _nearest)


def _nearest(words: list[str]) -> KnownName | None:
    """The one known name that the words are a slip of the pen away from."""
    wanted = [word for word in words if word not in AROUND]
    written = squashed(wanted)
    # A name that is there in full beside a word nobody knows is not a slip of the pen.
    if len(written) < SHORTEST_SPELLING or any(word in BY_SQUASHED for word in wanted):
        return None
    likeness = _likeness(written)
    best = max(likeness, key=lambda known: likeness[known])
    if likeness[best] < NEAR_ENOUGH or _is_additive(best):
        return None
    others = (known for known in KNOWN_NAMES if known.means != best.means)
    alone = all(likeness[best] - likeness[other] >= _margin(best, other) for other in others)
    return best if alone else None


def _is_additive(known: KnownName) -> bool:
    """Whether there is nothing for pain in it: a misspelt opioid is never read as caffeine."""
    classes = {ingredient.drug_class for ingredient in known.ingredients}
    return classes == {DrugClass.ADDITIVE}


def _margin(best: KnownName, other: KnownName) -> float:
    dangerous = any(best.means == {one} for one in _never_taken_for(other.squashed))
    return CLEARLY_NEARER_IF_DANGEROUS if dangerous else CLEARLY_NEARER


def _never_taken_for(name: str) -> frozenset[str]:
    return frozenset(one for pair in DANGEROUS_PAIRS if name in pair for one in pair - {name})


def _near(name: str) -> list[Candidate]:
    """Names on record that look like it, the likest first."""
    words = [word for word in words_of(name) if word.isalpha() and word not in AROUND]
    written = squashed(words)
    if len(written) < SHORTEST_SPELLING or not _may_be_ours(name):
        return []
    likeness = _likeness(written)
    spelt = [known for known in KNOWN_NAMES if likeness[known] >= WORTH_OFFERING]
    near = spelt or [*_heard(written, likeness)]
    ours = [known for known in near if known.ingredients and not _is_additive(known)]
    ours.sort(key=lambda known: likeness[known], reverse=True)
    least = likeness[ours[0]] - MUCH_FARTHER if ours else 0
    return [Candidate(one.name, one.ingredients) for one in ours if likeness[one] >= least]


def _heard(written: str, likeness: Mapping[KnownName, float]) -> Iterator[KnownName]:
    """Names that sound the same whichever vowel is heard, but for one slip ("fentynal").

    None that another medicine is more like: a name of something else is not offered as ours.
    """
    others = max(likeness[known] for known in _NOT_OURS)
    heard = _any_vowel(written)
    for known, sound in zip(KNOWN_NAMES, _HEARD, strict=True):
        may_be = len(sound) >= SHORTEST_HEARD and likeness[known] > others
        if may_be and OSA.distance(heard, sound) <= 1:  # letters that changed places are one slip
            yield known


def _may_be_ours(name: str) -> bool:
    """Whether it is neither denied nor the name of something else."""
    if len(name) > LONGEST_READ or DENIALS.intersection(words_of(name)):
        return False
    found = _read(name)
    others = [known for known in found.known if known.is_another_medicine] if found else []
    return all(known.name in BETWEEN_TWO for known in others)


def _likeness(written: str) -> dict[KnownName, float]:
    """How like each name on record: as spelt or as it sounds, whichever is nearer."""
    spelt, sounds = _scores(written, _SPELT), _scores(_sound(written), _SOUNDS)
    return dict(zip(KNOWN_NAMES, map(max, spelt, sounds), strict=True))


def _scores(written: str, names: list[str]) -> list[float]:
    return [Indel.normalized_similarity(written, name) for name in names]


def _sound(word: str) -> str:
    """Folds what is heard as one: ph and f, y and i, a letter once or twice."""
    folded = word.replace("ph", "f").replace("y", "i")
    return re.sub(r"(.)\1", r"\1", folded)


def _any_vowel(word: str) -> str:
    return re.sub("[aeiouy]", "a", _sound(word))


_SPELT = [known.squashed for known in KNOWN_NAMES]
_SOUNDS = [_sound(name) for name in _SPELT]
_HEARD = [_any_vowel(name) for name in _SPELT]
_NOT_OURS = [known for known in KNOWN_NAMES if known.is_another_medicine or _is_additive(known)]
