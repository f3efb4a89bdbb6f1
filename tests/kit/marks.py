"""What a page that was refused leads to and marks."""

from __future__ import annotations

from tests.kit.markup import Page


def led_to(page: Page) -> list[str]:
    """The ids of the boxes that the summary of errors leads to, in its order."""
    summary = next(one for one in page.main.all("div") if "error-summary" in one.get("class"))
    return [link.get("href").removeprefix("#") for link in summary.all("a")]


def marked(page: Page) -> list[str]:
    """The ids of the boxes that are marked as wrong and described by their error, in order."""
    boxes = [box for box in page.main.all("input", "select") if box.get("aria-invalid") == "true"]
    assert all("error" in box.get("aria-describedby") for box in boxes)
    return [box.get("id") for box in boxes]
