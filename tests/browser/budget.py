"""What the patient's way costs whoever walks it: screens, taps and words, counted in a real browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from playwright.sync_api import Page

# A press of a finger or into a box is one tap; choosing from a list that opens is one more.
COUNTS_TAPS = """
const more = () => sessionStorage.setItem("taps", Number(sessionStorage.getItem("taps") || 0) + 1);
addEventListener("pointerdown", more, true);
addEventListener("change", event => event.target.localName === "select" && more(), true);
"""
# What is folded, or said to screen readers alone, is not there for the eye.
WORDS = """() => {
  const unseen = element =>
    element.closest("script, style, .visually-hidden, .skip, details:not([open]) > :not(summary)");
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  let seen = "";
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!unseen(parent) && parent.checkVisibility()) seen += " " + walker.currentNode.data;
  }
  return (seen.match(/[\\p{L}\\p{N}][^\\s]*/gu) || []).length;
}"""
TAPS = "() => Number(sessionStorage.getItem('taps') || 0)"


@dataclass
class Cost:
    """What was met so far."""

    screens: int = 0
    words: int = 0
    taps: int = 0

    def look(self, page: Page) -> None:
        """Count the page shown, and the taps up to it."""
        self.screens += 1
        self.words += cast("int", page.evaluate(WORDS))
        self.taps = cast("int", page.evaluate(TAPS))
