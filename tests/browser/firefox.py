"""Filling in the pages of the questionnaire in Firefox: the hand goes the same way as in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from selenium.webdriver.common.by import By
from selenium.webdriver.firefox.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.hand import Hand

SLOWEST = 60  # seconds until a page must have come

Found = TypeVar("Found")


class FirefoxHand(Hand):
    """Types, ticks and presses, and waits for the page that follows."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    @property
    def url(self) -> str:
        return str(self.driver.current_url)

    def press(self, words: str) -> None:
        left = self.all("html")[0]
        said = f"//main//*[self::button or self::a][normalize-space()='{words}']"
        shown = f"{said}[not(contains(@class, 'visually-hidden'))]"
        self.driver.find_element(By.XPATH, shown).click()
        self._wait(lambda: self.all("html")[0] != left and self.is_loaded())

    def shown(self) -> Sequence[str]:
        return [one.get_attribute("value") or "" for one in self.all("main [name=shown]")]

    def is_ticked(self, key: str) -> bool:
        return bool(self.all(f"main input[type=checkbox][id={key}]"))

    def tick_none(self, key: str) -> None:
        self.all(f"main fieldset:has([id={key}]) [value=none-of-these]")[0].click()

    def put_in(self, name: str, text: str) -> None:
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

    def is_loaded(self) -> bool:
        return bool(self.driver.execute_script("return document.readyState === 'complete'"))

    def all(self, selector: str) -> Sequence[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def _wait(self, until: Callable[[], Found]) -> None:
        WebDriverWait(self.driver, SLOWEST, poll_frequency=0.05).until(lambda _: until())
