"""Strangers who try passwords on the real server, all at once, shut sign-in for nobody who works there."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

from questionnaire import create_app
from questionnaire.store.config import Config
from questionnaire.store.models import Role
from tests.kit.keys import key
from tests.kit.people import PASSWORD, add_staff
from tests.kit.real_server import Served, serving

STRANGERS, TRIES = 8, 15
SIGN_INS = 8


class Browser:
    """Tries to sign in from an address, as the proxy before the server tells it."""

    def __init__(self, served: Served, address: str) -> None:
        self.port = served.port
        self.headers = {"X-Forwarded-For": address}
        self._ask("GET")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.page)
        assert token
        self.token = token[1]

    def signs_in(self, username: str, password: str) -> int:
        """The status that answers one try."""
        sent = {"csrf_token": self.token, "username": username, "password": password}
        return self._ask("POST", urlencode(sent))

    def _ask(self, method: str, body: str = "") -> int:
        headers = {**self.headers, "Content-Type": "application/x-www-form-urlencoded"}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, "/sign-in", body, headers)
            answer = connection.getresponse()
            self.page = answer.read().decode()
        cookie = answer.headers["Set-Cookie"]
        if cookie and method == "GET":  # and later tries are those of the same, new browser
            self.headers["Cookie"] = cookie.partition(";")[0]
        return answer.status


def test_who_has_signed_in_from_here_gets_in_at_every_try(
    migrated_file: Path, tmp_path: Path
) -> None:
    shutil.copy(migrated_file, tmp_path / "clinic.db")
    url = f"sqlite:///{tmp_path / 'clinic.db'}"
    app = create_app(Config(url, key("first"), "http://127.0.0.1:8000"))
    add_staff(app, Role.NURSE)
    app.extensions["database"].close()
    settings = {
        "QUESTIONNAIRE_DATABASE_URL": url,
        "QUESTIONNAIRE_KEYS": key("first"),
        "QUESTIONNAIRE_PROXIES": "1",
    }
    with serving(tmp_path, settings=settings) as served:
        assert Browser(served, "192.0.2.1").signs_in("nurse", PASSWORD) == 303
        answered = set[int]()

        def guess(address: str) -> None:
            stranger = Browser(served, address)
            for _ in range(TRIES):
                answered.add(stranger.signs_in("nurse", "not the right words"))

        strangers = [Thread(target=guess, args=(f"198.51.100.{n}",)) for n in range(STRANGERS)]
        for one in strangers:
            one.start()
        statuses = [
            Browser(served, "192.0.2.1").signs_in("nurse", PASSWORD) for _ in range(SIGN_INS)
        ]
        for one in strangers:
            one.join()

    assert statuses == [303] * SIGN_INS
    assert answered <= {401, 503}
