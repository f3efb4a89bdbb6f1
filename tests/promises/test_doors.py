"""Every door, tried by everybody: it opens for those whom the kept list of routes names, and no others."""

from __future__ import annotations

from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.kit.pages import PageClient
from tests.kit.people import Invited, StaffClient
from tests.promises import routes
from tests.promises.addresses import address, known_of
from tests.promises.routes import method, rules_of
from tests.rules.markdown import table_in

VISITORS = ("nurse", "clinician", "administrator", "patient", "stranger")
NOT_SIGNED_IN = {"patient", "stranger"}
# Past the door, a form without its token is turned away before anything is changed.
WITHOUT_A_TOKEN = 400
SHOWN = {200, 303, 422}


def kept() -> dict[tuple[str, str], set[str]]:
    """Who may use each route, by method and view, as the kept list says."""
    _, rows = table_in(routes.KEPT.read_text(encoding="utf-8"))
    listed = {(row[0], row[2]): row[3] for row in rows}
    return {
        route: set(VISITORS) if who == "anyone" else set(who.split(", "))
        for route, who in listed.items()
    }


@pytest.fixture
def stranger(app: Flask) -> PageClient:
    return PageClient(app)


def try_door(browser: FlaskClient, url: str, how: str, visitor: str, allowed: set[str]) -> None:
    """Send one request. Fails where the door opens to somebody not listed, or stays shut to one who is."""
    answer = browser.open(url, method=how)
    to_sign_in = answer.headers.get("Location", "").startswith("/sign-in")
    if visitor in allowed:
        opened = answer.status_code in ({WITHOUT_A_TOKEN} if how == "POST" else SHOWN)
        assert opened, f"{how} {url} is shut to {visitor}: {answer.status}"
        assert not to_sign_in, f"{how} {url} is shut to {visitor}, who is to sign in"
    elif visitor in NOT_SIGNED_IN and "patient" not in allowed:
        assert to_sign_in, f"{how} {url} is open to {visitor}: {answer.status}"
    else:
        assert answer.status_code == 403, f"{how} {url} is open to {visitor}: {answer.status}"


@pytest.mark.parametrize("visitor", VISITORS)
def test_doors_open_for_those_who_are_listed_and_for_nobody_else(
    app: Flask, invited: Invited, visitor: str, request: pytest.FixtureRequest
) -> None:
    known, allowed = known_of(app, invited), kept()
    browser = cast("PageClient", request.getfixturevalue(visitor)).browser
    for rule in rules_of(app):
        how = method(rule)
        try_door(browser, address(app, rule, known), how, visitor, allowed[how, rule.endpoint])


@pytest.mark.parametrize(("url", "how"), [("/ready", "GET"), ("/worklist/find", "POST")])
def test_a_door_that_is_not_as_listed_is_named(
    clinician: StaffClient, stranger: PageClient, url: str, how: str
) -> None:
    with pytest.raises(AssertionError, match=f"{how} {url} is open to clinician"):
        try_door(clinician.browser, url, how, "clinician", {"nurse"})
    with pytest.raises(AssertionError, match=f"{how} {url} is shut to stranger"):
        try_door(stranger.browser, url, how, "stranger", set(VISITORS))
