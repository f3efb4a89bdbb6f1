"""One word, one thing: what a reader finds by its name is found once."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import questionnaire
import rules

PACKAGES = [Path(str(package.__file__)).parent for package in (questionnaire, rules)]


def test_no_two_classes_have_the_same_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in (path for package in PACKAGES for path in sorted(package.rglob("*.py"))):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{path}:{node.lineno}")

    alike = {name: found for name, found in places.items() if len(found) > 1}
    assert not alike, f"give one of each a name that says which it is: {alike}"
