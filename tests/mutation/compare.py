"""Compares what no test noticed with the list of what is explained: `python -m tests.mutation.compare`.

An explained change is known by its place and by what is read there, before and after, not by a
number: those change with every edit. Ends with an error where something unnoticed is not explained.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from difflib import ndiff
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "survivors.toml"
TRIED = Path("mutants/tried.tsv")
DATA = Path("mutants/data.tsv")
NOTICED = {"killed", "refused as a type"}

Place = tuple[str, str, str]  # where, before, after


def explained() -> dict[Place, str]:
    """Why each explained change is none that a test should notice."""
    listed: list[dict[str, str]] = tomllib.loads(LIST.read_text("utf-8"))["unnoticed"]
    return {(one["where"], one["before"], one["after"]): one["why"] for one in listed}


def unnoticed() -> Iterator[Place]:
    """Every change of the last runs that no test noticed."""
    for line in _lines(TRIED):
        mutant, outcome = line.split("\t")
        if outcome not in NOTICED and not _only_a_type(change := _change(mutant)):
            yield change
    for line in _lines(DATA)[1:]:
        file, _, before, after = line.split("\t")
        yield file, before, after


def _only_a_type(change: Place) -> bool:
    """Whether it changes what a value is taken for, which does nothing while the program runs."""
    before, after = (re.sub(r'cast\((?:None|"[^"]*"), ', "cast(", one) for one in change[1:])
    return before == after


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def _change(mutant: str) -> Place:
    """The lines of a function that a mutant of mutmut reads otherwise."""
    module, _, name = mutant.rpartition(".")
    original = name.partition("__mutmut_")[0]
    bodies = _bodies(module)
    lines = list(ndiff(bodies[f"{original}__mutmut_orig"], bodies[name]))
    function = original.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    return f"{module}.{function}", _marked("- ", lines), _marked("+ ", lines)


def _marked(sign: str, lines: Iterable[str]) -> str:
    return " ".join(line.removeprefix(sign).strip() for line in lines if line.startswith(sign))


@cache
def _bodies(module: str) -> dict[str, list[str]]:
    """The lines of every function and every mutant of one module, each under its own plain name."""
    path = Path("mutants", *module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    source = file.read_text(encoding="utf-8")
    lines = source.splitlines()
    return {
        node.name: [
            line.replace(node.name, _plain(node.name))
            for line in lines[node.lineno - 1 : node.end_lineno]
        ]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name
    }


def _plain(name: str) -> str:
    """The name of a function as it was written: mutmut calls `said` of `Days` xǁDaysǁsaid."""
    return name.partition("__mutmut_")[0].removeprefix("x_").rpartition("ǁ")[2]


def main() -> None:
    known, found = explained(), set(unnoticed())
    for place in sorted(found - set(known)):
        print("not explained:", *place, sep="\n    ")
    for place in sorted(set(known) - found):
        print("explained, and not among what was tried:", *place, sep="\n    ")
    print(f"{len(found)} unnoticed, {len(found & set(known))} of them explained")
    sys.exit(bool(found - set(known)))


if __name__ == "__main__":
    main()
