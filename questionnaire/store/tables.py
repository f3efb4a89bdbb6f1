"""Whether the tables are those of this version: behind it, ahead of it, or not whole."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, inspect, select

from questionnaire.store.folders import MIGRATIONS
from questionnaire.store.models.base import Model
from questionnaire.store.sqlite import CannotOpen

# Alembic's own table. It is read here, so that a command that moves no table need not import Alembic.
VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32)))
BEHIND = "The tables are not up to date. Run: questionnaire db upgrade"
LACKS = (
    "The database lacks what it must have ({}): something else took it away. "
    "Put the latest backup back"
)
OTHERWISE = (
    "The tables are otherwise than this version makes them, though their number is right: something "
    "else changed them. Put the latest backup back"
)


def revision_of(connection: Connection) -> str:
    """The latest migration that the tables have seen; "" where there are none."""
    return next(iter(_revisions(connection)), "")


def newest_revision() -> str:
    """The latest migration of this program."""
    return _known()[-1]


def is_known(revision: str) -> bool:
    """Whether this program knows how to bring tables of a revision up to date."""
    return revision in _known()


def are_newest(connection: Connection) -> bool:
    """Whether the tables have seen every migration of this program, and no other."""
    return _revisions(connection) == (newest_revision(),)


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
    if not are_newest(connection):
        raise CannotOpen(BEHIND)
    if missing := set(Model.metadata.tables) - _there(connection):
        raise CannotOpen(LACKS.format(", ".join(sorted(missing))))


def there(engine: Engine) -> list[Table]:
    """Those of this version's tables that the database has."""
    with engine.connect() as connection:
        names = _there(connection)
    return [table for table in Model.metadata.sorted_tables if table.name in names]


def _there(connection: Connection) -> set[str]:
    return set(Model.metadata.tables) & set(inspect(connection).get_table_names())


def _revisions(connection: Connection) -> tuple[str, ...]:
    if not inspect(connection).has_table(VERSION.name):
        return ()
    return tuple(connection.scalars(select(VERSION.c.version_num)))


def _known() -> list[str]:
    """The number that each migration's file begins with, which is its revision."""
    return sorted(one.name.partition("_")[0] for one in MIGRATIONS.glob("versions/*_*.py"))
