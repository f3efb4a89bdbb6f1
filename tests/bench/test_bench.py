"""The benchmark runs, and every way to decide comes to the same. How fast is for its table to say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rules.language.criteria.criteria import Status
from rules.language.findings.compiled import verdicts
from tests.bench import plain
from tests.bench.patients import patients
from tests.bench.thirty import EXPRESSIONS, THIRTY, known

ROOT = Path(__file__).parents[2]


def test_the_benchmark_runs_without_the_engines(tmp_path: Path) -> None:
    table = tmp_path / "results.md"
    command = [sys.executable, "-m", "tests.bench.rules_alone", "--patients", "20", "--results", str(table)]

    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    assert "| Ours, verdicts alone |" in table.read_text(encoding="utf-8")


def test_thirty_criteria_written_by_hand_come_to_the_same() -> None:
    in_case = verdicts(THIRTY)
    for case in patients(300, seed=21, complete=True):
        met = tuple(status is Status.MET for status in in_case(case))

        assert plain.verdicts(known(case)) == met


def test_the_thirty_are_thirty() -> None:
    assert len(THIRTY) == len(EXPRESSIONS) == 30


def test_patients_of_one_seed_are_the_same_patients() -> None:
    assert list(patients(5, seed=3)) == list(patients(5, seed=3))
