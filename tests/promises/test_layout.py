"""How the house is laid: wings with a sentence each, one name and one subject a file, pages beside views."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
WINGS = sorted(path.name for path in (ROOT / "questionnaire").iterdir() if list(path.glob("*.py")))
MODULES = [path for part in ("questionnaire", "rules") for path in (ROOT / part).rglob("*.py")]
NAMED = [path for path in MODULES if path.stem != "__init__"]
LONGEST = 270  # lines; a file that needs more has more than one subject
TAKES = re.compile(r"""{%-?\s*(?:extends|from|include|import)\s+["']([^"']+)["']""")
SHOWS = re.compile(r"""["']([\w/]+\.html)["']""")
FIRST, LAST = "cli", "store"  # nobody stands above the one, and the other knows nobody


def contracts() -> dict[str, set[str]]:
    """Which wings each wing may not know, as pyproject.toml has it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = settings["tool"]["importlinter"]["contracts"]
    return {
        one["id"]: {name.removeprefix("questionnaire.") for name in one["forbidden_modules"]}
        for one in told
        if one["type"] == "forbidden" and one["source_modules"] == [f"questionnaire.{one['id']}"]
    }


def test_every_wing_has_a_sentence_that_says_which_wings_it_may_not_know() -> None:
    assert set(WINGS) - {FIRST} == set(contracts()), "write its contract in pyproject.toml"


def test_of_two_wings_one_at_least_may_not_know_the_other() -> None:
    forbidden = contracts() | {FIRST: set[str]()}
    both = [
        f"{one} and {other}"
        for one in WINGS
        for other in WINGS
        if one < other and other not in forbidden[one] and one not in forbidden[other]
    ]

    assert not both, "say in pyproject.toml which of the two stands above the other"
    assert forbidden[LAST] == set(WINGS) - {LAST}


@pytest.mark.parametrize("folder", ["questionnaire", "rules"])
def test_only_the_two_that_open_the_packages_stand_outside_a_wing(folder: str) -> None:
    alone = sorted(path.name for path in (ROOT / folder).glob("*.py"))

    assert alone == ["__init__.py"], "move the file into the wing of whoever uses it"


def test_no_two_modules_share_a_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in NAMED:
        places[path.stem].append(str(path.relative_to(ROOT)))

    shared = {name: found for name, found in places.items() if len(found) > 1}

    assert not shared, "one name, one thing: call one of them by what it alone is about"


def test_no_file_is_longer_than_one_subject_takes() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in MODULES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert not long, f"over {LONGEST} lines: give what is a subject of its own its own file"


def test_every_wing_has_its_tests_in_a_folder_of_its_name() -> None:
    tested = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}

    assert set(WINGS) <= tested, "put its tests into tests/<wing>"


def shown_by_code() -> dict[str, set[str]]:
    """The templates that modules name, each with the wings that do."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "questionnaire").rglob("*.py"):
        for name in SHOWS.findall(path.read_text(encoding="utf-8")):
            found[name].add(path.relative_to(ROOT).parts[1])
    return found


def taken_by_templates() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    return {name for text in texts for name in TAKES.findall(text)}


def every_template() -> set[str]:
    return {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}


def test_what_templates_are_made_of_begins_with_an_underscore_and_nothing_else_does() -> None:
    parts = {name for name in every_template() if Path(name).name.startswith("_")}

    assert taken_by_templates() <= parts, "begin its name with an underscore: it is no page"
    assert parts <= taken_by_templates() | set(shown_by_code()), "nobody uses it: delete it"


def test_every_page_lies_in_the_folder_of_the_wing_that_shows_it() -> None:
    pages = {name for name in every_template() if not Path(name).name.startswith("_")}
    shown = shown_by_code()

    assert pages <= set(shown), "no view shows it: delete it"
    elsewhere = {
        name: wings
        for name, wings in shown.items()
        if name in pages and name.split("/")[0] not in wings
    }
    assert not elsewhere, "move the template into templates/<wing of its view>"
