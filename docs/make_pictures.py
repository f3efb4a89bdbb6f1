"""Makes the pictures of the README from the running app, as `python -m docs.make_pictures`.

Needs Chromium and pdftoppm (Debian: apt-get install chromium poppler-utils). The patients in the
pictures are the demo's, and invented.
"""  # noqa: INP001 (a script, not a part of the program)

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.kit.real_server import Served, serving

PICTURES = Path(__file__).with_name("pictures")
CHROMIUM = Path("/usr/bin/chromium")
PASSWORD = "four words in a row"  # noqa: S105 (of a clinic that is gone when the pictures are made)
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1366, "height": 768}


def main() -> None:
    """Start a new demo, and take a picture of each thing that the README shows."""
    PICTURES.mkdir(exist_ok=True)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as served,
        sync_playwright() as tool,
    ):
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=as_root)
        nurses_pages(browser, served)
        clinicians_pages(browser, served, Path(folder))
        patients_pages(browser, served)
        browser.close()


def patients_pages(browser: Browser, served: Served) -> None:
    """A question, as a patient sees it on a telephone."""
    page = browser.new_page(viewport=PHONE, device_scale_factor=2)
    page.goto(f"http://127.0.0.1:{served.port}{served.link}")
    for box, text in (("day", "27"), ("month", "3"), ("year", "1947")):
        page.locator(f"[name=born-{box}]").fill(text)
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()
    root = page.url.rstrip("/")
    with page.expect_navigation():
        page.get_by_role("button", name="Start now").click()
    page.goto(f"{root}/pain-scores")
    page.locator("[name=pain_on_movement][value='7']").check()
    keep(page, "patient-question")
    page.goto(f"{root}/cauda-equina")
    page.locator("[value=saddle_numbness]").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()
    keep(page, "patient-help-now")


def nurses_pages(browser: Browser, served: Served) -> None:
    """The worklist, and one submission."""
    page = signed_in(browser, served, "nurse")
    page.reload()  # without the word that the password is changed
    keep(page, "nurse-worklist")
    page.get_by_role("link", name=re.compile("Demo Patient 07")).first.click()
    keep(page, "nurse-submission")


def clinicians_pages(browser: Browser, served: Served, folder: Path) -> None:
    """The face sheet, and the first page of its PDF."""
    page = signed_in(browser, served, "clinician")
    page.get_by_role("link", name=re.compile("Demo Patient 01")).first.click()
    keep(page, "clinician-face-sheet")
    address = page.url.replace("face-sheet", "summary.pdf")
    pdf = folder / "summary.pdf"
    pdf.write_bytes(page.request.get(address).body())
    picture = PICTURES / "summary-pdf"
    command = ["pdftoppm", "-png", "-r", "80", "-singlefile", str(pdf), str(picture)]
    subprocess.run(command, check=True)  # noqa: S603 (our own file)


def signed_in(browser: Browser, served: Served, role: str) -> Page:
    """A browser of staff who have chosen a password of their own."""
    found = re.search(rf"^ *{role} +{role} +(\S+)", served.printed, re.MULTILINE)
    if found is None:
        raise SystemExit(f"the server printed no password for the {role}:\n{served.printed}")
    page = browser.new_page(viewport=LAPTOP)
    page.goto(f"http://127.0.0.1:{served.port}/sign-in")
    page.get_by_label("User name").fill(role)
    page.get_by_label("Password").fill(found[1])
    page.get_by_role("button", name="Sign in").click()
    page.locator("[name=current]").fill(found[1])
    page.locator("[name=new]").fill(PASSWORD)
    page.locator("[name=again]").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url(lambda url: not url.endswith("/password"))
    return page


def keep(page: Page, name: str) -> None:
    """A picture of what the screen shows."""
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
