"""What somebody may add, as the files in `adding` have it: a copy of the repository to add it to."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from typing import Any

from rules.protocols import PROTOCOLS
from rules.questions import EDITION

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).with_name("adding")
NEEDED = ("rules", "questionnaire", "templates", "migrations", "tests", "docs", "pyproject.toml")
PASSED, FAILED = 0, 1  # exit statuses of pytest
# What stands in braces in the files: the editions of now.
EDITIONS = {"questions": EDITION, **{one.key: one.edition for one in PROTOCOLS}}


@dataclass(frozen=True)
class ByHand:
    """One file that a person touches: what is written instead of what, and what at its end."""

    file: str
    changed: tuple[dict[str, str], ...] = ()
    added: str = ""


@dataclass(frozen=True)
class Tests:
    """Tests to run, and what they must say where they fail."""

    tests: tuple[str, ...]
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Addition:
    """One addition: what is done by hand, what the command writes, which tests notice what is missing."""

    at_most: int
    written: tuple[str, ...]
    without: Tests
    complete: Tests
    by_hand: tuple[ByHand, ...]


def addition(name: str) -> Addition:
    """An addition as its file has it."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    for key, edition in EDITIONS.items():
        text = text.replace(f"{{{key}}}", edition)
    told: dict[str, Any] = tomllib.loads(text)
    without, complete = Tests(**told.pop("without")), Tests(**told.pop("complete"))
    by_hand = tuple(ByHand(**one) for one in told.pop("by_hand"))
    return Addition(**told, without=without, complete=complete, by_hand=by_hand)


class Copy:
    """A copy of what the repository's code and tests are made of."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in NEEDED:
            one = ROOT / name
            if one.is_dir():
                copytree(one, root / name, ignore=ignore_patterns("__pycache__", "pictures"))
            else:
                copy(one, root / name)
        self._at_first = self._files()

    def do(self, by_hand: ByHand) -> None:
        """Do to one file what a person would."""
        path = self.root / by_hand.file
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for change in by_hand.changed:
            assert text.count(change["from"]) == 1, (
                f"tests/promises/adding: {by_hand.file} has not one place {change['from']!r}"
            )
            text = text.replace(change["from"], change["to"])
        path.write_text(text + by_hand.added, encoding="utf-8")

    def command(self, *arguments: str) -> str:
        """What a module of the copy prints."""
        return self._run(*arguments).stdout

    def run_tests(self, tests: Tests) -> tuple[int, str]:
        """The exit status of these tests of the copy, and what they say."""
        options = ("-q", "-n0", "-p", "no:cacheprovider", "--database=sqlite")
        done = self._run("pytest", *options, *tests.tests)
        return done.returncode, done.stdout + done.stderr

    def touched(self) -> set[str]:
        """The files that are new or otherwise than at first."""
        now = self._files()
        return {name for name in now if now[name] != self._at_first.get(name)}

    def _run(self, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a module in the copy, whose packages come before those that are installed."""
        kept = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root,
            env={**kept, "PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    def _files(self) -> dict[str, str]:
        """What each file holds, but those that tools keep for themselves."""
        found = (path.relative_to(self.root) for path in self.root.rglob("*") if path.is_file())
        return {
            str(path): sha256((self.root / path).read_bytes()).hexdigest()
            for path in found
            if not path.parts[0].startswith(".")
        }
