"""The kept list of routes: `python -m tests.pins` writes `routes.md` anew, to be reviewed."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from questionnaire import create_app
from questionnaire.store.config import Config
from questionnaire.store.models import Role
from questionnaire.web import navigation
from questionnaire.web.access import ForAnyone, ForPatient, ForStaff, door_of
from tests.kit.keys import key
from tests.promises.ways_in import ways_in

KEPT = Path(__file__).with_name("routes.md")
HEADING = """\
# Every route, who may use it, and how it is reached

Written by `python -m tests.pins`. Review each line that changes: it opens or shuts a door.

| method | address | view | who | reached from |
|---|---|---|---|---|
"""


def rules_of(app: Flask) -> list[Rule]:
    """Every route of ours, in the order of their addresses."""
    ours = (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static")
    return sorted(ours, key=lambda rule: (rule.rule, method(rule)))


def method(rule: Rule) -> str:
    """What a route answers to, beside the HEAD and OPTIONS that Flask adds."""
    return ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def without_choices(rule: Rule) -> str:
    """An address; what <any(…)> names is listed where it is made: formats and protocols come and go."""
    return re.sub(r"\([^)]*\)", "", rule.rule)


def who(app: Flask, rule: Rule) -> str:
    """Who may use a route, in words: what `@anyone`, `@patient` or `@staff` at its view say."""
    match door_of(app.view_functions[rule.endpoint]):
        case ForAnyone():
            return "anyone"
        case ForPatient():
            return "patient"
        case ForStaff(roles=roles):
            return ", ".join(role.value for role in Role if role in roles)
        case None:
            return "nobody"


def table(app: Flask) -> str:
    """The list as it should be kept."""
    rows = "".join(f"| {' | '.join(row)} |\n" for row in _rows(app))
    return f"{HEADING}{rows}\n## The menu of each role\n\n{_menus(app)}"


def _rows(app: Flask) -> Iterator[tuple[str, ...]]:
    for rule in rules_of(app):
        reached = ", ".join(ways_in(app, rule.endpoint))
        yield method(rule), f"`{without_choices(rule)}`", rule.endpoint, who(app, rule), reached


def _menus(app: Flask) -> str:
    with app.app_context():
        menus = {role.value: navigation.menu_of(role) for role in Role}
    return "".join(
        f"- {role}: {', '.join(one.words for one in menu)}\n" for role, menu in menus.items()
    )


def listed(table: Callable[[Flask], str] = table) -> str:
    """The list as it should be kept, or another table, of an app whose database is never opened."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Config(f"sqlite:///{folder}/none.db", key("first"), "http://localhost"))
        return table(app)
