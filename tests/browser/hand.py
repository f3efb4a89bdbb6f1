"""A hand that fills in the pages of the questionnaire, in whichever browser."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import cast
from urllib.parse import urlsplit

from rules.language.questions import Entries, Question, YesNo
from rules.language.questions.entries import WHOLE
from rules.questions import QUESTIONS
from tests.kit.filling_in import (
    LISTS,
    UNANSWERED,
    VERSION,
    Answers,
    Boxes,
    begun,
    boxes,
    pages_of,
    parts_of,
)


class Hand(ABC):
    """The way through the pages. What a browser does, each says for itself."""

    @property
    @abstractmethod
    def url(self) -> str:
        """The address of the page."""

    @abstractmethod
    def press(self, words: str) -> None:
        """Press the button or link of these words, and wait for the page that it leads to."""

    @abstractmethod
    def shown(self) -> Sequence[str]:
        """The keys of the questions that the page shows."""

    @abstractmethod
    def is_ticked(self, key: str) -> bool:
        """Whether a question of the page is answered by ticks."""

    @abstractmethod
    def tick_none(self, key: str) -> None:
        """Tick "none of these" in the list that a question stands in."""

    @abstractmethod
    def put_in(self, name: str, text: str) -> None:
        """Type a text into a box, or pick the answer of that value."""

    def answer_all(self, answers: Answers) -> None:
        """From the start page to "check your answers"."""
        self.press("Start now")
        while (key := part_of(self.url)) != "check":
            if "/help-now/" in self.url or "/notice/" in self.url:
                self.press("Continue with the questions")
            elif key in LISTS:
                self.fill_list(LISTS[key], answers.get(LISTS[key].key, UNANSWERED))
            else:
                self.fill(QUESTIONS, answers)
                self.press("Continue")

    def fill_list(self, question: Entries, stored: object) -> None:
        """Add every entry, in the line that it was typed in or by its questions."""
        entries = cast("list[Answers]", stored if isinstance(stored, list) else [])
        for entry in entries:
            line = begun(question, entry)
            if question.key in line:
                self.press("Answer question by question instead")
            else:
                self.put(line)
                self.press("Continue")
            while part_of(self.url) in pages_of(question):
                self.fill(parts_of(question.steps), entry)
                is_over = entry is entries[-1] and part_of(self.url) == WHOLE
                self.press("That was the last one" if is_over else "Continue")
        if part_of(self.url) in LISTS:
            self.put({} if entries else {question.key: ["none-of-these"]})
            self.press("Continue")

    def fill(self, questions: Mapping[str, Question], answers: Answers) -> None:
        """Answer every question that the page shows."""
        keys = self.shown()
        ticked = [key for key in keys if isinstance(questions[key], YesNo) and self.is_ticked(key)]
        for key in (key for key in keys if key not in ticked):
            self.put(boxes(questions[key], answers.get(key, UNANSWERED)))
        self.tick({key: answers.get(key, UNANSWERED) for key in ticked})

    def tick(self, stored: Answers) -> None:
        """Tick the questions of a list that are answered by yes, or "none of these" where none is."""
        yes = [key for key, value in stored.items() if value is True]
        self.put({key: ["yes"] for key in yes})
        if stored and not yes and False in stored.values():
            self.tick_none(next(iter(stored)))

    def put(self, given: Boxes) -> None:
        """Type and tick."""
        for name, texts in given.items():
            for text in texts:
                self.put_in(name, text)


def part_of(url: str) -> str:
    """The last part of a page's address, but for the version that its form was made from."""
    return VERSION.sub("", urlsplit(url).path).rstrip("/").rpartition("/")[2]
