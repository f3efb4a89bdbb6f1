"""The code as a whole: linted, formatted, typed, and each part knowing only what it may."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
RULES = sorted((ROOT / "rules").rglob("*.py"))
CLOCK_AND_CHANCE = {"time", "random", "secrets"}
NOW = {"now", "today", "utcnow"}


def tool(*command: str) -> subprocess.CompletedProcess[str]:
    """Run one of the tools installed beside this Python, at the root."""
    program = PROGRAMS / command[0]
    return subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )


def passes(remedy: str, *command: str) -> None:
    """Fail with the tool's own words and what to do about them."""
    __tracebackhide__ = True
    result = tool(*command)
    if result.returncode:
        pytest.fail(f"{result.stdout}{result.stderr}\n{remedy}", pytrace=False)


def test_code_has_no_lint() -> None:
    remedy = "Mend it, or try: .venv/bin/ruff check --fix"
    passes(remedy, "ruff", "check", "--output-format=concise")


def test_code_is_formatted() -> None:
    passes("Run: .venv/bin/ruff format", "ruff", "format", "--check")


def test_types_agree() -> None:
    remedy = "Mend the types; see them again with: .venv/bin/pyrefly check"
    passes(remedy, "pyrefly", "check", "--output-format=min-text", "--summary=none")


def test_each_part_knows_only_what_it_may() -> None:
    remedy = "Move the import; the contracts stand in pyproject.toml under tool.importlinter"
    passes(remedy, "lint-imports", "--no-cache")


@pytest.mark.parametrize("module", RULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rules_stand_on_the_standard_library_alone(module: Path) -> None:
    allowed = sys.stdlib_module_names | {"rules"}

    strangers = {name for name in imported_by(module) if name not in allowed}

    assert not strangers, f"{module}: a clinician signs this; it may not depend on {strangers}"


@pytest.mark.parametrize("module", RULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rules_know_neither_clock_nor_chance(module: Path) -> None:
    uses = CLOCK_AND_CHANCE & set(imported_by(module)) | NOW & set(methods_called_in(module))

    assert not uses, f"{module}: the day comes in as an argument, not from {uses}"


def test_lock_names_every_dependency_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*settings["project"]["dependencies"], *settings["dependency-groups"]["dev"]]

    missing = [name for name in map(plain_name, wanted) if f"\n{name}==" not in lock]

    assert not missing, "make requirements.lock again; its second line says how"
    assert "://" not in lock, "make requirements.lock again, with --no-emit-index-url"


def plain_name(requirement: str) -> str:
    """The lock's name for what pyproject.toml asks for: 'psycopg[binary]>=3.3.9' is psycopg."""
    return re.split(r"[\[>=]", requirement)[0].lower()


def imported_by(module: Path) -> Iterator[str]:
    """The top-level name of everything that a file imports."""
    for node in ast.walk(ast.parse(module.read_text())):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=str(name), level=0):
                yield name.partition(".")[0]
            case _:
                pass


def methods_called_in(module: Path) -> Iterator[str]:
    """The name of every method that a file calls."""
    for node in ast.walk(ast.parse(module.read_text())):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)):
                yield name
            case _:
                pass
