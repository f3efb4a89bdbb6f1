"""A checkout can be compared with itself, and leaves no server behind. How fast is for the table to say."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.bench.checkouts import NotSetUp, checkout_at
from tests.bench.ratios import imports_tables, starts_table
from tests.bench.starts import COMMAND_LINE, STARTS, imports_of
from tests.bench.turns import Both, Turns
from tests.bench.visits import KINDS, never_visited

ROOT = Path(__file__).parents[2]
WALK_ONCE = ("--rounds", "1", "--starts", "0", "--warm-up", "0")


def test_a_checkout_walked_beside_itself_shows_every_kind_of_page(tmp_path: Path) -> None:
    walk = _compare(tmp_path, *WALK_ONCE)

    table, said = walk.communicate()

    assert walk.returncode == 0, said
    rows = dict(re.findall(r"^\| ([^|]+) \| (\d+) \|", table, re.MULTILINE))
    assert list(rows) == [*KINDS, "**The whole walk**"], table
    assert _running(tmp_path) == []


@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGTERM])
def test_a_walk_that_is_interrupted_ends_its_servers(tmp_path: Path, ends: int) -> None:
    walk = _compare(tmp_path, *WALK_ONCE)
    # The server's first process and the one that answers, which use nothing compiled before.
    while len(_running(tmp_path)) < 2 or not any(tmp_path.rglob("*.pyc")):
        assert walk.poll() is None, walk.communicate()
        time.sleep(0.1)

    walk.send_signal(ends)
    _, said = walk.communicate()

    assert "Aborted!" in said
    assert _running(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_nobody_came_by_is_named() -> None:
    assert list(never_visited([])) == list(KINDS)


def test_a_start_and_its_imports_are_measured(tmp_path: Path) -> None:
    here = checkout_at(ROOT)
    start = STARTS[f"`{COMMAND_LINE}`"](here, tmp_path)
    imports = imports_of(here, COMMAND_LINE)

    assert f"| `{COMMAND_LINE}` |" in starts_table({f"`{COMMAND_LINE}`": Both([start], [start])})
    assert "questionnaire.cli" in imports
    # A line of the total, and the ten slowest.
    assert imports_tables({COMMAND_LINE: Both([imports], [imports])}).count("\n| `") == 11


def test_each_goes_first_as_often_as_the_other_and_warming_up_is_not_counted() -> None:
    turns = Turns(warm_up=1, minutes=1, step=lambda _: None)
    taken: list[str] = []

    both = turns.both({"before": "old", "after": "new"}, 2, taken.append)

    assert taken == ["new", "old", "old", "new", "new", "old"]
    assert len(both.before) == len(both.after) == 2


def test_no_round_begins_when_time_is_over_but_the_first() -> None:
    turns = Turns(warm_up=0, minutes=0, step=lambda _: None)

    both = turns.both({"before": 1, "after": 2}, 50, int)

    assert both == Both([1], [2])


def test_a_ratio_is_that_of_rounds_beside_each_other() -> None:
    both = Both([1.0, 2.0, 10.0], [2.0, 2.0, 5.0])

    assert both.compared(float) == "2.0 | 2.0 | 0.50 – **1.00** – 2.00"


def test_a_folder_without_the_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotSetUp, match=r"run \.ci/set-up in it"):
        checkout_at(tmp_path)


def test_a_folder_that_would_run_the_program_of_another_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")

    with pytest.raises(NotSetUp, match="runs the program of"):
        checkout_at(tmp_path)


def _compare(folder: Path, *words: str) -> subprocess.Popen[str]:
    """The tool at work, with all that it makes in a folder."""
    return subprocess.Popen(
        [ROOT / "tests/bench/compare", ROOT, ROOT, *words],
        env={**os.environ, "TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _running(folder: Path) -> list[str]:
    """Every process of a server whose data are somewhere in a folder."""
    return [one.parent.name for one in Path("/proc").glob("[0-9]*/environ") if _has(one, folder)]


def _has(environ: Path, folder: Path) -> bool:
    try:
        return f"QUESTIONNAIRE_DATA={folder}/".encode() in environ.read_bytes()
    except OSError:  # it ended just now, or is somebody else's
        return False
