"""Questions answered in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rules.language.logic.numbers import Either
from rules.language.questions.question import Question, Stored, Unreadable


@dataclass(frozen=True, eq=False)
class Text(Question):
    """Words in the patient's own way."""

    lines: int = 1
    longest: int = 2000
    autocomplete: str = ""
    # What in it can be two numbers, so that whoever writes it is asked which: "1,000 mg".
    unclear: Callable[[str], Either | None] | None = None

    def read_value(self, stored: Stored) -> object:
        if isinstance(stored, str) and 0 < len(stored.strip()) <= self.longest:
            return stored.strip()
        raise Unreadable(f"takes text of up to {self.longest} characters")
