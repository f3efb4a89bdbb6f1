"""Every door, tried by everybody in every way: each meets what the kept table says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from questionnaire.store import clock
from questionnaire.store.database import read_session
from questionnaire.store.models import Role
from questionnaire.store.models.base import Model
from questionnaire.web import access
from tests.kit.pages import PageClient
from tests.kit.people import Invited, StaffClient
from tests.promises import doors
from tests.promises.addresses import Known, address, known_of
from tests.promises.doors import Met, row_of
from tests.promises.identities import IDENTITIES
from tests.promises.routes import method, rules_of

# Past the door, a form without its token is turned away before anything is changed.
WITHOUT_A_TOKEN = 400
SHOWN = {200, 303, 422}
# How a patient comes back to their pages, and a nurse who has one on the telephone.
WAYS_BACK = (
    b"Open your link again",
    b"Give the date of birth again",
    b"This link was taken back",
    b"This link was replaced by a newer one",
    b"Your appointment was called off",
    b"You are not answering for this patient now",
)
METHODS = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"))


def test_the_kept_table_of_doors_is_up_to_date(app: Flask) -> None:
    kept, now = doors.KEPT.read_text(encoding="utf-8"), doors.table(app)

    changed = [*unified_diff(kept.splitlines(), now.splitlines(), "kept", "now", n=0, lineterm="")]

    assert kept == now, (
        "tests/promises/doors.md: write these rows by `python -m tests.pins`, and review them: a route, or"
        " whom it is open to, has changed\n" + "\n".join(changed)
    )


def met_at(answer: TestResponse, how: str) -> Met | None:
    """What an answer is to whoever asked; None where no door answers so."""
    to = answer.headers.get("Location", "")
    if answer.status_code == 303 and to.startswith(("/sign-in", "/password")):
        return Met.SIGN_IN if to.startswith("/sign-in") else Met.PASSWORD
    if answer.status_code == 403:
        way_back = how == "HEAD" or any(words in answer.data for words in WAYS_BACK)
        return Met.LINK if way_back else Met.NOT_ALLOWED
    if answer.status_code == 410:
        return Met.GONE
    opened = {WITHOUT_A_TOKEN} if how == "POST" else SHOWN
    return Met.OPEN if answer.status_code in opened else None


def faults(browser: FlaskClient, url: str, how: str, name: str, due: Met) -> Iterator[str]:
    """Try one address in one way, and as one asks what it would answer to."""
    for way in (how, *(("HEAD",) if how == "GET" and due is not Met.OPEN else ()), "OPTIONS"):
        found = met_at(browser.open(url, method=way), way)
        if way == "HEAD" and found is Met.LINK and due is Met.NOT_ALLOWED:
            continue  # no words by which to tell them apart
        if way == "OPTIONS" and due in {Met.GONE, Met.OPEN} and found is Met.OPEN:
            continue  # the page itself is not asked for
        if found is not due:
            yield f"{way} {url} is {found.value if found else 'broken'} to {name}: should be {due.value}"


def rows(app: Flask) -> dict[str, int]:
    """How many rows each table has."""
    with app.app_context():
        return {
            table.name: read_session().scalar(select(func.count()).select_from(table)) or 0
            for table in Model.metadata.sorted_tables
        }


def tries(app: Flask, known: Known, name: str) -> Iterator[tuple[Rule, str, Met]]:
    """Every route, with an address of it and what somebody should meet there: shut doors first."""
    kept = doors.kept()
    every = [(rule, kept[*row_of(rule), name]) for rule in rules_of(app)]
    for rule, due in sorted(every, key=lambda one: one[1] is Met.OPEN):
        yield rule, address(app, rule, known), due


# Who is let in is asked of the database by these; what others meet hangs on no database.
ON_BOTH = ("patient, link revoked", "patient, idle", "nurse", "nurse, idle", "nurse, disabled")
CASES = [*((one, "sqlite") for one in IDENTITIES), *((one, "postgresql") for one in ON_BOTH)]


@pytest.mark.parametrize(("name", "clinic_database"), CASES, indirect=["clinic_database"])
def test_everybody_meets_what_the_table_says(app: Flask, invited: Invited, name: str) -> None:
    known, identity = known_of(app, invited), IDENTITIES[name]
    browser = identity.comes(app, invited).browser
    every, before = list(tries(app, known, name)), rows(app)
    shut = [one for one in every if one[2] is not Met.OPEN]

    with time_machine.travel(clock.now() + identity.later, tick=True):
        found = [
            fault
            for rule, url, due in shut
            for fault in faults(browser, url, method(rule), name, due)
        ]
        if rows(app) != before:
            found.append(f"a door that is shut to {name} lets something be written")
        found += [
            fault
            for rule, url, due in every[len(shut) :]
            for fault in faults(browser, url, method(rule), name, due)
        ]

    assert not found, "\n".join(found)


def test_no_address_answers_to_a_way_that_it_does_not_have(
    app: Flask, invited: Invited, nurse: StaffClient
) -> None:
    known, adapter = known_of(app, invited), app.url_map.bind("localhost")
    urls = {address(app, rule, known).partition("?")[0] for rule in rules_of(app)}

    answered = [
        f"{how} {url}: {answer.status}"
        for url in sorted(urls)
        for how in METHODS - set(adapter.allowed_methods(url))
        if (answer := nurse.browser.open(url, method=how)).status_code != 405
    ]

    assert not answered


@pytest.mark.parametrize(
    ("name", "door", "complaint"),
    [
        ("nobody", access.anyone, "GET /made-up is open to nobody: should be sign in"),
        (
            "patient of another response",
            access.anyone,
            "GET /made-up is open to patient of another response: should be sign in",
        ),
        ("nurse", access.staff(Role.CLINICIAN), "GET /made-up is no to nurse: should be open"),
        (
            "nurse, one-time password",
            access.staff(Role.NURSE),
            "GET /made-up is password to nurse, one-time password: should be open",
        ),
    ],
)
def test_a_door_that_is_not_as_the_table_says_is_named(
    app: Flask, invited: Invited, name: str, door: object, complaint: str
) -> None:
    def made_up() -> str:
        return ""

    assert callable(door)
    app.add_url_rule("/made-up", view_func=door(made_up))
    browser = IDENTITIES[name].comes(app, invited).browser
    due = Met.OPEN if complaint.endswith("open") else Met.SIGN_IN

    assert complaint in list(faults(browser, "/made-up", "GET", name, due))


def test_a_new_route_stands_in_the_table_by_itself(app: Flask) -> None:
    def made_up() -> str:
        return ""

    app.add_url_rule("/made-up", view_func=access.staff(Role.NURSE)(made_up))

    [row] = [line for line in doors.table(app).splitlines() if "`/made-up`" in line]
    cells = dict(zip(IDENTITIES, row.split(" | ")[2:], strict=True))

    assert (cells["nurse"], cells["clinician"], cells["nobody"]) == ("open", "no", "sign in")


def test_who_is_let_in_by_nothing_is_turned_away(app: Flask) -> None:
    def made_up() -> str:
        return ""

    app.add_url_rule("/made-up", view_func=made_up)

    assert PageClient(app).browser.get("/made-up").status_code == 403
