"""Views and blueprints that are written in a module, and that no app has."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from flask import Flask

ROUTES = {"get", "post", "route"}


def forgotten(app: Flask, package: Path) -> list[str]:
    """Each view and blueprint written in a package that an app lacks, with its file."""
    known = {f"{view.__module__}.{_name(view)}" for view in app.view_functions.values()}
    known |= {f"blueprint {name}" for name in app.blueprints}
    return [
        f"{path.relative_to(package.parent)}: {written.removeprefix(f'{module}.')}"
        for path in sorted(package.rglob("*.py"))
        for module in [".".join(path.relative_to(package.parent).with_suffix("").parts)]
        for written in _written(ast.parse(path.read_text(encoding="utf-8")), module)
        if written not in known
    ]


def _name(view: Callable[..., object]) -> str:
    return cast("str", getattr(view, "__name__", ""))


def _written(tree: ast.Module, module: str) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("Blueprint"), args=[ast.Constant(value=str(name)), *_]):
                yield f"blueprint {name}"
            case ast.FunctionDef(name=name) if any(map(_is_a_route, node.decorator_list)):
                yield f"{module}.{name}"
            case _:
                pass


def _is_a_route(decorator: ast.expr) -> bool:
    match decorator:
        case ast.Call(func=ast.Attribute(attr=name), args=[_, *_]):
            return name in ROUTES
        case _:
            return False
