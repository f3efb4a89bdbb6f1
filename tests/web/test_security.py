"""Headers, cookies, forged requests, and pages for errors that give nothing away."""

from __future__ import annotations

import logging
import re
from collections.abc import Generator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

from questionnaire import create_app
from questionnaire.store.config import Config
from questionnaire.store.database import Database
from questionnaire.web.access import anyone
from tests.kit.pages import PageClient, values
from tests.kit.people import PASSWORD, Invited, StaffClient

SITE = "https://questionnaire.clinic.example"
PASSED_ON = (SITE, SITE.replace("https", "http"))
"""How a request reaches the app: from a server that does TLS by itself, and from a proxy before it."""


@pytest.fixture
def behind_tls(app: Flask, config: Config) -> Generator[Flask, None, None]:
    """The same clinic, reached by https."""
    secure = create_app(replace(config, base_url=SITE))
    secure.extensions["passwords"] = app.extensions["passwords"]
    yield secure
    secure.extensions["database"].close()


@pytest.fixture
def in_earnest(app: Flask) -> Flask:
    """The app as patients meet it: a fault shows a page, not a traceback."""
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=None)
    return app


def test_every_answer_carries_the_headers(app: Flask) -> None:
    for path in ("/", "/sign-in", "/nowhere", "/static/style.css"):
        headers = app.test_client().get(path, buffered=True).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Frame-Options"] == "DENY", path
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert "unsafe" not in headers["Content-Security-Policy"], path
        assert headers["Referrer-Policy"] == "strict-origin", path


def test_no_page_is_kept_by_a_browser_but_the_style_is(app: Flask) -> None:
    browser = app.test_client()

    assert browser.get("/sign-in").headers["Cache-Control"] == "no-store"
    style = browser.get("/static/style.css", buffered=True)
    assert "max-age=31536000" in style.headers["Cache-Control"]


def test_each_answer_has_its_own_nonce(app: Flask) -> None:
    browser = app.test_client()
    policies = [browser.get("/").headers["Content-Security-Policy"] for _ in range(2)]

    nonces = {re.search(r"nonce-([^']+)", policy) for policy in policies}

    assert len(nonces) == 2


def test_the_style_comes_anew_when_it_changes(app: Flask) -> None:
    page = PageClient(app).get("/")

    href = next(
        link.get("href") for link in page.root.all("link") if link.get("rel") == "stylesheet"
    )

    assert re.fullmatch(r"/static/style\.css\?v=[0-9a-f]{12}", href)


def test_behind_tls_the_cookie_is_the_hosts_alone(behind_tls: Flask) -> None:
    answer = behind_tls.test_client().get("/sign-in", base_url=SITE)

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_without_tls_the_cookie_is_plain_and_nothing_is_promised(app: Flask) -> None:
    answer = app.test_client().get("/sign-in")

    assert answer.headers["Set-Cookie"].startswith("session=")
    assert "Secure" not in answer.headers["Set-Cookie"]
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in answer.headers


def test_staff_sign_in_behind_tls(behind_tls: Flask, nurse: StaffClient) -> None:
    page = StaffClient(behind_tls, "nurse", base_url=SITE).page

    assert page is not None
    assert page.heading == "Worklist"


@pytest.mark.parametrize(
    "host", ["evil.example", "questionnaire.clinic.settings.example.evil.example"]
)
def test_another_sites_name_is_not_answered_to(behind_tls: Flask, app: Flask, host: str) -> None:
    assert behind_tls.test_client().get("/", base_url=f"https://{host}").status_code == 400
    assert app.test_client().get("/", base_url=f"http://{host}").status_code == 400


@pytest.mark.parametrize(
    "host", ["[::1]", "[::1]:8000", "LOCALHOST", "LocalHost:8000", "127.0.0.1", "127.9.9.9:80"]
)
def test_this_machine_is_answered_under_each_of_its_names_and_only_without_tls(
    app: Flask, behind_tls: Flask, host: str
) -> None:
    assert app.test_client().get("/", headers={"Host": host}).status_code == 200
    assert behind_tls.test_client().get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["[::1", "[::1]x", "localhost:x", "a b"])
def test_a_name_that_is_none_is_refused(app: Flask, host: str) -> None:
    assert app.test_client().get("/", headers={"Host": host}).status_code == 400


def test_a_form_without_its_token_is_refused(app: Flask, nurse: StaffClient) -> None:
    page = nurse.send("/sign-out", {}, expect=400)

    assert page.heading == "This page was open too long"
    assert nurse.get("/worklist").heading == "Worklist"


def test_a_token_of_another_session_is_refused(app: Flask, nurse: StaffClient) -> None:
    stranger = PageClient(app)
    stranger.get("/sign-in")

    nurse.send("/sign-out", {"csrf_token": [stranger.token()]}, expect=400)


