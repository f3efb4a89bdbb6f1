"""A server killed in the middle of a patient's journey has lost no page that it had answered."""

from __future__ import annotations

import time
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from questionnaire.backups.drafts import PREFIX
from rules.questions import QUESTIONS
from tests.kit.filling_in import LISTS, answer_all_pages, filled, last_part
from tests.kit.pages import values
from tests.kit.real_server import QUESTIONNAIRE, NetworkClient, Served, serving
from tests.promises.test_journeys import SEVERE

BORN = {"born-day": "27", "born-month": "3", "born-year": "1947"}


class Writer(Thread):
    """A patient who answers page after page, and notes every question that was acknowledged."""

    def __init__(self, served: Served, link: str) -> None:
        super().__init__()
        self.client = NetworkClient(served)
        self.link = link
        self.acknowledged: list[str] = []
        self.faults: list[BaseException] = []

    def run(self) -> None:
        try:
            self._answer()
        except (OSError, HTTPException):
            pass  # the server is gone: that was the plan
        except BaseException as fault:  # noqa: BLE001 (it is shown by the test)
            self.faults.append(fault)

    def _answer(self) -> None:
        client = self.client
        client.get(self.link)
        client.submit(BORN)
        page = client.submit(to=urlsplit(client.page.url).path if client.page else "")
        while last_part(page) not in {"check", *LISTS}:
            if "/help-now/" in page.url:
                page = client.get(page.links["Continue with the questions"])
                continue
            form = page.form()
            sent = {**values(form), **filled(page, QUESTIONS, SEVERE)}
            to, headers = form.get("action"), {"Referer": client.base_url}
            answer = client.browser.post(to, data=sent, headers=headers, base_url=client.base_url)
            assert answer.status_code == 303, answer.get_data(as_text=True)
            self.acknowledged += values(form)["shown"]
            page = client.get(answer.headers["Location"])


def wait_for(writer: Writer, pages: int) -> None:
    deadline = time.monotonic() + 60
    while len(writer.acknowledged) < pages and time.monotonic() < deadline and writer.is_alive():
        time.sleep(0.005)
    assert not writer.faults, writer.faults


@pytest.mark.parametrize("kills", [(5, 14, 22)], ids=["three times"])
def test_no_acknowledged_page_is_lost(tmp_path: Path, kills: tuple[int, ...]) -> None:
    link, acknowledged = "", list[str]()
    for pages in kills:
        with serving(tmp_path) as served:
            link = link or served.link
            writer = Writer(served, link)
            writer.start()
            wait_for(writer, pages - len(acknowledged))
            served.kill()
            writer.join()
            assert not writer.faults, writer.faults
            acknowledged += writer.acknowledged

    assert len(acknowledged) >= kills[-1]
    with serving(tmp_path) as served:
        client = NetworkClient(served)
        client.get(link)
        client.submit(BORN)
        assert client.page is not None
        said = client.get(client.page.links["See the answers you have given"]).main
        rows = {
            next(row.all("dt")).text: next(row.all("dd")).text
            for row in said.all("div")
            if list(row.all("dt"))
        }
        lost = [
            key
            for key in acknowledged
            if key in SEVERE and rows[QUESTIONS[key].text] == "Not answered"
        ]
        assert not lost, "what was answered with a redirect must be in the file by then"

        # and the patient goes on to the end as if nothing had happened
        client.get(link)
        client.submit(BORN)
        page = answer_all_pages(client, SEVERE)
        assert "8 / 10" in page.text


def test_a_second_start_keeps_everything_and_says_how_to_sign_in(tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        assert "shown only now" in first.printed
    left = tmp_path / f"{PREFIX}1"
    left.mkdir()
    with serving(tmp_path) as second:
        assert f"had left: {left}" in second.printed
        assert not left.exists()
        assert "Sign in again as" in second.printed
        assert f"{QUESTIONNAIRE} reset-password" in second.printed
        assert "/i/" not in second.printed
