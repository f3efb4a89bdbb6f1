"""The clinical basis in a real browser: each picture legible on a laptop, on a phone and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from questionnaire.protocols import printed
from questionnaire.store.models import Role
from rules.protocols import BY_KEY
from tests.browser.looking import look_over
from tests.browser.typing_in import follow
from tests.kit.people import PASSWORD, add_staff

LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
SMALLEST_LETTERS = 12  # pixels on a screen

# Words of a picture that are shown and reach over the edge of the box that they stand in.
OVER_THE_EDGE = """() => {
  const shown = [...document.querySelectorAll("svg")].filter((one) => one.getClientRects().length);
  return shown.flatMap((picture) => {
    const whole = picture.getBoundingClientRect();
    const boxes = [...picture.querySelectorAll("rect:not(.mark)")]
      .map((box) => box.getBoundingClientRect());
    return [...picture.querySelectorAll("tspan")].filter((words) => {
      const at = words.getBoundingClientRect();
      const around = boxes.filter((box) => at.left >= box.left && at.left < box.right
        && at.top >= box.top && at.top < box.bottom);
      const edge = Math.min(whole.right, ...around.map((box) => box.right));
      return at.right > edge || around.some((box) => at.bottom > box.bottom + 1);
    }).map((words) => words.textContent);
  });
}"""
LETTERS = """() => [...document.querySelectorAll("svg")]
  .filter((one) => one.getClientRects().length)
  .map((one) => 14 * one.getScreenCTM().a)"""


def opened(page: Page, folder: Path, key: str) -> None:
    """The web page of a protocol, as the file that somebody keeps."""
    file = folder / f"{key}.html"
    file.write_text(printed(key, "html"), encoding="utf-8")
    page.goto(file.as_uri())


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_words_stay_in_their_boxes_and_are_large_enough(
    chromium: Browser, tmp_path: Path, size: dict[str, int]
) -> None:
    page = chromium.new_page(viewport=size)  # type: ignore[arg-type]
    for key in BY_KEY:
        opened(page, tmp_path, key)
        letters = cast("list[float]", page.evaluate(LETTERS))

        assert page.evaluate(OVER_THE_EDGE) == [], key
        assert len(letters) == 1, "one picture for this width"
        assert letters[0] >= SMALLEST_LETTERS, key
    page.close()


def test_on_paper_the_wide_picture_is_printed_whole(chromium: Browser, tmp_path: Path) -> None:
    page = chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    for key in BY_KEY:
        opened(page, tmp_path, key)
        heights = page.evaluate(
            "() => [...document.querySelectorAll('svg')].map((one) => one.clientHeight)"
        )

        wide, narrow = heights
        assert 0 < wide < 990, "a sheet of A4 is 1123 pixels with its margins"
        assert narrow == 0
    page.close()


def test_the_basis_on_a_laptop_and_on_a_phone(app: Flask, chromium: Browser, address: str) -> None:
    add_staff(app, Role.CLINICIAN)
    for size in (LAPTOP, PHONE):
        page = chromium.new_page(viewport=size, locale="en-GB")  # type: ignore[arg-type]
        page.goto(f"{address}/sign-in")
        page.get_by_label("User name").fill(Role.CLINICIAN.value)
        page.get_by_label("Password").fill(PASSWORD)
        follow(page, page.get_by_role("button", name="Sign in"))
        for path in ("/protocols", *(f"/protocols/{key}" for key in BY_KEY)):
            page.goto(address + path)
            look_over(page, finger=False)
            assert page.evaluate(OVER_THE_EDGE) == [], path
        page.close()
