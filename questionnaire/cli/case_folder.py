"""A folder of cases: answers in JSON as `questionnaire assess` takes them, or the project's own in TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import cast

import rules
from questionnaire.cli.answer_file import UnreadableFile, case_in, case_told
from rules.language.logic.case import Case

OURS = Path(rules.__file__).parent / "cases"
REST = "plainest"  # the file with the plainest answers, for cases that say no more
Table = Mapping[str, object]


def cases_in(folder: Path) -> dict[str, Case]:
    """Every case of a folder, by its id (of a JSON file, its name). Raises UnreadableFile."""
    if not folder.is_dir():
        raise UnreadableFile(f"{folder} is no folder: name one that holds cases")
    found: dict[str, Case] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".json":
            found[path.stem] = case_in(path)
        elif path.suffix == ".toml" and path.stem != REST:
            found |= dict(_cases_of(path))
    if not found:
        raise UnreadableFile(f"{folder} holds no case: name a folder with .json or .toml cases")
    return found


def _cases_of(path: Path) -> Iterator[tuple[str, Case]]:
    for number, case in enumerate(_cases(path), start=1):
        missing = [part for part in ("id", "on", "answers") if part not in case]
        if missing:
            raise UnreadableFile(f"{path.name}: case {number} has no {missing[0]}: write it there")
        given = case["answers"]
        if not isinstance(given, dict):
            raise UnreadableFile(f"{path.name}: answers of case {number}: write KEY = VALUE pairs")
        answers = {**_rest(path, case), **cast("Table", given)}
        on = case["on"]
        told = {"on": on.isoformat() if isinstance(on, date) else on, "answers": answers}
        yield str(case["id"]), case_told(path, told)


def _rest(path: Path, case: Table) -> Table:
    return _read(path.with_stem(REST)) if case.get("rest") == REST else {}


def _cases(path: Path) -> list[Table]:
    found = _read(path).get("case", [])
    if not isinstance(found, list):
        raise UnreadableFile(f"{path.name}: case is no list: write [[case]] over each case")
    return cast("list[Table]", found)


def _read(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableFile(
            f"{path.name}: the file cannot be read ({error.strerror}): check its name and rights"
        ) from None
    except ValueError as error:
        raise UnreadableFile(f"{path.name}: is not TOML ({error}): mend it there") from None
