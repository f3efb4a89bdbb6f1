"""What the README says of adding is so: how many files by hand, all else by a command, nothing unsaid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.promises.additions import FAILED, FOLDER, PASSED, Copy, addition

LINT = ("tests/promises/test_quality.py::test_code_has_no_lint",)
ADDITIONS = sorted(path.stem for path in FOLDER.glob("*.toml"))


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


@pytest.mark.parametrize("name", ADDITIONS)
def test_an_addition_takes_few_files_by_hand_and_what_is_missing_is_named(
    copy: Copy, name: str
) -> None:
    it = addition(name)
    *first, last = it.by_hand
    for one in first:
        copy.do(one)
    if not first:
        copy.do(last)

    # Where the last file or the command is left out, tests fail and name it
    status, said = copy.run_tests(it.without)
    assert status == FAILED, said
    for each in it.without.says:
        assert each in said, said

    # With both, tests pass, and nothing else was touched
    if first:
        copy.do(last)
    written = copy.command("tests.pins")
    status, said = copy.run_tests(replace(it.complete, tests=(*it.complete.tests, *LINT)))
    assert status == PASSED, f"{written}\n{said}"
    by_hand = {one.file for one in it.by_hand}
    assert copy.touched() == by_hand | set(it.written)
    assert len(by_hand) <= it.at_most


def test_where_nothing_was_added_the_command_writes_nothing(copy: Copy) -> None:
    assert copy.command("tests.pins") == "All is as the code says.\n"
    assert copy.touched() == set()


def test_a_copy_runs_its_own_packages(copy: Copy) -> None:
    (copy.root / "where.py").write_text(
        "import questionnaire, rules, tests.pins.pin\n"
        "print(questionnaire.__file__, rules.__file__, tests.pins.pin.__file__, sep='\\n')\n"
    )

    where = copy.command("where").splitlines()

    assert len(where) == 3
    assert all(Path(file).is_relative_to(copy.root) for file in where)
