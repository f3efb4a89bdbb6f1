"""What a careful eye finds wrong with a page in a browser: WCAG 2.2 AA, and what no scan sees."""

from __future__ import annotations

from typing import cast

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROWEST = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %

OWN_CHECKS = """([finger]) => {
  const faults = [];
  const name = one => `${one.tagName.toLowerCase()} ${one.id || one.name || one.textContent.trim().slice(0, 40)}`;
  const shown = one => one.getClientRects().length > 0 && !one.closest('.visually-hidden');
  const label = one => one.id && document.querySelector(`label[for="${CSS.escape(one.id)}"]`);
  const controls = [...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')];
  const pressed = [...document.querySelectorAll('main button, main a.button, main summary')];
  for (const one of [...controls, ...pressed].filter(shown)) {
    const boxes = [one, label(one)].filter(Boolean).map(part => part.getBoundingClientRect());
    const height = Math.max(...boxes.map(box => box.height));
    const width = Math.max(...boxes.map(box => box.width));
    if (finger && (height < 43.5 || width < 43.5)) faults.push(`${name(one)} is ${width} × ${height}, under 44`);
  }
  const groups = Object.groupBy(controls.filter(one => ['radio', 'checkbox'].includes(one.type)), one => one.name);
  for (const [key, group] of Object.entries(groups)) {
    const legend = group[0].closest('fieldset')?.querySelector('legend');
    if (group.length > 1 && !legend?.textContent.trim()) faults.push(`${key} has no fieldset with a legend`);
  }
  for (const one of document.querySelectorAll('[aria-invalid=true]')) {
    const near = [one, one.closest('fieldset')].filter(Boolean);
    const ids = near.flatMap(part => (part.getAttribute('aria-describedby') || '').split(' ')).filter(Boolean);
    const said = ids.map(id => document.getElementById(id)).filter(Boolean);
    if (!said.some(part => part.classList.contains('error-message'))) faults.push(`${name(one)} has an error that nothing says`);
  }
  for (const link of document.querySelectorAll('.error-summary a')) {
    const to = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!to || !to.matches('input, select, textarea')) faults.push(`the error summary leads to no box: ${link.hash}`);
  }
  return faults;
}"""
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
