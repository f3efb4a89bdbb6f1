"""A clinic of very many responses, for tests of what reads them: copies of one, with nothing in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias
from uuid import uuid4

from flask import Flask
from sqlalchemy import insert, literal_column, select

from questionnaire.store.database import Database
from questionnaire.store.models import RedFlag, Response, Stage
from tests.kit.people import invite

LISTED = tuple(stage for stage in Stage if stage is not Stage.ERASED)
FIRST_DAY, DAYS = date(2026, 11, 1), 5  # so few that many a consult is on the same day
Row: TypeAlias = dict[str, Any]


def add_many(app: Flask, count: int, *, flagged: int = 0, **columns: object) -> None:
    """So many more, of each stage as many, made at one moment; one in five has no consult day.

    The first few have an open red flag. `columns` are the same in all.
    """
    database: Database = app.extensions["database"]
    like = invite(app, record_number=f"RN {uuid4()}").response_id
    with database.engine.execution_options(writing=True).begin() as connection:
        rows_like = select(Response.__table__).where(Response.id == like)
        one: Row = dict(connection.execute(rows_like).mappings().one())  # type: ignore[call-overload]
        rows = [
            {**one, **own, **columns, "open_red_flags": int(number < flagged)}
            for number, own in enumerate(_own(count))
        ]
        connection.execute(insert(Response), rows)
        if flagged:
            connection.execute(insert(RedFlag), [_flag(row) for row in rows[:flagged]])
    _look_at_them(database)


def double(app: Flask) -> None:
    """As many again of those that are not flagged."""
    database: Database = app.extensions["database"]
    chance = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
    others = [one for one in Response.__table__.columns if one.name != "id"]
    again = select(literal_column(chance[database.engine.dialect.name]), *others)
    statement = insert(Response).from_select(
        ["id", *(one.name for one in others)], again.where(Response.open_red_flags == 0)
    )
    with database.engine.execution_options(writing=True).begin() as connection:
        connection.execute(statement)
    _look_at_them(database)


def _look_at_them(database: Database) -> None:
    """As PostgreSQL does by itself, but later."""
    if database.engine.dialect.name == "postgresql":
        with database.engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE response")


def _own(count: int) -> Iterator[Row]:
    for number in range(count):
        day = number // len(LISTED) % DAYS
        on = FIRST_DAY + timedelta(days=day) if day else None
        yield {"id": uuid4(), "stage": LISTED[number % len(LISTED)], "consult_on": on}


def _flag(row: Row) -> Row:
    return {"id": uuid4(), "response_id": row["id"], "criterion": "new_weakness"}
