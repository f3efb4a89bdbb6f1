"""Makes mutmut's mutants of the rules' functions in ./mutants, and asks the type checker first.

`python -m tests.mutation.made` writes mutants/refused.json: the mutants that do not even pass as
types, each with what is wrong with it. No test need be run for those.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypedDict

import mutmut.__main__ as made_by

FOLDER = Path("mutants")
REFUSED = FOLDER / "refused.json"
MUTANT = re.compile(r"__mutmut_\d+$")
CHECK = ("pyrefly", "check", "--output-format=json", "--use-ignore-files=false")


class TypeFault(TypedDict):
    """One fault that the type checker names; the line is counted from 1."""

    path: str
    line: int
    concise_description: str


def make() -> None:
    """Copies the project into ./mutants, each function of the rules with all its mutants."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    made_by.copy_src_dir()
    made_by.copy_also_copy_files()
    made_by.setup_source_paths()
    made_by.store_lines_covered_by_tests()
    made_by.create_mutants(1)


def refused() -> dict[str, str]:
    """Mutants that the type checker refuses, by name, where the function itself passes."""
    faults: dict[str, str] = {}
    unsound = set[str]()
    for fault in _type_faults():
        for name in _functions_at(FOLDER / fault["path"], fault["line"]):
            if MUTANT.search(name):
                faults.setdefault(name, fault["concise_description"])
            else:
                unsound.add(name.removesuffix("__mutmut_orig"))
    return {name: why for name, why in faults.items() if MUTANT.sub("", name) not in unsound}


def _type_faults() -> list[TypeFault]:
    checked = subprocess.run(CHECK, cwd=FOLDER, capture_output=True, text=True, check=False)
    faults: list[TypeFault] = json.loads(checked.stdout)["errors"]
    return [fault for fault in faults if Path(fault["path"]).parts[0] == "rules"]


def _functions_at(file: Path, line: int) -> Iterator[str]:
    """The full names of mutants, or of the original, that this line belongs to."""
    return (name for first, last, name in _functions_in(file) if first <= line <= last)


@cache
def _functions_in(file: Path) -> list[tuple[int, int, str]]:
    """First and last line of each original and each mutant, with its full name."""
    parts = file.relative_to(FOLDER).with_suffix("").parts
    module = ".".join(parts).removesuffix(".__init__")
    return [
        (node.lineno, node.end_lineno or node.lineno, f"{module}.{node.name}")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name
    ]


if __name__ == "__main__":
    make()
    REFUSED.write_text(json.dumps(refused(), indent=1), encoding="utf-8")
