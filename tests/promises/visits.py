"""Which routes the tests visit, as their own text says.

A test visits a route where it, a helper beside it or the tests' kit writes its address: a text that
begins with "/", what is given to a patient's `at()`, or a patient's `link`. What stands in {} may be
an id, a number, a key, or at the beginning the address of a response: the app's own map says which
view is meant. The version that a form was made from, at the end of its address, may be left out. A route
that takes a form is visited where, besides, the same function sends something.
Where a page leads on to is no visit.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

TESTS = Path(__file__).parents[1]
GAP = "\0"  # what is filled in while a test runs
ID = str(UUID(int=1))
FILLED = (ID, "1", "sex", "red_flags", "json", f"/responses/{ID}")
SENDING = {"submit", "post", "send", "open"}

Visit: TypeAlias = tuple[str, str]
"""A method and the name of a view."""


def test_files() -> list[Path]:
    """The files that hold tests, and what they share."""
    return [*sorted(TESTS.rglob("test_*.py")), *sorted((TESTS / "kit").glob("*.py"))]


def visits(app: Flask, files: list[Path]) -> set[Visit]:
    """Every visit that is written in some files."""
    adapter = app.url_map.bind("localhost")
    found = set[Visit]()
    for file in files:
        for texts, sends in _functions(ast.parse(file.read_text(encoding="utf-8"))):
            methods = ("GET", "POST") if sends else ("GET",)
            meant = ((method, one) for method in methods for one in texts)
            found |= {
                (method, view) for method, one in meant for view in _views(adapter, method, one)
            }
    return found


def _functions(module: ast.Module) -> Iterator[tuple[set[str], bool]]:
    """The addresses in each function, with those that stand above all; and whether it sends."""
    functions = [one for one in module.body if isinstance(one, ast.FunctionDef | ast.ClassDef)]
    above = {text for one in module.body if one not in functions for text in _addresses(one)}
    for one in functions:
        yield above | set(_addresses(one)), any(map(_sends, ast.walk(one)))


def _sends(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in SENDING
        case _:
            return False


def _addresses(node: ast.AST) -> Iterator[str]:
    """Every address written in a piece of code, a gap for each thing filled in."""
    match node:
        case ast.Call(func=ast.Attribute(attr="at"), args=[page]):
            yield f"/r/{GAP}/{_text(page)}"
        case ast.Attribute(attr="link"):
            yield f"/i/{GAP}"
        case ast.Constant() | ast.JoinedStr():
            if _text(node).startswith(("/", f"{GAP}/")):
                yield _text(node).partition("?")[0].partition("#")[0]
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _addresses(child)


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(map(_text, parts))
        case _:
            return GAP


def _views(adapter: MapAdapter, method: str, address: str) -> set[str]:
    """The views that an address may mean."""
    first, *rest = address.split(GAP)
    found = set[str]()
    for filled in product(FILLED, repeat=len(rest)):
        meant = first + "".join(f"{one}{text}" for one, text in zip(filled, rest, strict=True))
        for one in (meant, f"{meant}/v1"):
            with suppress(HTTPException, RequestRedirect):
                found.add(str(adapter.match(one, method)[0]))
    return found
