"""An answer as it was given, however old it is by the case's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.language.logic.case import Case
from rules.language.logic.conditions import Open, Term
from rules.language.questions import Measured, YesOrNo


@dataclass(frozen=True, eq=False)
class AsGiven(Measured, YesOrNo):
    """What wants somebody to act does not grow old: no window puts it out of date."""

    given: Term
    short: str

    def value(self, case: Case) -> object:
        return self.given.answer(case)

    def said(self, value: object) -> str:
        return self.given.said(value)

    def reads(self) -> tuple[Term, ...]:
        return self.given.reads()

    def used(self, case: Case) -> tuple[Term, ...]:
        return self.given.used(case)

    def day(self, case: Case) -> date | None:
        return self.given.day(case)

    def open(self, case: Case) -> tuple[Open, ...]:
        return self.given.open(case)

    @property
    def explained(self) -> str:
        return f"The answer under “{self.given.short}” as it was given, however old it is."
