"""Whether the tables are those of this version: behind it, ahead of it, or not whole."""

from __future__ import annotations

from io import StringIO

from alembic import command
from alembic.config import Config as Migrations
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, Table, inspect

from questionnaire.store.folders import MIGRATIONS
from questionnaire.store.models.base import Model
from questionnaire.store.sqlite import CannotOpen

BEHIND = "The tables are not up to date. Run: questionnaire db upgrade"
LACKS = (
    "The database lacks what it must have ({}): something else took it away. "
    "Put the latest backup back"
)
OTHERWISE = (
    "The tables are otherwise than this version makes them, though their number is right: something "
    "else changed them. Put the latest backup back"
)


def migrations(connection: Connection | None = None) -> Migrations:
    """What Alembic must be told: where the migrations are, and the connection they run on."""
    config = Migrations()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def revision_of(connection: Connection) -> str:
    """The latest migration that the tables have seen; "" where there are none."""
    return next(iter(_revisions(connection)), "")


def newest_revision() -> str:
    """The latest migration of this program."""
    return _script().get_current_head() or ""


def is_known(revision: str) -> bool:
    """Whether this program knows how to bring tables of a revision up to date."""
    return revision in {one.revision for one in _script().walk_revisions()}


def refuse_what_cannot_go_up(connection: Connection) -> None:
    """Raises CannotOpen where a newer version changed the tables, or nothing tells which version did."""
    made_by = _revisions(connection)
    if newer := [one for one in made_by if not is_known(one)]:
        raise CannotOpen(
            f"The database was made by a newer version of the program (its tables are number "
            f"{', '.join(newer)}, the newest known here is {newest_revision()}): "
            "install that version"
        )
    if not made_by and _there(connection):
        raise CannotOpen(LACKS.format("alembic_version"))


def refuse_others(connection: Connection) -> None:
    """Raises CannotOpen where the tables are not those of this version, or not all there."""
    refuse_what_cannot_go_up(connection)
    if _revisions(connection) != (newest_revision(),):
        raise CannotOpen(BEHIND)
    if missing := set(Model.metadata.tables) - _there(connection):
        raise CannotOpen(LACKS.format(", ".join(sorted(missing))))


def there(engine: Engine) -> list[Table]:
    """Those of this version's tables that the database has."""
    with engine.connect() as connection:
        names = _there(connection)
    return [table for table in Model.metadata.sorted_tables if table.name in names]


def fault_in(connection: Connection) -> str:
    """What is wrong with the tables, column by column, in one line with its remedy; "" where nothing is."""
    try:
        refuse_others(connection)
        config = migrations(connection)
        config.stdout = StringIO()  # it would say the same in other words
        command.check(config)
    except CannotOpen as error:
        return str(error)
    except CommandError:
        return OTHERWISE
    return ""


def _there(connection: Connection) -> set[str]:
    return set(Model.metadata.tables) & set(inspect(connection).get_table_names())


def _revisions(connection: Connection) -> tuple[str, ...]:
    return MigrationContext.configure(connection).get_current_heads()


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(migrations())
