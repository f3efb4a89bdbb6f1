"""The benchmark runs, and every way to decide comes to the same. How fast is for its table to say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from rules.language.criteria.criteria import Status
from rules.language.findings.compiled import verdicts
from tests.bench import plain
from tests.bench.parts.every import PARTS
from tests.bench.patients import patients
from tests.bench.report import renewed
from tests.bench.table import ratio
from tests.bench.thirty import EXPRESSIONS, THIRTY, known

ROOT = Path(__file__).parents[2]
BY_HAND = "What was tried"


@pytest.mark.parametrize("part", PARTS)
def test_each_part_renews_its_own_section_and_leaves_what_is_written_by_hand(
    part: str, tmp_path: Path
) -> None:
    results = tmp_path / "results.md"
    results.write_text(f"# Old\n\n## {BY_HAND}\n\nAn index, and it paid.\n", encoding="utf-8")

    _run("tests.bench", "--part", part, "--quick", "--results", str(results))

    _, made, kept = re.split("^## ", results.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert made.startswith(f"{PARTS[part].heading}\n\nMade by `tests/bench/run --part {part}")
    assert re.search(r"^\| \| .*now \|", made, re.MULTILINE)
    assert kept == f"{BY_HAND}\n\nAn index, and it paid.\n"


def test_the_rules_are_timed_without_the_engines() -> None:
    assert "| Ours, verdicts alone |" in _run("tests.bench.rules_alone", "--patients", "20")


def test_a_ratio_is_of_rounds_beside_each_other() -> None:
    assert ratio([2.0, 9.0, 8.0], [1.0, 3.0, 2.0]) == "**3.00** (2.00 – 4.00)"


def test_sections_stand_in_the_order_of_the_parts_and_what_is_written_by_hand_behind_them() -> None:
    text = f"# Old\n\n## {BY_HAND}\n\nMuch.\n\n## Second\n\nOld.\n"

    made = renewed(text, {"First": "New."}, ["First", "Second"])

    assert re.findall("^## (.+)\n\n(.+)", made, re.MULTILINE) == [
        ("First", "New."),
        ("Second", "Old."),
        (BY_HAND, "Much."),
    ]


def test_thirty_criteria_written_by_hand_come_to_the_same() -> None:
    in_case = verdicts(THIRTY)
    for case in patients(300, seed=21, complete=True):
        met = tuple(status is Status.MET for status in in_case(case))

        assert plain.verdicts(known(case)) == met


def test_the_thirty_are_thirty() -> None:
    assert len(THIRTY) == len(EXPRESSIONS) == 30


def test_patients_of_one_seed_are_the_same_patients() -> None:
    assert list(patients(5, seed=3)) == list(patients(5, seed=3))


def _run(module: str, *words: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return ended.stdout
