"""What a helper who answers for the patient reads: in place of the patient's words, and as "you"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionnaire.cli.word_lists import found_words, helpers_forms
from questionnaire.patient.helpers_form import FORM

FILE = "tests/patient/for_a_helper.md"
ANOTHER_FORM = "## What speaks of the patient"
TO_THE_READER = "## What is said to whoever reads"
YOU = re.compile(r"\b(you|your|yours|yourself|I|I'm|my|mine|myself|me)\b", re.IGNORECASE)


def another_form() -> Iterator[tuple[str, str]]:
    """Each text that speaks of the patient, and how it does so to a helper."""
    yield from helpers_forms().items()


def to_the_reader() -> Iterator[tuple[str]]:
    """Each text that says "you" or "I" to a helper, who is meant."""
    yield from ((text,) for text in dict.fromkeys(read_by_a_helper()) if YOU.search(text))


def read_by_a_helper() -> Iterator[str]:
    """Every text of the patient's way, as a helper who answers for the patient reads it."""
    for word in found_words():
        texts = (word.text,) if isinstance(word.text, str) else word.text
        yield from map(FORM.of, texts) if word.of_patient else texts
