"""The clinical basis in a real browser: each picture legible on a laptop, on a phone and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from questionnaire.protocols import printed
from questionnaire.store.models import Role
from rules.protocols import BY_KEY
from tests.browser.looking import NARROWEST, SIDEWAYS, look_over
from tests.browser.typing_in import follow
from tests.kit.people import PASSWORD, add_staff

LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
SMALLEST_LETTERS = 12  # pixels on a screen
REMEDY = "see questionnaire/static/picture.css"
SHEET = 990  # pixels of an A4 sheet within its margins

BOXES = "document.querySelectorAll('.picture :is(.card, .pathway, .outcomes > li)')"
# Boxes of the picture over whose edge their words reach, and words that are too small.
OVER_THE_EDGE = f"""() => [...{BOXES}].filter((box) => {{
  const around = box.getBoundingClientRect(), words = document.createRange();
  words.selectNodeContents(box);
  return [...words.getClientRects()].some((at) => at.left < around.left || at.right > around.right
    || at.bottom > around.bottom);
}}).map((box) => box.textContent)"""
LETTERS = f"""() => Math.min(...[...{BOXES}].flatMap((box) => [...box.querySelectorAll("*")])
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
# How a mark and the line from it look without their colours, for each kind of list.
SHAPES = """() => ["all", "any"].map((kind) => {
  const part = document.querySelector(`.picture .${kind} > li:not(:last-child)`);
  const mark = getComputedStyle(part, "::before"), rail = getComputedStyle(part, "::after");
  return [mark.borderRadius, mark.borderTopWidth, rail.borderInlineStartStyle];
})"""
# Where a name stands beside what it holds, and one outcome beside another: -1 left, 1 right, 0 above.
BESIDE = """() => {
  const left = (of) => document.querySelector(`.picture ${of}`).getBoundingClientRect().left;
  return [left(".name") - left(".inside"), left(".met") - left(".not-met")].map(Math.sign);
}"""
BROKEN = f"""() => [...{BOXES}].filter((box) => box.offsetHeight < {SHEET}
  && getComputedStyle(box.closest(".outcomes") || box).breakInside !== "avoid")
  .map((box) => box.textContent)"""


def opened(page: Page, folder: Path, key: str) -> None:
    """The web page of a protocol, as the file that somebody keeps."""
    file = folder / f"{key}.html"
    file.write_text(printed(key, "html"), encoding="utf-8")
    page.goto(file.as_uri())


@pytest.mark.parametrize("size", [LAPTOP, NARROWEST], ids=["laptop", "narrowest"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_words_stay_in_their_boxes_and_are_large_enough(
    chromium: Browser, tmp_path: Path, size: dict[str, int], direction: str
) -> None:
    page = chromium.new_page(viewport=size)  # type: ignore[arg-type]
    for key in BY_KEY:
        opened(page, tmp_path, key)
        page.evaluate("(way) => { document.documentElement.dir = way }", direction)

        assert page.evaluate(OVER_THE_EDGE) == [], f"{key}: {REMEDY}"
        assert cast("float", page.evaluate(LETTERS)) >= SMALLEST_LETTERS, f"{key}: {REMEDY}"
        assert page.evaluate(SIDEWAYS) <= 0, f"{key}: {REMEDY}"
    page.close()


@pytest.mark.parametrize("colours", ["none", "active"], ids=["usual", "forced colours"])
def test_any_of_and_all_of_differ_by_shape(
    chromium: Browser, tmp_path: Path, colours: Literal["none", "active"]
) -> None:
    page = chromium.new_page(viewport=LAPTOP)  # type: ignore[arg-type]
    page.emulate_media(forced_colors=colours)
    opened(page, tmp_path, "nice_ta279")

    (every_corner, every_edge, every_rail), (corner, edge, rail) = page.evaluate(SHAPES)

    assert (every_corner, corner) == ("0px", "50%")
    assert float(every_edge.removesuffix("px")) > 2 * float(edge.removesuffix("px")), "filled"
    assert (every_rail, rail) == ("solid", "dashed")
    page.close()


def test_a_name_stands_beside_what_it_holds_where_there_is_room(
    chromium: Browser, tmp_path: Path
) -> None:
    page = chromium.new_page()
    for size, direction, beside in (
        (LAPTOP, "ltr", [-1, -1]),
        (LAPTOP, "rtl", [1, 1]),
        (PHONE, "ltr", [0, 0]),
    ):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        opened(page, tmp_path, "nice_ta279")
        page.evaluate("(way) => { document.documentElement.dir = way }", direction)

        assert page.evaluate(BESIDE) == beside, f"{size}, {direction}: {REMEDY}"
    page.close()


def test_on_paper_no_box_that_fits_a_sheet_is_broken(chromium: Browser, tmp_path: Path) -> None:
    page = chromium.new_page(viewport={"width": 718, "height": SHEET})
    page.emulate_media(media="print")
    for key in BY_KEY:
        opened(page, tmp_path, key)

        assert page.evaluate(BROKEN) == [], f"{key}: {REMEDY}"
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
        page.close()
