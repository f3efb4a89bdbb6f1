"""The kept table of doors: `python -m tests.pins` writes `doors.md` anew, to be reviewed.

What each identity meets follows from the door that is declared at the view and from nothing else, so a
new route stands in the table by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from questionnaire.store.models import Role
from questionnaire.web.access import (
    BEFORE_PASSWORD_CHANGED,
    ForAnyone,
    ForPatient,
    ForStaff,
    door_of,
)
from tests.promises.identities import IDENTITIES, Identity
from tests.promises.routes import method, rules_of, without_choices
from tests.rules.markdown import table_in

KEPT = Path(__file__).with_name("doors.md")
DOOR_OF_LINK = "door.ask"
HEADING = """\
# Every route, and what everybody meets there

Written by `python -m tests.pins`. Review each row that changes: it opens or shuts a door. *link*: open your
link again, or for a nurse the telephone interview. *sign in*: sign in first. *password*: choose a password
of your own first. *no*: not allowed.

"""


class Met(Enum):
    """What somebody meets at an address."""

    OPEN = "open"
    GONE = "gone"  # the door of a link that no longer works
    LINK = "link"
    SIGN_IN = "sign in"
    PASSWORD = "password"
    NOT_ALLOWED = "no"


def met(app: Flask, rule: Rule, identity: Identity) -> Met:
    """What the door of a route is to somebody."""
    match door_of(app.view_functions[rule.endpoint]):
        case ForAnyone():
            shut = rule.endpoint == DOOR_OF_LINK and not identity.link_works
            return Met.GONE if shut else Met.OPEN
        case ForPatient():
            return Met.OPEN if identity.here else Met.LINK
        case ForStaff(roles=roles):
            return _of_staff(rule, identity, roles)
        case None:
            return Met.NOT_ALLOWED


def _of_staff(rule: Rule, identity: Identity, roles: frozenset[Role]) -> Met:
    if identity.role is None:
        return Met.SIGN_IN
    if identity.one_time and rule.endpoint not in BEFORE_PASSWORD_CHANGED:
        return Met.PASSWORD
    return Met.OPEN if identity.role in roles else Met.NOT_ALLOWED


def table(app: Flask) -> str:
    """The table as it should be kept."""
    rows = [("method", "address", *IDENTITIES), *_rows(app)]
    head, *rest = (f"| {' | '.join(row)} |\n" for row in rows)
    return f"{HEADING}{head}{'|---' * len(rows[0])}|\n{''.join(rest)}"


def _rows(app: Flask) -> Iterator[tuple[str, ...]]:
    for rule in rules_of(app):
        each = (met(app, rule, identity).value for identity in IDENTITIES.values())
        yield *row_of(rule), *each


def row_of(rule: Rule) -> tuple[str, str]:
    """What a row of the table begins with."""
    return method(rule), f"`{without_choices(rule)}`"


def kept() -> dict[tuple[str, str, str], Met]:
    """What is met by method, address and identity, as the kept table says."""
    (_, _, *names), rows = table_in(KEPT.read_text(encoding="utf-8"))
    return {
        (how, address, name): Met(word)
        for how, address, *words in rows
        for name, word in zip(names, words, strict=True)
    }
