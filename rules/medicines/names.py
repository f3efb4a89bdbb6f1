"""Every name on record, and the words of a written name without what stands around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rules.medicines.antithrombotics import ANTITHROMBOTICS, Antithrombotic
from rules.medicines.ingredients import Ingredient
from rules.medicines.products import OTHER_MEDICINES, PRODUCTS

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

_PLAIN = re.compile(r"[^\W\d_]+|\d+(?:[.,/]\d+)*")
_HOW_OFTEN = re.compile(r"\d+\s*(?:x|times?|a day|daily|per day|hourly)\b")
_NUMBER_SIGN = re.compile(r"\bno\b\.?\s*(?=\d)")
_BETWEEN_NAMES = re.compile(r"\s(?:and|with|plus)\s|[+&,;]|(?<=[^\W\d])/(?=[^\W\d])")


@dataclass(frozen=True)
class KnownName:
    """A name on record. `squashed` is how it is looked up: small plain letters without gaps."""

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


def words_of(text: str) -> list[str]:
    """Words and numbers in small plain letters; how often is left out ("3 times a day")."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    plain = plain.replace("'", "").replace("’", "")
    plain = _HOW_OFTEN.sub(" ", _NUMBER_SIGN.sub("number ", plain))
    return _PLAIN.findall(plain)


def parts_of(text: str) -> list[str]:
    """The names of a line that lists several: "codeine and paracetamol"."""
    return _BETWEEN_NAMES.split(text.casefold())


def squashed(words: Sequence[str]) -> str:
    """Words as one: "co codamol" is "cocodamol"."""
    return "".join(words)


def _known_names() -> tuple[KnownName, ...]:
    """Every name once; aspirin is a pain medicine and an agent at the same time."""
    known: dict[str, KnownName] = {}
    for product in PRODUCTS:
        for name in product.names:
            key = squashed(words_of(name))
            known[key] = KnownName(name, key, product.ingredients, None)
    for agent in ANTITHROMBOTICS:
        for name in agent.names:
            key = squashed(words_of(name))
            pain = known[key].ingredients if key in known else ()
            known[key] = KnownName(name, key, pain, agent)
    for name in OTHER_MEDICINES + BETWEEN_TWO:
        key = squashed(words_of(name))
        known.setdefault(key, KnownName(name, key, (), None))
    return tuple(known.values())


KNOWN_NAMES = _known_names()
BY_SQUASHED = {known.squashed: known for known in KNOWN_NAMES}
# Every word of a name on record, by which a strength that is written after it is told from the name.
NAME_WORDS = frozenset(
    word for known in KNOWN_NAMES for word in words_of(known.name) if word.isalpha()
)
# What a reader who writes a pain medicine may mean, to pick from.
PAIN_MEDICINE_NAMES = tuple(
    sorted((known.name for known in KNOWN_NAMES if known.ingredients), key=str.casefold)
)
