"""A patient comes by a link through a proxy with TLS: the link's secret goes no further than the link."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, Response, request
from playwright.sync_api import Page, expect

from questionnaire.store.config import Config
from tests.browser.looking import look_over
from tests.browser.test_patient import PHONE, open_link
from tests.browser.typing_in import Opened, press
from tests.kit.people import Invited
from tests.kit.real_server import free_port
from tests.kit.tls_proxy import tls_proxy


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def config(config: Config, port: int) -> Config:
    """The clinic as it is set behind a proxy."""
    return replace(config, base_url=f"https://127.0.0.1:{port}")


@pytest.fixture
def phone(opened: Opened) -> Page:
    """A browser of a telephone's size, which does not mind who signed the certificate."""
    return opened(viewport=PHONE, ignore_https_errors=True)


@pytest.fixture
def told(app: Flask) -> list[str]:
    """What each request and its answer tell, but for the addresses asked for."""
    told: list[str] = []

    @app.before_request
    def note_headers() -> None:
        told.append(f"{request.method} {request.path.partition('/i/')[0]}: {request.headers}")

    @app.after_request
    def note_answer(answer: Response) -> Response:
        answer.direct_passthrough = False
        told.append(f"{answer.headers}{answer.get_data(as_text=True)}")
        return answer

    return told


def test_a_birthday_is_taken_behind_tls_and_the_secret_is_told_nobody(
    address: str, port: int, tmp_path: Path, phone: Page, invited: Invited, told: list[str]
) -> None:
    site, secret = f"https://127.0.0.1:{port}", invited.link.rpartition("/")[2]
    with tls_proxy(tmp_path, port, int(address.rpartition(":")[2])):
        open_link(phone, site, invited)
        look_over(phone)
        assert phone.url == f"{site}/door"
        press(phone, "Continue", look_over)

        expect(phone.get_by_role("heading", level=1)).to_have_text("Questions about your back pain")
        phone.go_back()
        expect(phone.get_by_role("heading", level=1)).to_have_text("Questions about your back pain")
        phone.context.close()
    referers = [line for one in told for line in one.splitlines() if "Referer: " in line]
    assert any("/static/style.css" in one for one in told)
    assert {line.strip() for line in referers} == {f"Referer: {site}/"}
    assert not [one for one in told if secret in one]


def test_the_door_that_knows_no_link_on_a_telephone(address: str, phone: Page) -> None:
    phone.goto(f"{address}/door")

    look_over(phone)
