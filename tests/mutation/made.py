"""Makes mutmut's mutants of functions in ./mutants, and asks the type checker first.

`python -m tests.mutation.made PATTERN[,PATTERN]` changes the modules that have a mutant of such a
name, and writes mutants/refused.json: the mutants that do not even pass as types, each with what is
wrong with it. No test need be run for those.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import TypedDict

import mutmut.__main__ as made_by
from mutmut.configuration import config
from mutmut.utils.file_utils import walk_source_files

FOLDER = Path("mutants")
REFUSED = FOLDER / "refused.json"
MUTANT = re.compile(r"__mutmut_\d+$")
CHECK = ("pyrefly", "check", "--output-format=json", "--use-ignore-files=false")


class TypeFault(TypedDict):
    """One fault that the type checker names; the line is counted from 1."""

    path: str
    line: int
    concise_description: str


def make(patterns: Sequence[str]) -> None:
    """Copies the project into ./mutants, each function that is asked for with all its mutants."""
    config().only_mutate = [str(file) for file in walk_source_files() if _is_asked(file, patterns)]
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    made_by.copy_src_dir()
    made_by.copy_also_copy_files()
    made_by.setup_source_paths()
    made_by.store_lines_covered_by_tests()
    made_by.create_mutants(1)


def _is_asked(file: Path, patterns: Sequence[str]) -> bool:
    """Whether a mutant of this module may have one of these names."""
    module = _module(file)
    return any(fnmatch(f"{module}.", one) or one.startswith(f"{module}.") for one in patterns)


def _module(file: Path) -> str:
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


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
    return [fault for fault in faults if fault["path"] in config().only_mutate]


def _functions_at(file: Path, line: int) -> Iterator[str]:
    """The full names of mutants, or of the original, that this line belongs to."""
    return (name for first, last, name in _functions_in(file) if first <= line <= last)


@cache
def _functions_in(file: Path) -> list[tuple[int, int, str]]:
    """First and last line of each original and each mutant, with its full name."""
    module = _module(file.relative_to(FOLDER))
    return [
        (node.lineno, node.end_lineno or node.lineno, f"{module}.{node.name}")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name
    ]


if __name__ == "__main__":
    make(sys.argv[1].split(","))
    REFUSED.write_text(json.dumps(refused(), indent=1), encoding="utf-8")
