"""Questions answered in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rules.language.logic.numbers import Either
from rules.language.questions.question import Audience, Question, Stored, Unreadable


@dataclass(frozen=True, eq=False)
class Text(Question):
    """Words in the patient's own way."""

    lines: int = 1
    longest: int = 2000
    autocomplete: str = ""
    # What in it can be two numbers, so that whoever writes it is asked which: "1,000 mg".
    unclear: Callable[[str], Either | None] | None = None

    @property
    def is_remark(self) -> bool:
        """Of the patient's own words where not even "not sure" is wanted in their place."""
        return self.asked_of is Audience.PATIENT and not self.unsure

    def read_value(self, stored: Stored) -> object:
        if isinstance(stored, str) and 0 < len(stored.strip()) <= self.longest:
            if _can_be_written(stored):
                return stored.strip()
            raise Unreadable("takes text, and half of a surrogate pair is no letter")
        raise Unreadable(f"takes text of up to {self.longest} characters")


def _can_be_written(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
