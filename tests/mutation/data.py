"""Alters the rules' data one place at a time, and lists the alterations that no test notices.

`python -m tests.mutation.data [FILE ...]`, of rules/protocols and rules/questions where none is named.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.mutation.altered import Alteration, alterations

FOLDERS = ("rules/protocols", "rules/questions")
# An edition's test would notice every alteration, and say nothing of what it decides.
TESTS = (
    ("tests/rules/test_cases.py",),  # what notices most stands first
    (
        "tests/rules/test_contraindication_lists.py",
        "tests/rules/test_trial_fit.py",
        "tests/rules/test_conflicts.py",
        "tests/rules/test_protocols.py",
        "tests/rules/test_published_protocols.py",
        "tests/rules/test_questions.py",
        "tests/rules/test_pins.py",
        "tests/rules/test_ageing.py",
        "tests/rules/test_analgesics.py",
        "tests/rules/test_explanation.py",
        "tests/rules/test_findings.py",
    ),
    ("tests/rules/test_every_completion.py", "tests/rules/test_independent_evaluation.py"),
)
QUIETLY = (
    "-x",
    "-q",
    "-n0",
    "-p",
    "no:cacheprovider",
    "--confcutdir=tests/rules",
    "--hypothesis-seed=0",
)
SECONDS = 120  # of one processor: an alteration that takes longer is noticed by that


class Altered(SourceFileLoader):
    """Reads one module's source as it was altered."""

    def __init__(self, name: str, path: str, source: bytes) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, self.path, "exec", dont_inherit=True)


class Instead(MetaPathFinder):
    """Finds the altered module before the one that is on the disk."""

    def __init__(self, path: Path, source: bytes) -> None:
        name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        self.loader = Altered(name, str(path.resolve()), source)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.loader.name:
            return None
        loader: Loader = self.loader
        return spec_from_file_location(fullname, self.loader.path, loader=loader)


def is_noticed(path: Path, source: bytes) -> bool:
    """Whether a test fails where this file reads so."""
    return any(_fails(path, source, tests) for tests in TESTS)


def _fails(path: Path, source: bytes, tests: Sequence[str]) -> bool:
    """In a process of its own, which reads every file anew."""
    child = os.fork()
    if child == 0:
        _test(path, source, tests)
    _, status = os.waitpid(child, 0)
    return status != 0


def _test(path: Path, source: bytes, tests: Sequence[str]) -> None:
    """Ends this process: 0 where every test passes."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.meta_path.insert(0, Instead(path, source))
    outcome = 1
    try:
        outcome = int(pytest.main([*QUIETLY, *tests]))
    finally:
        os._exit(outcome)


def unnoticed(path: Path) -> tuple[int, list[Alteration]]:
    """How many alterations this file has, and those that every test passes."""
    every = list(alterations(path.read_bytes()))
    left = [one for one in every if not is_noticed(path, one.source)]
    return len(every), left


def files(named: Iterable[str]) -> list[Path]:
    """The files to alter: those named, or every one of protocols and questions."""
    return [Path(name) for name in named] or sorted(
        path for folder in FOLDERS for path in Path(folder).rglob("*.py")
    )


def main() -> None:
    chosen = files(sys.argv[1:])
    if is_noticed(chosen[0], chosen[0].read_bytes()):
        sys.exit("The tests fail on the files as they are; mend that first.")
    print("file\tline\tbefore\tafter")
    for path in chosen:
        began = time.monotonic()
        count, left = unnoticed(path)
        for one in left:
            print(path, one.line, one.before, one.after, sep="\t")
        print(
            f"{path}: {count} alterations, {len(left)} unnoticed, {time.monotonic() - began:.0f} s",
            file=sys.stderr,
            flush=True,
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
