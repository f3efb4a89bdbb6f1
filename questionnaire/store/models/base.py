"""What every table shares: names, ids, times in UTC, words from a list, and rows never changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import Enum as Words
from typing import TypeVar, cast
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Connection, DateTime, Dialect, Enum, MetaData, Text, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column, object_session
from sqlalchemy.types import TypeDecorator

Word = TypeVar("Word", bound=Words)


class Model(DeclarativeBase):
    """A table. Its constraints are named by rule, so that a migration can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Identified(Model):
    """A row whose id is made with it, before it is saved: sealed values are bound to that id."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-1)

    def __init__(self, **values: object) -> None:
        """Every keyword is an attribute of the model; TypeError where it is not."""
        self.id = cast("UUID", values.pop("id", None) or uuid4())
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name!r}")
            setattr(self, name, value)


class AppendOnly:
    """Rows never changed and never deleted: a correction is a later row.

    The migrations add database triggers that say the same to whoever goes round the models.
    """


class RowIsFinal(Exception):
    """Something tried to change or delete a row that stays as it was written."""


@event.listens_for(AppendOnly, "before_update", propagate=True)
def _refuse_change(mapper: Mapper[object], _: Connection, row: object) -> None:
    session = object_session(row)
    if session is None or session.is_modified(row):
        raise RowIsFinal(f"{mapper.local_table} is append-only: write a later row")


@event.listens_for(AppendOnly, "before_delete", propagate=True)
def _refuse_deletion(mapper: Mapper[object], _: Connection, __: object) -> None:
    raise RowIsFinal(f"{mapper.local_table} is append-only: nothing in it is deleted")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on every database. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone: use datetime.now(UTC)")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[object]):
    """A JSON value kept as one canonical text, the same on every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str:
        return canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        return None if value is None else json.loads(value)


def canonical_json(value: object) -> str:
    """The one text of a JSON value: sorted keys, no spaces."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def words(of: type[Word]) -> Enum:
    """A column that holds the words of a list as text, and no others."""
    return Enum(
        of,
        native_enum=False,
        create_constraint=True,
        length=20,
        name=of.__name__.lower(),
        values_callable=_values,
    )


def _values(of: type[Words]) -> list[str]:
    return [word.value for word in of]


def together(*columns: str) -> CheckConstraint:
    """Who, when and what was done stand together or not at all."""
    first, *others = columns
    same = " AND ".join(f"({first} IS NULL) = ({other} IS NULL)" for other in others)
    return CheckConstraint(same, name="_and_".join(columns))
