"""How fast the rules decide by themselves: each in a process of its own, kept to one core."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from tests.bench.checkouts import Checkout
from tests.bench.sides import Sides
from tests.bench.table import Figure, table

ROOT = Path(__file__).parents[3]
PROGRAM, GROUP = ROOT / ".venv", ROOT / ".venv/bench"
OF_A_ROUND, IN_FULL, SMALL = 2_000, 20_000, 20
LINE = re.compile(r"^\| (All protocols[^|]+) \| ([\d,.]+) \|", re.MULTILINE)
EXPLAINED, ALONE = "All protocols with explanations", "All protocols, verdicts alone"
SECTION = """\
Microseconds of processor time for a patient, settling apart.

{table}

{beside}"""

# Microseconds by what was done.
Decided = Mapping[str, float]


def _spent(what: str, decided: Decided) -> float:
    return decided[what]


DECIDED = (
    Figure[Decided](f"{EXPLAINED}, µs", "≤ 300", partial(_spent, EXPLAINED)),
    Figure[Decided](f"{ALONE}, µs", "≤ 60", partial(_spent, ALONE)),
)


def rules(sides: Sides) -> str:
    """The section: each checkout by its own benchmark, and this one beside rules engines."""
    count = SMALL if sides.is_quick else OF_A_ROUND
    rounds = sides.by_turns("rules", sides.checkouts, lambda one: _decided(one, count))
    python = PROGRAM / "bin/python" if sides.is_quick else _with_engines()
    beside = _said(python, ROOT, "tests.bench.rules_alone", SMALL if sides.is_quick else IN_FULL)
    return SECTION.format(table=table(DECIDED, rounds), beside=beside.strip())


def _decided(checkout: Checkout, count: int) -> Decided:
    is_apart = (checkout.place / "tests/bench/rules_alone.py").exists()
    module = "tests.bench.rules_alone" if is_apart else "tests.bench"
    said = _said(checkout.python, checkout.place, module, count)
    return {what: float(spent.replace(",", "")) for what, spent in LINE.findall(said)}


def _said(python: Path, place: Path, module: str, count: int) -> str:
    # Not -P: an earlier checkout's tests are found in the folder that it is run in.
    command = [python, "-m", module, "--patients", str(count)]
    return subprocess.run(command, cwd=place, check=True, stdout=subprocess.PIPE, text=True).stdout


def _with_engines() -> Path:
    """A Python that has the engines too, in a folder of its own: neither program nor tests need them."""
    python, uv = GROUP / "bin/python", PROGRAM / "bin/uv"
    if not python.exists():
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, GROUP], check=True)
    install = [uv, "pip", "install", "--quiet", "--python", python, "--group", "bench"]
    subprocess.run(install, cwd=ROOT, check=True)
    return python
