"""Words to somebody, or of themselves, said of them: "Where does your back hurt?" becomes "their back".

"They" takes the verbs of "you", so English gives nearly every second form by its pronouns alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

PRONOUNS = {
    "your": "their",
    "yours": "theirs",
    "yourself": "themselves",
    "my": "their",
    "mine": "theirs",
    "myself": "themselves",
    "me": "them",
    "i": "they",
    "i'm": "they are",
    "i've": "they have",
    "i'll": "they will",
    "you're": "they are",
    "you've": "they have",
    "you'll": "they will",
    "i am": "they are",
    "am i": "are they",
    "i was": "they were",
    "was i": "were they",
}
# Said to whoever reads, whoever is spoken of.
TO_THE_READER = (
    r"if you can(?=[.,;:?!]|$)|if you (?:do not )?know|beside you|(?:after|before|when) you send"
    r"|your answers?|in your own words"
)
_SAID = re.compile(
    rf"\b(?:(?P<kept>{TO_THE_READER})|i am|i was|am i|was i|(?:i|you)['’](?:m|ve|ll|re)"
    r"|your|yours|yourself|my|mine|myself|me|i|you)\b(?!['’])",
    re.IGNORECASE,
)
# Before "you" where something is done to them; after any other word, they do it.
_DONE_TO = re.compile(
    r"""\b(?:about|against|around|at|behind|between|by|for|from|near|of|on|to|towards|with
    |without|allows?|ask(?:s|ed)?|call(?:s|ed)?|causes?|check(?:s|ed)?|contacts?|examined?|gives?|gave
    |helps?|hurts?|keeps?|lets?|makes?|made|reach(?:es)?|remind|sees?|sends?|sent|show(?:s|ed)?
    |stop(?:s|ped)?|suits?|tells?|told|treat(?:s|ed)?|wakes?|woke)[ ]$""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE_BEFORE = re.compile(r"(?:^|[.?!:]\s+)[“\"(]*$")


@dataclass(frozen=True)
class ThirdPerson:
    """The second form of declared words: of somebody, in place of to them or of themselves.

    `written`: the forms that grammar does not give, by the words as they are declared. `kept`: words
    that mean whoever reads them, and so stay.
    """

    written: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()

    def of(self, text: str) -> str:
        """The second form of a text; the text itself where it speaks of nobody."""
        return text if text in self.kept else self.written.get(text) or derived(text)


@cache
def derived(text: str) -> str:
    """The form that the pronouns of a text give. Every other word stays."""
    return _SAID.sub(_of_them, text)


def _of_them(found: re.Match[str]) -> str:
    if found["kept"]:
        return found["kept"]
    word, before = found.group().lower().replace("’", "'"), found.string[: found.start()]
    form = PRONOUNS[word] if word in PRONOUNS else _place_of_you(before)
    return form.capitalize() if _begins(found.group(), before) else form


def _place_of_you(before: str) -> str:
    """Whether they do something, or something is done to them: the word before "you" says."""
    return "them" if _DONE_TO.search(before) else "they"


def _begins(word: str, before: str) -> bool:
    """Whether a word has a capital letter of its own: "I" has one everywhere."""
    return word[0].isupper() and (word[0] != "I" or bool(_SENTENCE_BEFORE.search(before)))
