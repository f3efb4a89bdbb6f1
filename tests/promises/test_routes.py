"""Every route is listed, led to and visited by a test. Each failure says which file to change, and how."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

from flask import Blueprint, Flask
from werkzeug.routing import Rule

from questionnaire.store.models import Role
from questionnaire.web import access, navigation
from questionnaire.web.access import door_of
from questionnaire.web.accounts import HOMES
from tests.promises import routes, visits
from tests.promises.forgotten import forgotten
from tests.promises.routes import method, rules_of
from tests.promises.ways_in import PYTHON, links, names_in, ways_in

GUESSED_IN_VAIN = {"uuid", "link"}
OF_OUR_OWN_WORDS = {"page_key", "question_key", "protocol_key", "any"}
WITHIN_A_RESPONSE = {"int", "version"}


def converters(rule: Rule) -> dict[str, str]:
    """The kind of each parameter of an address; "default" where it has none."""
    found = re.findall(r"<(?:([a-z_]+)(?:\([^>]*\))?:)?([a-z_]+)>", rule.rule)
    return {name: kind or "default" for kind, name in found}


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    silent = [
        rule.endpoint
        for rule in rules_of(app)
        if door_of(app.view_functions[rule.endpoint]) is None
    ]

    assert not silent, "put @anyone, @patient or @staff(…) just below the route of each of these"


def test_every_parameter_of_an_address_is_typed(app: Flask) -> None:
    known = GUESSED_IN_VAIN | OF_OUR_OWN_WORDS | WITHIN_A_RESPONSE
    untyped = [rule.rule for rule in rules_of(app) if set(converters(rule).values()) - known]

    assert not untyped, (
        "write <uuid:…>, <page_key:…> or another kind of questionnaire/web/addresses.py"
    )


def test_no_identifier_in_an_address_can_be_guessed_or_counted(app: Flask) -> None:
    counted = [
        rule.rule
        for rule in rules_of(app)
        if WITHIN_A_RESPONSE
        & {kind for name, kind in converters(rule).items() if name != "version"}
        and "uuid" not in converters(rule).values()
    ]  # the version of a form names nobody

    assert not counted, "a number may stand only behind a <uuid:…> that nobody can guess"


def test_addresses_are_in_small_letters_with_dashes(app: Flask) -> None:
    odd = [
        rule.rule
        for rule in rules_of(app)
        if not re.fullmatch(r"[a-z0-9/.-]*", re.sub(r"<[^>]*>", "", rule.rule))
    ]

    assert not odd, "write-addresses-like-this"


def test_the_kept_list_of_routes_is_up_to_date(app: Flask) -> None:
    kept, now = routes.KEPT.read_text(encoding="utf-8"), routes.table(app)

    changed = [*unified_diff(kept.splitlines(), now.splitlines(), "kept", "now", n=0, lineterm="")]

    assert kept == now, (
        "tests/promises/routes.md: write these rows by `python -m tests.pins`, and review them: a route,"
        " its roles or what leads to it has changed\n" + "\n".join(changed)
    )


def test_every_view_and_blueprint_is_in_the_app(app: Flask) -> None:
    assert not forgotten(app, PYTHON), (
        "add the blueprint to BLUEPRINTS in questionnaire/cli/whole_app.py; a module that adds views to"
        " another's, such as the patient's, is imported where that blueprint is"
    )


def test_a_blueprint_or_a_view_that_no_app_has_is_named(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "made_up.py").write_text(
        'bp = beneath("worklist.index", Blueprint("made_up", __name__))\n'
        '@bp.get("/made-up")\n@staff(Role.NURSE)\ndef days(): ...\n'
    )

    found = {line.rpartition("/")[2] for line in forgotten(app, tmp_path)}

    assert found == {"made_up.py: blueprint made_up", "made_up.py: days"}


def unreached(app: Flask) -> list[str]:
    return [rule.rule for rule in rules_of(app) if not ways_in(app, rule.endpoint)]


def test_something_leads_to_every_page(app: Flask) -> None:
    assert not unreached(app), (
        "link to the page by url_for() in a template, or put it into the menu at its door:"
        ' @staff(…, menu="Words of the entry")'
    )


def test_a_page_that_nothing_leads_to_is_named(app: Flask) -> None:
    def lonely() -> str:
        return ""

    add(app, access.staff(Role.NURSE)(lonely))

    assert unreached(app) == ["/made-up"]


def test_a_page_that_links_to_itself_does_not_lead_there(app: Flask) -> None:
    assert ("review/worklist.html", "") in links()["worklist.index"]
    assert "review/worklist.html" not in ways_in(app, "worklist.index")


def test_a_name_that_is_only_asked_about_leads_nowhere() -> None:
    module = """
