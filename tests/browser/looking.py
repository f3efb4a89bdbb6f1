"""What a careful eye finds wrong with a page in a browser: WCAG 2.2 AA, and what no scan sees."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROWEST = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %

OWN_CHECKS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def look_over(page: Page, *, finger: bool = True) -> None:
    """Fail with everything that is wrong with the page shown. `finger`: targets of 44 pixels."""
    faults = [*scan(page), *cast("list[str]", page.evaluate(OWN_CHECKS, [finger])), *sideways(page)]
    assert not faults, f"{page.url}:\n  " + "\n  ".join(faults)


def scan(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = cast("list[dict[str, object]]", Axe().run(page, options=options).response["violations"])
    return [f"{one['id']}: {one['help']}: {_where(one)}" for one in found]


def _where(found: dict[str, object]) -> str:
    nodes = cast("list[dict[str, object]]", found["nodes"])
    return "; ".join(f"{node['target']} {node['html']}"[:200] for node in nodes[:3])


def sideways(page: Page) -> list[str]:
    """Whether the page must be moved sideways on a narrow screen, or at 400 % zoom."""
    usual = page.viewport_size
    faults: list[str] = []
    for size in (NARROWEST, ZOOMED):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        over = cast("int", page.evaluate(SIDEWAYS))
        if over > 0:
            faults.append(f"{over} pixels too wide at {size['width']} × {size['height']}")
    if usual:
        page.set_viewport_size(usual)
    return faults
