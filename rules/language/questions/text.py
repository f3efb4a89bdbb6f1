"""Questions answered in words."""

from __future__ import annotations

from dataclasses import dataclass

from rules.language.questions.question import Question, Stored, Unreadable


@dataclass(frozen=True, eq=False)
class Text(Question):
    """Words in the patient's own way."""

    lines: int = 1
    longest: int = 2000
    autocomplete: str = ""

    def read_value(self, stored: Stored) -> object:
        if isinstance(stored, str) and 0 < len(stored.strip()) <= self.longest:
            return stored.strip()
        raise Unreadable(f"takes text of up to {self.longest} characters")
