"""Answers that stand behind another that was changed since: what was said, and that two disagree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from rules.language.logic import relations
from rules.language.logic.case import UNANSWERED, Absent, Case
from rules.language.logic.conditions import (
    ALWAYS,
    Cause,
    Check,
    Condition,
    Open,
    Term,
    all_of,
    any_of,
    not_,
)
from rules.language.logic.weighing import open_in, value_of, weigh
from rules.language.questions.choices import MultiChoice, YesNo, YesOrNo
from rules.language.questions.question import Question


@dataclass(frozen=True, eq=False)
class OnceSaid(YesOrNo):
    """Whether anything stands as the answer to a question, were it asked no more.

    "Not sure", "none of these" and "no" say nothing that another answer could contradict.
    """

    question: Question
    short: str

    def value(self, case: Case) -> object:
        return says_something(self.question, case)

    def said_in(self, value: object, case: Case) -> str:
        """In the words of the answer."""
        if not value:
            return self.said(value)
        return self.question.said(case.answers[self.question.key].value)

    def reads(self) -> tuple[Term, ...]:
        return (self.question,)

    def used(self, case: Case) -> tuple[Term, ...]:
        """The question as if it were asked, so that whoever answered it stands with the answer."""
        return (_asked_always(self.question),)

    @property
    def explained(self) -> str:
        return (
            f"Whether an answer stands to “{self.question.short}”, also where another answer means "
            "that it is asked no more."
        )

    def open(self, case: Case) -> tuple[Open, ...]:
        return ()


@dataclass(frozen=True, eq=False)
class Unopposed(Term):
    """An answer that means that others are not asked, where none of these others stands.

    Where one does, the answer was changed after it, and nobody has said yet which is right: then
    it is not known, because answers conflict. Staff settle it by correcting or confirming it.
    """

    question: Question
    others: tuple[Question, ...]
    short: str

    def value(self, case: Case) -> object:
        return UNANSWERED if self.is_opposed(case) else value_of(self.question, case)

    def is_opposed(self, case: Case) -> bool:
        """Whether an answer stands that the question, as now answered, would not lead to."""
        return any(
            weigh(other.asked_if, case).truth is False and says_something(other, case)
            for other in self.others
        )

    def said(self, value: object) -> str:
        return self.question.said(value)

    def reads(self) -> tuple[Term, ...]:
        return (self.question,)

    @property
    def explained(self) -> str:
        others = ", ".join(f"“{other.short}”" for other in self.others)
        return (
            f"What is answered under “{self.question.short}”. Where it is such that {others} would "
            "not be asked, and an answer to that stands from before, it is not known: the two "
            "conflict until staff correct or confirm it."
        )

    def open(self, case: Case) -> tuple[Open, ...]:
        if self.is_opposed(case):
            return (Open(self.question, Cause.CONFLICTING),)
        return open_in(self.question, case)


@dataclass(frozen=True, eq=False)
class UnopposedYesNo(Unopposed, YesOrNo):
    """A yes or no that nothing said before opposes."""

    question: YesNo
    others: tuple[Question, ...]
    short: str


@dataclass(frozen=True, eq=False)
class UnopposedMultiChoice(Unopposed):
    """What was chosen of some options, where nothing said before opposes it."""

    question: MultiChoice
    others: tuple[Question, ...]
    short: str

    def includes_any_of(self, *options: str) -> Check:
        return Check(self, relations.includes_any_of, self.question.known(options))


def says_something(question: Question, case: Case) -> bool:
    """Whether an answer stands that says something, whether or not its question is asked now."""
    given = case.answers.get(question.key)
    return given is not None and type(given.value) is not Absent and given.value not in ((), False)


def left_behind(gate: Question, *said: OnceSaid) -> Condition:
    """Holds where something was said that is asked only after another answer to the gate."""
    closed = any_of(not_(said[0].question.asked_if), gate.is_unknown)
    return all_of(closed, any_of(*(one.yes for one in said)))


def none_left_behind(*said: OnceSaid) -> Condition:
    """Holds where the gate is open, or is shut and nothing stands behind it."""
    asked = said[0].question.asked_if
    return any_of(asked, all_of(not_(asked), *(not_(one.yes) for one in said)))


@cache
def _asked_always(question: Question) -> Question:
    return replace(question, asked_if=ALWAYS)
