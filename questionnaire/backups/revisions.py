"""Which migrations the tables of a database have seen, and which this program knows."""

from __future__ import annotations

from alembic.config import Config as Migrations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from questionnaire.store.folders import MIGRATIONS


def revision_of(connection: Connection) -> str:
    """The latest migration that the tables have seen; "" where there are none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def newest_revision() -> str:
    """The latest migration of this program."""
    return _migrations().get_current_head() or ""


def is_known(revision: str) -> bool:
    """Whether this program knows how to bring tables of a revision up to date."""
    try:
        return _migrations().get_revision(revision) is not None
    except CommandError:
        return False


def _migrations() -> ScriptDirectory:
    config = Migrations()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return ScriptDirectory.from_config(config)
