"""Strangers who guess are stopped, keep nobody out who has signed in before, and do not flood the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from questionnaire import create_app
from questionnaire.store import audit_check
from questionnaire.store.config import Config
from questionnaire.store.database import read_session
from questionnaire.store.encryption import current_keyring
from questionnaire.store.models import AuditEvent, Role, WrongTries
from questionnaire.web import lockout, passwords, untold
from tests.kit.pages import Page, PageClient
from tests.kit.people import PASSWORD, StaffClient, add_staff

WRONG = "not the right words"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AFAR = "203.0.113.9"


def at(app: Flask, address: str) -> PageClient:
    """A browser at an address, with the page to sign in before it."""
    client = PageClient(app)
    client.browser.environ_base["REMOTE_ADDR"] = address
    client.get("/sign-in")
    return client


def tries(client: PageClient, username: str, password: str = WRONG) -> Page:
    return client.post("/sign-in", {"username": username, "password": password}, expect=401)


def gets_in(client: PageClient, username: str, password: str = PASSWORD) -> bool:
    data = {"csrf_token": client.token(), "username": username, "password": password}
    return client.browser.post("/sign-in", data=data).status_code == 303


def lock_everywhere(app: Flask, username: str) -> None:
    """Guess from so many addresses that no stranger's is let guess any more."""
    for number in range(lockout.TRIES_FROM_ANYWHERE // lockout.TRIES):
        stranger = at(app, f"198.51.100.{number}")
        for _ in range(lockout.TRIES):
            tries(stranger, username)


def trail(app: Flask) -> list[tuple[str, dict[str, object]]]:
    """What it tells after that it was begun."""
    with app.app_context():
        rows = read_session().scalars(select(AuditEvent).order_by(AuditEvent.sequence))
        return [(row.action, row.detail) for row in rows][1:]


def test_strangers_cannot_keep_out_who_has_signed_in_from_here_before(
    app: Flask, nurse: StaffClient
) -> None:
    lock_everywhere(app, "nurse")

    assert gets_in(at(app, "127.0.0.1"), "nurse")


def test_a_stranger_at_the_same_address_who_tries_other_names_does_not_either(
    app: Flask, nurse: StaffClient
) -> None:
    here = at(app, "127.0.0.1")
    for number in range(lockout.TRIES_OF_ANYTHING + 5):
        tries(here, f"name{number}")

    assert gets_in(at(app, "127.0.0.1"), "nurse")


def test_guessing_at_one_name_is_bounded_over_all_addresses(app: Flask) -> None:
    add_staff(app, Role.NURSE)
    lock_everywhere(app, "nurse")

    assert not gets_in(at(app, AFAR), "nurse")


def test_guessing_at_all_names_is_bounded_from_one_address(app: Flask) -> None:
    add_staff(app, Role.NURSE)
    stranger = at(app, AFAR)
    for number in range(lockout.TRIES_OF_ANYTHING):
        tries(stranger, f"name{number}")

    assert not gets_in(stranger, "nurse")
    assert gets_in(at(app, "127.0.0.1"), "nurse")


def test_guessing_is_bounded_where_a_name_has_signed_in_before_too(
    app: Flask, nurse: StaffClient
) -> None:
    here = at(app, "127.0.0.1")
    for _ in range(lockout.TRIES):
        tries(here, "nurse")

    assert not gets_in(here, "nurse")


def test_addresses_of_one_network_are_one(app: Flask) -> None:
    add_staff(app, Role.NURSE)
    for number in range(lockout.TRIES):
        tries(at(app, f"2001:db8:0:1::{number}"), "nurse")

    assert not gets_in(at(app, "2001:db8:0:1:ffff::1"), "nurse")
    assert gets_in(at(app, "2001:db8:0:2::1"), "nurse")


def test_after_a_quarter_of_an_hour_all_may_be_tried_again(app: Flask) -> None:
    add_staff(app, Role.NURSE)

    with time_machine.travel(NOW, tick=False) as clock:
        lock_everywhere(app, "nurse")
        clock.shift(timedelta(minutes=16))
        assert gets_in(at(app, AFAR), "nurse")
        tries(at(app, AFAR), "nobody")

    with app.app_context():
        assert read_session().scalar(select(func.count()).select_from(WrongTries)) == 1


def test_signing_in_forgives_ones_own_slips_and_no_strangers(
    app: Flask, nurse: StaffClient
) -> None:
    here, afar = at(app, "127.0.0.1"), at(app, AFAR)
    for client in (here, afar):
        for _ in range(lockout.TRIES - 1):
            tries(client, "nurse")

    assert gets_in(here, "nurse")
    tries(at(app, "127.0.0.1"), "nurse")
    tries(afar, "nurse")

    assert gets_in(at(app, "127.0.0.1"), "nurse")
    assert not gets_in(afar, "nurse")


def test_nothing_is_hashed_for_who_is_turned_away(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = at(app, AFAR)
    for _ in range(lockout.TRIES):
        tries(stranger, "nobody")
    monkeypatch.delattr(passwords, "is_right")

    tries(stranger, "nobody")


def test_a_name_that_nobody_has_is_stopped_as_one_that_somebody_has(app: Flask) -> None:
    add_staff(app, Role.NURSE)
    shut = {}
    for name in ("nurse", "nobody"):
        stranger = at(app, AFAR)
        for _ in range(lockout.TRIES):
            tries(stranger, name)
        with app.app_context(), app.test_request_context():
            subject = lockout.subject_of(name)
            shut[name] = lockout.is_shut(read_session(), subject, AFAR, known=False)

    assert shut == {"nurse": True, "nobody": True}


def test_many_at_once_get_no_more_tries_than_one_after_the_other(app: Flask) -> None:
    add_staff(app, Role.NURSE)
    strangers = [at(app, AFAR) for _ in range(8)]

    def guess(stranger: PageClient) -> None:
        for _ in range(4):
            data = {"csrf_token": stranger.token(), "username": "nurse", "password": WRONG}
            assert stranger.browser.post("/sign-in", data=data).status_code in {401, 503}

    threads = [Thread(target=guess, args=(stranger,)) for stranger in strangers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not gets_in(at(app, AFAR), "nurse")
    with app.app_context():
        counted = read_session().scalars(select(WrongTries.tries)).one()
        assert lockout.TRIES <= counted <= lockout.TRIES + passwords.STRANGERS_WAITING


def test_a_flood_is_a_few_rows_of_the_trail_that_say_how_many(
    app: Flask, administrator: StaffClient
) -> None:
    add_staff(app, Role.NURSE)
    before, flood = len(trail(app)), untold.TURNED_AWAY_AT_ONCE + 15
    stranger = at(app, AFAR)
    for _ in range(flood):
        tries(stranger, "nurse")

    page = administrator.get("/audit")

    told = trail(app)[before:]
    assert [action for action, _ in told] == [
        "sign-in failed",
        "sign-in failed",
        "staff locked",
        "sign-in failed",
        "sign-in failed",
        "trail seen",
    ]
    failed = [detail for action, detail in told if action == "sign-in failed"]
    assert sum(int(str(detail.get("tries", 1))) for detail in failed) == flood
    assert AFAR in page.text
    assert "tries: " in page.text
    with app.app_context():
        assert not audit_check.verify(read_session(), current_keyring()).faults


def test_what_came_before_a_success_is_told_with_it(app: Flask) -> None:
    add_staff(app, Role.NURSE)
    here = at(app, AFAR)
    for _ in range(3):
        tries(here, "nurse")

    gets_in(here, "nurse")

    assert [(action, detail.get("tries")) for action, detail in trail(app)] == [
        ("sign-in failed", None),
        ("sign-in failed", 2),
        ("signed in", None),
    ]


def test_what_was_not_told_in_a_quarter_of_an_hour_is_told_with_the_next_try(app: Flask) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for number in range(7):
            tries(at(app, f"198.51.100.{number}"), "nobody")
        clock.shift(untold.TOLD_AFTER)
        tries(at(app, AFAR), "nobody")

    (_, first), (_, told), (_, anew) = trail(app)
    assert first == {"address": "198.51.100.0"}
    assert told == {
        "tries": 6,
        "addresses": [*(f"198.51.100.{number}" for number in range(4)), "others"],
    }
    assert anew == {"address": AFAR}


def test_an_administrator_sees_who_is_locked_and_until_when(
    app: Flask, administrator: StaffClient
) -> None:
    locked = add_staff(app, Role.NURSE)
    stranger = at(app, AFAR)
    for _ in range(lockout.TRIES):
        tries(stranger, "nurse")

    assert "locked" in administrator.get("/staff").main.text
    assert "Locked until" in administrator.get(f"/staff/{locked}").main.text
    administrator.submit(to=f"/staff/{locked}/unlock")
    assert "Locked until" not in administrator.get(f"/staff/{locked}").main.text
    assert gets_in(stranger, "nurse")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "origin"),
    [
        (0, "6.6.6.6", AFAR),
        (1, "6.6.6.6, 192.0.2.1", "192.0.2.1"),
        (2, "6.6.6.6, 192.0.2.1, 192.0.2.2", "192.0.2.1"),
        (1, "", AFAR),
        (1, "::ffff:192.0.2.1", "192.0.2.1"),
        (1, "2001:db8::1", "2001:db8::/64"),
        (1, "192.0.2.1:8080", "unknown"),
        (1, "<script>" * 100, "unknown"),
    ],
)
def test_no_header_says_where_a_request_comes_from_but_that_of_a_proxy_of_ours(
    app: Flask, config: Config, proxies: int, forwarded: str, origin: str
) -> None:
    behind = create_app(replace(config, proxies=proxies))
    behind.extensions["passwords"] = app.extensions["passwords"]
    client = at(behind, AFAR)
    client.browser.environ_base["HTTP_X_FORWARDED_FOR"] = forwarded

    tries(client, "nobody")

    assert trail(app) == [("sign-in failed", {"address": origin})]
    behind.extensions["database"].close()