@pytest.mark.parametrize("passed_on", PASSED_ON)
@pytest.mark.parametrize("headers", [{"Referer": "https://evil.example/"}, {}])
def test_behind_tls_a_form_from_another_site_is_refused(
    behind_tls: Flask, passed_on: str, headers: dict[str, str]
) -> None:
    browser = PageClient(behind_tls, passed_on)
    browser.get("/sign-in")
    data = {"csrf_token": browser.token(), "username": "x", "password": "y"}

    answer = browser.browser.post("/sign-in", data=data, base_url=passed_on, headers=headers)

    assert answer.status_code == 400


@pytest.mark.parametrize("passed_on", PASSED_ON)
def test_behind_tls_a_birthday_is_taken(
    behind_tls: Flask, invited: Invited, passed_on: str
) -> None:
    patient = PageClient(behind_tls, passed_on)
    form = values(patient.get(invited.link).form())
    told = {"born-day": ["27"], "born-month": ["3"], "born-year": ["1948"]}

    answer = patient.browser.post(
        "/door",
        data={**form, **told},
        base_url=passed_on,
        headers={"Referer": f"{SITE}/"},  # all that the policy on the page lets a browser tell
    )

    assert answer.headers["Location"] == f"/r/{invited.response_id}/"
    assert patient.get(answer.headers["Location"]).heading == "Questions about your back pain"


def test_behind_tls_no_address_leads_out_of_it(behind_tls: Flask, invited: Invited) -> None:
    answer = behind_tls.test_client().get(f"/r/{invited.response_id}", base_url=PASSED_ON[1])

    assert answer.headers["Location"] == f"{SITE}/r/{invited.response_id}/"


@pytest.mark.parametrize(
    ("path", "status"), [("/nowhere", 404), ("/r/1/", 404), ("/responses/x", 404)]
)
def test_what_is_not_there_has_a_full_page(app: Flask, path: str, status: int) -> None:
    page = PageClient(app).get(path, expect=status)

    assert page.heading == "There is no such page"
    assert "telephone number" in page.main.text


def test_staff_are_led_to_their_own_pages_from_one_that_is_not_there(
    nurse: StaffClient, administrator: StaffClient
) -> None:
    page = nurse.get("/nowhere", expect=404)
    away = administrator.get("/nowhere", expect=404)

    assert page.heading == "There is no such page"
    assert "invitation" not in page.main.text
    assert page.links["To the worklist"] == "/worklist"
    assert "To the worklist" not in away.links
    administrator.get(away.links["Go to your own pages"])


def test_a_wrong_method_has_a_full_page(app: Flask) -> None:
    assert PageClient(app).get("/sign-out", expect=405).heading == "There is no such page"


def test_too_much_text_has_a_full_page(nurse: StaffClient) -> None:
    nurse.get("/password")

    page = nurse.submit({"new": "x" * 1_100_000}, expect=413)

    assert page.heading == "That was too much at once"


def test_a_fault_of_ours_gives_a_number_and_logs_no_value(
    in_earnest: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    @anyone
    def broken(name: str) -> str:
        raise ValueError(name)

    in_earnest.add_url_rule("/broken/<name>", "broken", broken)

    with caplog.at_level(logging.DEBUG):
        page = PageClient(in_earnest).get("/broken/Ada-1948", expect=500)

    number = re.search(r"\d{4} \d{4}", page.main.text)
    assert number
    assert number.group() in caplog.text
    assert "ValueError in broken" in caplog.text
    assert "tests/web/test_security.py" in caplog.text.replace("\\", "/")
    for value in ("Ada", "1948", "/broken/"):
        assert value not in caplog.text.replace("in broken", "")
        assert value not in page.main.text


def test_a_page_for_anyone_is_shown_without_the_clinics_settings(in_earnest: Flask) -> None:
    database: Database = in_earnest.extensions["database"]
    with database.write_session() as session:
        session.execute(text("DROP TABLE clinic_setting"))

    page = PageClient(in_earnest).get("/")

    assert "telephone number not set yet" in page.text


def test_html_in_a_name_is_shown_as_written(app: Flask, administrator: StaffClient) -> None:
    administrator.get("/staff/new")
    name = "<script>alert(1)</script> & Co"

    administrator.submit({"name": name, "username": "script", "role": "nurse"})
    page = administrator.get("/staff")

    assert name in page.main.text
    assert "<script>" not in page.response.get_data(as_text=True)


def test_a_password_never_comes_back_in_a_page(nurse: StaffClient) -> None:
    nurse.get("/password")

    page = nurse.submit({"current": PASSWORD, "new": "short", "again": "short"}, expect=422)

    assert PASSWORD not in page.response.get_data(as_text=True)