bp = beneath("x.beneath", Blueprint("x", __name__))
OPEN = {"x.in_a_set"}
HOMES = {Role.NURSE: "x.home"}
def view():
    return request.endpoint == "x.compared" or url_for("x.linked")
"""

    found = {name: where for name, where in names_in(ast.parse(module)) if "." in name}

    assert found == {"x.home": "", "x.linked": "view"}


def test_a_page_in_the_menu_is_reached_by_its_roles(app: Flask) -> None:
    def listed() -> str:
        return ""

    add(app, access.staff(Role.NURSE, menu="A made-up page")(listed))

    assert ways_in(app, "made_up.listed") == ["the menu"]
    with app.app_context():
        menus = {role: [one.words for one in navigation.menu_of(role)] for role in Role}
    assert [role for role, words in menus.items() if "A made-up page" in words] == [Role.NURSE]


def add(app: Flask, view: Callable[[], str]) -> None:
    """Give an app one more view, in a blueprint of its own."""
    bp = Blueprint("made_up", __name__)
    bp.get("/made-up")(view)
    app.register_blueprint(bp)


def test_the_menu_of_each_role_begins_with_its_own_page(app: Flask) -> None:
    with app.app_context():
        first = {role: navigation.menu_of(role)[0].endpoint for role in Role}

    assert first == HOMES, "put the home of each role into the menu at its door"


def test_every_page_that_lies_beneath_an_entry_names_one_of_the_menu(app: Flask) -> None:
    with app.app_context():
        entries = {one.endpoint for role in Role for one in navigation.menu_of(role)}

    wrong = {name: to for name, to in navigation._BENEATH.items() if to not in entries}

    assert not wrong, "give beneath() the name of a view whose door has a menu"


def unvisited(app: Flask, files: list[Path]) -> list[str]:
    seen = visits.visits(app, files)
    every = [(method(rule), rule) for rule in rules_of(app)]
    return [f"{how} {rule.rule}" for how, rule in every if (how, rule.endpoint) not in seen]


def test_a_test_visits_every_route(app: Flask) -> None:
    beside = {f"{method(rule)} {rule.rule}": file_of_tests(app, rule) for rule in rules_of(app)}
    left = unvisited(app, visits.test_files())

    assert not left, (
        "how a visit is recognised stands at the head of tests/promises/visits.py\n"
        + "\n".join(f"{beside[one]}: write a test that visits {one}" for one in left)
    )


def file_of_tests(app: Flask, rule: Rule) -> str:
    """The file that has the tests of a view's module."""
    _, *wing, module = app.view_functions[rule.endpoint].__module__.split(".")
    return "/".join(["tests", *wing, f"test_{module}.py"])


def test_a_route_that_no_test_visits_is_named(app: Flask, tmp_path: Path) -> None:
    test = tmp_path / "test_one.py"
    others = {f"{method(rule)} {rule.rule}" for rule in rules_of(app)}
    test.write_text(
        'def test_one(nurse, patient):\n    nurse.get(f"/responses/{patient.response_id}/face-sheet")\n'
        "def test_two(nurse, seen):\n    nurse.submit(to=f'{seen}/ready')\n"
        'def test_three(patient):\n    patient.get(patient.at("declaration"))\n'
    )

    left = set(unvisited(app, [test]))

    assert others - left == {
        "GET /responses/<uuid:response_id>/face-sheet",
        (
            "GET /responses/<uuid:response_id>/<any(ready, 'back-to-review', close, reopen):move>"
            "/v<version:version>"
        ),
        "POST /responses/<uuid:response_id>/ready/v<version:version>",
        "GET /r/<uuid:response_id>/declaration",
        "GET /r/<uuid:response_id>/declaration/v<version:version>",
    }
