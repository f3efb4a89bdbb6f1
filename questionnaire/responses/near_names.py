"""Whether two names may be one person's: it has somebody asked, and settles nothing."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import product

from questionnaire.store.normal_forms import name_form

# Ours, and of spelling alone: Smith and Smyth are near (0.8), Anna and Anja (0.75); Ash and Ask not.
NEAR = 0.75
# Words that many names share.
SHARED = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "dr", "prof", "sir", "al", "bin", "da", "de"),
        *("del", "den", "der", "di", "el", "la", "le", "van", "von"),
    )
)


def is_same_name(one: str, other: str) -> bool:
    """Whether they look the same: capitals, accents, apostrophes, hyphens and spaces set aside."""
    return name_form(one) == name_form(other)


def is_near_name(one: str, other: str) -> bool:
    """Whether a word of the one is the other's or nearly so, or the one is the other's initials.

    The order of words is nobody's: "Ash, Dorothy" is Dorothy Ash. One word is enough: among
    people of one birthday that is rare, and a surname changes when somebody marries.
    """
    words, others = _words(one), _words(other)
    return (
        _is_near(*(name_form(name).replace(" ", "") for name in (one, other)))
        or any(_is_near(*both) for both in product(words, others) if min(map(len, both)) > 1)
        or _are_initials(words, others)
        or _are_initials(others, words)
    )


def _words(name: str) -> list[str]:
    words = name_form(name).split()
    return [word for word in words if word not in SHARED] or words


def _is_near(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= NEAR


def _are_initials(words: list[str], others: list[str]) -> bool:
    return sorted(words) == sorted(word[0] for word in others)
