"""A real browser, and a clinic that it can reach."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Generator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from tests.browser.typing_in import Opened

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture
def clinic_database(migrated_file: Path, tmp_path: Path) -> str:
    """One kind of database is enough here: what the browser shows is made above it."""
    shutil.copy(migrated_file, tmp_path / "clinic.db")
    return f"sqlite:///{tmp_path / 'clinic.db'}"


@pytest.fixture(scope="session")
def chromium() -> Generator[Browser, None, None]:
    """Headless Chromium. Skips plainly where there is none, unless a browser is required."""
    if not CHROMIUM.exists():
        said = f"no Chromium at {CHROMIUM}: nothing was tried in a browser; .ci/run installs one"
        if os.environ.get("QUESTIONNAIRE_REQUIRE_BROWSER") == "1":
            pytest.fail(said)
        pytest.skip(said)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=as_root)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser) -> Generator[Opened, None, None]:
    """Opens a page in a browser of its own: `opened(viewport=…)`. All are closed in the end."""
    contexts: list[BrowserContext] = []

    def open_one(**how: Any) -> Page:  # noqa: ANN401  # what playwright takes
        contexts.append(chromium.new_context(**how))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def address(app: Flask) -> Generator[str, None, None]:
    """Where the clinic answers."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
