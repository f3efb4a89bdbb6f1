"""The tables: up, down, up again, and the same as the models say."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Engine, Uuid, column, insert, inspect, select, table, text

from questionnaire.store.clock import now
from questionnaire.store.database import Database
from questionnaire.store.encryption import Keyring
from questionnaire.store.folders import MIGRATIONS
from questionnaire.store.migrating import downgrade, migrate, upgrade
from questionnaire.store.models import Model, Staff
from questionnaire.store.models.base import AppendOnly, UtcDateTime
from questionnaire.store.tables import is_known, newest_revision

pytest_plugins = ["tests.kit.databases"]

STAFF_BEFORE = table(
    "staff",
    column("id", Uuid()),
    *map(column, ("username", "name", "role", "password_hash", "failed_tries")),
    column("must_change_password", Boolean()),
    column("created_at", UtcDateTime()),
)
"""The columns of revision 0005."""
FINAL = {
    str(mapper.local_table)
    for mapper in Model.registry.mappers
    if issubclass(mapper.class_, AppendOnly)
}


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def checks(engine: Engine) -> dict[str, set[str | None]]:
    inspector = inspect(engine)
    return {
        table: {check["name"] for check in inspector.get_check_constraints(table)}
        for table in tables(engine)
    }


def triggers(engine: Engine) -> set[str]:
    where = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with engine.connect() as connection:
        return set(connection.scalars(text(where[engine.dialect.name])))


def test_they_go_up_down_and_up_again(empty: Database) -> None:
    upgrade(empty.engine)
    assert tables(empty.engine) == set(Model.metadata.tables)

    downgrade(empty.engine, "base")
    assert tables(empty.engine) == set()
    assert triggers(empty.engine) == set()

    upgrade(empty.engine)
    assert tables(empty.engine) == set(Model.metadata.tables)


def test_they_make_what_the_models_say(database: Database) -> None:
    migrate(database.engine, command.check)


def test_they_check_what_the_models_check(database: Database) -> None:
    migrated = checks(database.engine)
    downgrade(database.engine, "base")

    Model.metadata.create_all(database.engine)

    assert migrated == checks(database.engine)


def test_every_final_table_has_its_triggers(database: Database) -> None:
    wanted = {f"{table}_refuses_{change}" for table in FINAL for change in ("update", "delete")}

    assert triggers(database.engine) == wanted, (
        "SQLite drops a table's triggers when a migration makes the table anew: make them again"
    )


def test_one_time_passwords_of_before_run_out_a_week_after_the_upgrade(empty: Database) -> None:
    upgrade(empty.engine, "0005")
    with empty.engine.execution_options(writing=True).begin() as connection:
        for username, one_time in (("new", True), ("old", False)):
            who = {"id": uuid4(), "username": username, "name": username, "role": "nurse"}
            kept = {"must_change_password": one_time, "password_hash": "", "failed_tries": 0}
            connection.execute(insert(STAFF_BEFORE).values({**who, **kept, "created_at": now()}))

    upgrade(empty.engine)

    with empty.read_session() as session:
        until = {one.username: one.one_time_until for one in session.scalars(select(Staff))}
    assert until["old"] is None
    assert until["new"]
    assert timedelta(days=6) < until["new"] - now() <= timedelta(days=7)
    downgrade(empty.engine, "0005")
    with empty.engine.connect() as connection:
        must_change = select(STAFF_BEFORE.c.username).where(STAFF_BEFORE.c.must_change_password)
        assert list(connection.scalars(must_change)) == ["new"]


def test_a_second_upgrade_changes_nothing(database: Database) -> None:
    database.upgrade()

    assert tables(database.engine) == set(Model.metadata.tables)


def test_two_that_upgrade_at_once_both_succeed(empty: Database, database_url: str) -> None:
    failures: list[Exception] = []

    def start() -> None:
        process = Database(database_url, empty.keyring)
        try:
            process.upgrade()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            failures.append(error)
        process.close()

    starting = [threading.Thread(target=start) for _ in range(3)]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join()

    assert not failures
    assert tables(empty.engine) == set(Model.metadata.tables)


def test_another_process_may_start_while_one_serves(clinic_database: str, keyring: Keyring) -> None:
    serving, starting = (Database(clinic_database, keyring) for _ in range(2))
    serving.upgrade()

    with serving.read_session() as session:
        session.execute(text("SELECT * FROM staff"))
        starting.upgrade()

    serving.close()
    starting.close()


def test_an_upgrade_that_fails_leaves_nothing_behind(empty: Database) -> None:
    def fail(migrations: Config) -> None:
        command.upgrade(migrations, "head")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrate(empty.engine, fail)

    assert inspect(empty.engine).get_table_names() == []


def test_references_are_checked_again_after_an_upgrade(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite lays them aside meanwhile")
    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_they_stand_in_one_line() -> None:
    migrations = Config()
    migrations.set_main_option("script_location", str(MIGRATIONS))

    known = ScriptDirectory.from_config(migrations)
    assert known.get_heads() == [newest_revision()]
    assert all(is_known(one.revision) for one in known.walk_revisions())
