"""How a view is reached: from the menu, from a template that links to it, from a module that leads there.

A template leads to a view by `url_for("its.name")`; a module by writing the name. A name in a set or in
a comparison asks which page this is, and one given to `beneath()` says which entry is marked: those
lead nowhere. Nor does a view that names itself, or a template of its own.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import TypeAlias, cast

from flask import Flask

from questionnaire.web.access import ForStaff, door_of

ROOT = Path(__file__).parents[2]
PYTHON, TEMPLATES = ROOT / "questionnaire", ROOT / "templates"
# Ways that no page of ours shows.
FROM_OUTSIDE = {
    "accounts.front_door": "the clinic's own address",
    "door.open_link": "an invitation",
    **dict.fromkeys(
        (
            "clinic.names_sent",
            "clinic.rules_sent",
            "consult_day.consult_day",
            "corrections.correct_sent",
            "decision.decision_sent",
            "facts.page_sent",
            "identity_correction.of_version",
            "inviting.link_again",
            "keeping.periods_sent",
            "legal_hold.sent_to",
            "medicines.change_sent",
            "patient.page_again",
            "staff.sent_to",
            "stages.sent_to",
            "submission.flag",
        ),
        "the address that a refused form leaves behind",
    ),
}
LINK = re.compile(r"""url_for\(\s*["']([\w.]+)["']""")

Place: TypeAlias = tuple[str, str]
"""A file below questionnaire/ or templates/, and the function in it; "" outside of any."""


def ways_in(app: Flask, endpoint: str) -> list[str]:
    """Where a view is reached from, in words; empty where nothing leads to it."""
    door = door_of(app.view_functions[endpoint])
    found = [FROM_OUTSIDE[endpoint]] if endpoint in FROM_OUTSIDE else []
    found += ["the menu"] if isinstance(door, ForStaff) and door.menu else []
    found += sorted({place[0] for place in links()[endpoint] if not _is_own(app, endpoint, place)})
    return found or (["its own page"] if _has_a_form_without_address(app, endpoint) else [])


def _is_own(app: Flask, endpoint: str, place: Place) -> bool:
    """Whether a place is the view itself, or a template that is shown at its address alone."""
    file, _ = place
    if file.endswith(".py"):
        view = cast("FunctionType", app.view_functions[endpoint])
        module = f"{view.__module__.removeprefix('questionnaire.').replace('.', '/')}.py"
        return place == (module, view.__name__)
    shown_at = {
        address
        for other, view in app.view_functions.items()
        if file in _said_by(cast("FunctionType", view))
        for address in _addresses(app, other)
    }
    return bool(shown_at) and shown_at <= _addresses(app, endpoint)


@cache
def _said_by(view: FunctionType) -> set[str]:
    """Every text in a view, and in the functions of its module that it calls."""
    texts, waiting, seen = set[str](), [view], set[FunctionType]()
    while waiting:
        one = waiting.pop()
        seen.add(one)
        texts |= {text for text in one.__code__.co_consts if isinstance(text, str)}
        called = (one.__globals__.get(name) for name in one.__code__.co_names)
        inside = {each for each in called if isinstance(each, FunctionType)} - seen
        waiting += [each for each in inside if each.__module__ == view.__module__]
    return texts


def _addresses(app: Flask, endpoint: str, method: str = "") -> set[str]:
    rules = app.url_map.iter_rules(endpoint)
    return {rule.rule for rule in rules if not method or method in (rule.methods or ())}


def _has_a_form_without_address(app: Flask, endpoint: str) -> bool:
    """Whether a view takes what is sent from the page at its own address: that form names none."""
    pages = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return bool(_addresses(app, endpoint, "POST") & pages)


@cache
def links() -> dict[str, set[Place]]:
    """By the name of a view, the places that lead to it."""
    found = defaultdict[str, set[Place]](set)
    for path in sorted(TEMPLATES.rglob("*.html")):
        for name in LINK.findall(path.read_text(encoding="utf-8")):
            found[name].add((str(path.relative_to(TEMPLATES)), ""))
    for path in sorted(PYTHON.rglob("*.py")):
        for name, function in names_in(ast.parse(path.read_text(encoding="utf-8"))):
            found[name].add((str(path.relative_to(PYTHON)), function))
    return found


def names_in(node: ast.AST, function: str = "") -> Iterator[Place]:
    """Every text in a module that may name a view to go to, and the function that it stands in."""
    match node:
        case ast.Set() | ast.Compare() | ast.Call(func=ast.Name("beneath")):
            return
        case ast.Constant(value=str(text)):
            yield text, function
        case ast.FunctionDef(name=name):
            function = name
        case _:
            pass
    for child in ast.iter_child_nodes(node):
        yield from names_in(child, function)
