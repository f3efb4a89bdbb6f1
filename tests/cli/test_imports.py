"""A command imports what it needs and no more: so it answers at once. Counted, not timed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from questionnaire.cli import commands
from questionnaire.cli.later import Later
from tests.kit.keys import key

# Runs a command as `questionnaire` does, and then tells every module that it brought with it.
RUN = """
import sys
from questionnaire.cli import main
try:
    main(sys.argv[1:])
finally:
    print("imported:", *sys.modules, file=sys.stderr)
"""
OF_THE_RULES = {"rules.protocols", "rules.questions", "rules.editions", "rules.medicines"}
OF_PAGES = {"questionnaire.cli.whole_app", "wtforms", "flask_babel", "flask_login", "babel"}
OF_SETTING = {"typst"}
OF_MOVING_TABLES = {"alembic", "mako", "pygments"}
OF_POSTGRESQL = {"psycopg"}
OF_THE_STORE = {"sqlalchemy", "flask", "sqlcipher3", "cryptography"}


def imported_by(*command: str, **settings: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", RUN, *command],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.rpartition("imported: ")[2].split())


@pytest.mark.parametrize("command", [["--help"], ["protocol", "--help"], ["--version"]])
def test_the_list_of_commands_needs_none_of_them(command: list[str]) -> None:
    imported = imported_by(*command)

    beyond = OF_THE_STORE | OF_THE_RULES | OF_PAGES | OF_SETTING | OF_MOVING_TABLES | OF_POSTGRESQL
    assert not imported & beyond
    assert not {one for one in imported if one.startswith("rules")}


def test_a_command_on_the_database_needs_no_page_no_rule_and_no_alembic(
    clinic_database: str, tmp_path: Path
) -> None:
    settings = {
        "QUESTIONNAIRE_DATABASE_URL": clinic_database,
        "QUESTIONNAIRE_KEYS": key("first"),
    }
    head = imported_by("audit", "head", "--to", f"file:{tmp_path / 'head'}", **settings)
    keys = imported_by("rekey", **settings)

    assert not head & (OF_PAGES | OF_SETTING | OF_MOVING_TABLES)
    assert not keys & (OF_PAGES | OF_SETTING | OF_MOVING_TABLES | OF_THE_RULES)
    assert ("psycopg" in keys) == clinic_database.startswith("postgresql")


def test_the_list_of_protocols_needs_the_rules_alone() -> None:
    imported = imported_by("protocol", "list")

    assert "rules.protocols" in imported
    assert not imported & (OF_THE_STORE | OF_PAGES | OF_SETTING | OF_MOVING_TABLES)


def every_listed(group: Later) -> list[tuple[str, str, click.Command]]:
    context = click.Context(group)
    found: list[tuple[str, str, click.Command]] = []
    for name, listed in group.later.items():
        command = group.get_command(context, name)
        assert command, name
        found.append((name, listed.says, command))
        found += every_listed(command) if isinstance(command, Later) else []
    return found


def test_the_list_says_of_each_command_how_its_own_help_begins() -> None:
    found = every_listed(commands)  # type: ignore[arg-type]

    assert len(found) > 20
    otherwise = [name for name, says, own in found if not (own.help or "").startswith(says[:-1])]
    assert otherwise == []
    assert [name for name, _, own in found if own.name != name] == []
