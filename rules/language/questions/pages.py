"""How questions are laid out: on pages, and pages in sections."""

from __future__ import annotations

from dataclasses import dataclass

from rules.language.questions import Question, Text, YesNo


@dataclass(frozen=True)
class TickList:
    """Yes/no questions shown as one list, each by what it is about: a tick is a yes.

    What is not ticked beside a tick, or beside "none of these", is a no. Nothing ticked at all answers none.
    """

    key: str
    text: str
    questions: tuple[YesNo, ...]
    hint: str = "Choose all that apply"
    none: str = "None of these"
    unsure: str = "I'm not sure about the rest"


@dataclass(frozen=True)
class Page:
    """Questions asked together. `title` is the page's heading; `key` stands in its address.

    `ticked`: those of them that are shown as one list.
    """

    key: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""
    ticked: TickList | None = None

    @classmethod
    def asking(cls, question: Question, intro: str = "") -> Page:
        """A page for one question, headed by its wording."""
        return cls(page_key(question), question.text, (question,), intro)

    @property
    def takes_long_words(self) -> bool:
        """Whether something of several lines is written on it."""
        return any(isinstance(one, Text) and one.lines > 1 for one in self.questions)


def page_key(question: Question) -> str:
    """The key of a page that asks this question alone."""
    return question.key.replace("_", "-")


@dataclass(frozen=True)
class Section:
    """Pages on one subject."""

    key: str
    title: str
    pages: tuple[Page, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the section, in the order asked."""
        return tuple(question for page in self.pages for question in page.questions)
