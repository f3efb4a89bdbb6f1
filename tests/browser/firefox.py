"""Filling in the pages of the questionnaire in Firefox: the hand is the same as in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast
from urllib.parse import urlsplit

from selenium.webdriver.common.by import By
from selenium.webdriver.firefox.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

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

SLOWEST = 60  # seconds until a page must have come

Found = TypeVar("Found")


class FirefoxHand:
    """Types, ticks and presses, and waits for the page that follows."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def answer_all(self, answers: Answers) -> None:
        """From the start page to "check your answers"."""
        self.press("Start now")
        while (key := self.part()) != "check":
            if "/help-now/" in self.driver.current_url or "/notice/" in self.driver.current_url:
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
            while self.part() in pages_of(question):
                self.fill(parts_of(question.steps), entry)
                is_over = entry is entries[-1] and self.part() == WHOLE
                self.press("That was the last one" if is_over else "Continue")
        if self.part() in LISTS:
            self.put({} if entries else {question.key: ["none-of-these"]})
            self.press("Continue")

    def fill(self, questions: Mapping[str, Question], answers: Answers) -> None:
        """Answer every question that the page shows."""
        keys = [one.get_attribute("value") or "" for one in self.all("main [name=shown]")]
        ticked = [key for key in keys if isinstance(questions[key], YesNo) and self.is_tick(key)]
        for key in (key for key in keys if key not in ticked):
            self.put(boxes(questions[key], answers.get(key, UNANSWERED)))
        self.tick({key: answers.get(key, UNANSWERED) for key in ticked})

    def tick(self, stored: Answers) -> None:
        """Tick what a list of yes/no questions is answered yes to, or "none of these"."""
        yes = [key for key, value in stored.items() if value is True]
        self.put({key: ["yes"] for key in yes})
        if stored and not yes and False in stored.values():
            fieldset = f"main fieldset:has([id={next(iter(stored))}])"
            self.all(f"{fieldset} [value=none-of-these]")[0].click()

    def put(self, given: Boxes) -> None:
        """Type and tick."""
        for name, texts in given.items():
            for text in texts:
                self._put(name, text)

    def _put(self, name: str, text: str) -> None:
        first = self.all(f'main [name="{name}"]')[0]
        kind = first.get_dom_attribute("type")
        if kind in {"radio", "checkbox"}:
            one = self.all(f'main [name="{name}"][value="{text}"]')[0]
            if not one.is_selected():
                one.click()
        elif first.tag_name == "select":
            Select(first).select_by_value(text)
        else:
            first.clear()
            first.send_keys(text)

    def press(self, words: str) -> None:
        """Press the button or link of these words, and wait for the page that it leads to."""
        left = self.all("html")[0]
        said = f"//main//*[self::button or self::a][normalize-space()='{words}']"
        shown = f"{said}[not(contains(@class, 'visually-hidden'))]"
        self.driver.find_element(By.XPATH, shown).click()
        self._wait(lambda: self.all("html")[0] != left and self.is_loaded())

    def is_loaded(self) -> bool:
        return bool(self.driver.execute_script("return document.readyState === 'complete'"))

    def is_tick(self, key: str) -> bool:
        return bool(self.all(f"main input[type=checkbox][id={key}]"))

    def part(self) -> str:
        """The last part of the page's address, but for the version that its form was made from."""
        path = VERSION.sub("", urlsplit(self.driver.current_url).path)
        return path.rstrip("/").rpartition("/")[2]

    def all(self, selector: str) -> Sequence[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def _wait(self, until: Callable[[], Found]) -> None:
        WebDriverWait(self.driver, SLOWEST, poll_frequency=0.05).until(lambda _: until())
