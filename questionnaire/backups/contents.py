"""What a database holds, in numbers that a copy of it must come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, inspect, select, table

from questionnaire.store.chain import head_of
from questionnaire.store.models import AuditEvent, Model, Patient, Staff
from questionnaire.store.tables import revision_of

TABLES = tuple(sorted(Model.metadata.tables))
TRAIL = AuditEvent.__tablename__


@dataclass(frozen=True)
class Contents:
    """Which tables, how many rows in each, and the trail's head as "SEQUENCE:HEXDIGEST"."""

    revision: str
    rows: Mapping[str, int]
    head: str

    @property
    def is_empty(self) -> bool:
        """Whether nobody is in it, neither staff nor patient: every clinic begins with somebody."""
        return not any(self.rows.get(one.__tablename__, 0) > 0 for one in (Staff, Patient))

    @property
    def entries(self) -> int:
        """How many entries the trail has."""
        return self.rows.get(TRAIL, 0)


def contents_of(connection: Connection, tables: Iterable[str] = TABLES) -> Contents:
    """Counted in the transaction that the connection is in. A table that is not there has -1 rows."""
    there = set(inspect(connection).get_table_names())
    rows = {name: _count(connection, name) if name in there else -1 for name in tables}
    head = head_of(connection) if TRAIL in there else None
    return Contents(revision_of(connection), rows, str(head) if head else "")


def _count(connection: Connection, name: str) -> int:
    return connection.scalar(select(func.count()).select_from(table(name))) or 0
