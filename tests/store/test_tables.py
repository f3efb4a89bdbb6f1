"""Tables that are not those of this version: which they are, and what to do."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta

import psycopg
import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.engine import make_url

from questionnaire.store.database import Database
from questionnaire.store.encryption import Keyring
from questionnaire.store.migrating import downgrade
from questionnaire.store.tables import BEHIND, LACKS, OTHERWISE
from tests.kit.keys import key
from tests.kit.postgres import PostgresServer
from tests.kit.typed import Typed

EVERY = ("db check", "db upgrade", "audit verify", "reset-password joy")


def change(url: str, *statements: str) -> None:
    database = Database(url, Keyring.from_text(key("first")))
    with database.engine.execution_options(writing=True).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    database.close()


@pytest.mark.parametrize("command", EVERY)
def test_tables_of_a_newer_version_are_left_alone(
    clinic_database: str, typed: Typed, command: str
) -> None:
    change(clinic_database, "UPDATE alembic_version SET version_num = '9999'")

    [*_, said], status = typed(command, clinic_database)

    assert "was made by a newer version of the program (its tables are number 9999" in said
    assert said.endswith("install that version")
    assert status == (1 if command == "db check" else 2)


@pytest.mark.parametrize("table", ["ready_note", "alembic_version"])
@pytest.mark.parametrize("command", EVERY)
def test_a_table_that_something_took_away_is_named(
    clinic_database: str, typed: Typed, command: str, table: str
) -> None:
    change(clinic_database, f"DROP TABLE {table}")

    [*_, said], status = typed(command, clinic_database)

    assert said.removeprefix("Error: ") == LACKS.format(table)
    assert status == (1 if command == "db check" else 2)


def test_a_column_that_something_took_away_is_seen_by_the_check(
    clinic_database: str, typed: Typed
) -> None:
    change(clinic_database, "ALTER TABLE edition DROP COLUMN name")

    [*_, said], status = typed("db check", clinic_database)

    assert (said, status) == (OTHERWISE, 1)


def test_tables_of_before_are_brought_up_to_date(clinic_database: str, typed: Typed) -> None:
    database = Database(clinic_database, Keyring.from_text(key("first")))
    downgrade(database.engine, "0003")
    database.close()

    assert typed("audit verify", clinic_database) == ([f"Error: {BEHIND}"], 2)
    assert typed("db check", clinic_database)[0][-1] == BEHIND
    assert typed("db upgrade", clinic_database)[1] == 0
    assert typed("db check", clinic_database)[1] == 0


KILLED_MIDWAY = """
import os, signal, sys
from alembic import command
from questionnaire.store.database import Database
from questionnaire.store.migrating import migrate
from questionnaire.store.encryption import Keyring

def up_and_be_killed(migrations):
    command.upgrade(migrations, "head")
    os.kill(os.getpid(), signal.SIGKILL)

migrate(Database(sys.argv[1], Keyring.from_text(sys.argv[2])).engine, up_and_be_killed)
"""


def test_a_change_of_the_tables_that_is_killed_midway_is_undone(
    clinic_database: str, typed: Typed
) -> None:
    database = Database(clinic_database, Keyring.from_text(key("first")))
    downgrade(database.engine, "0002")
    database.close()

    command = [sys.executable, "-c", KILLED_MIDWAY, clinic_database, key("first")]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL

    assert typed("audit verify", clinic_database) == ([f"Error: {BEHIND}"], 2)
    assert typed("db upgrade", clinic_database)[1] == 0
    assert typed("db check", clinic_database)[1] == 0


def test_a_clock_that_was_set_back_is_told(clinic_database: str, typed: Typed) -> None:
    with time_machine.travel(timedelta(hours=3), tick=True):
        typed("create-user joy --name Joy --role nurse", clinic_database)

    [*_, said], status = typed("db check", clinic_database)

    assert said.startswith("The clock of this machine says ")
    assert "but the last entry of the audit trail is of " in said
    assert status == 1
    with time_machine.travel(timedelta(hours=3, minutes=1), tick=True):
        assert typed("db check", clinic_database)[1] == 0


def damaged(server: PostgresServer, url: str) -> None:
    """Alter one byte of the first page of a table, on the disk."""
    with psycopg.connect(
        make_url(url).set(drivername="postgresql").render_as_string()
    ) as connection:
        [path] = connection.execute("SELECT pg_relation_filepath('edition')").fetchone() or [""]
    with server.stopped(), (server.folder / "data" / path).open("r+b") as file:
        file.seek(8000)
        before = file.read(1)[0]
        file.seek(8000)
        file.write(bytes([before ^ 1]))


def test_a_damaged_page_of_postgresql_is_named(
    postgres_server: PostgresServer, migrated_name: str, typed: Typed
) -> None:
    with postgres_server.new_database(like=migrated_name) as url:
        change(url, "INSERT INTO edition VALUES ('1', 'One', '{}', now())")
        whole = typed("db check", url)
        damaged(postgres_server, url)
        said, status = typed("db check", url)

    assert whole[1] == 0
    assert status == 1
    assert (
        "The table edition is damaged on page 0: put the latest backup back, on another disk"
        in said
    )
    assert "PostgreSQL counts 1 damaged pages in this database" in said[-1]


@pytest.mark.parametrize("clinic_database", ["postgresql"], indirect=True)
def test_it_is_told_whether_postgresql_has_page_checksums(
    clinic_database: str, postgres_server: PostgresServer, typed: Typed
) -> None:
    with postgres_server.stopped():
        postgres_server.tend("pg_checksums", "--disable", "--no-sync")
    without = typed("db check", clinic_database)
    with postgres_server.stopped():
        postgres_server.tend("pg_checksums", "--enable", "--no-sync")

    assert without[1] == 0, "a server without them is not damaged"
    assert without[0][-1].startswith("Page checksums are off")
    assert not [line for line in typed("db check", clinic_database)[0] if "off" in line]
