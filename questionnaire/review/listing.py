"""Lists of responses, a page at a time: however long one is, a page reads no more of it than it shows.

A list is read in runs, each by an index in the run's own order: what has an open red flag, the most
urgent first; then what has a consult day; then what has none. A page begins or ends beside a response,
never at a number: so nothing before it is counted, and no row is shown twice or passed over when
others come or go meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    asc,
    bindparam,
    desc,
    func,
    literal_column,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from questionnaire.responses.urgency import Places, most_urgent, places
from questionnaire.store.models import Response, Stage

ROWS_A_PAGE = 50
PLACE = re.compile(r"first|last|(?P<side>after|before)-(?P<id>[0-9a-f-]{36})")
FLAGGED = Response.open_red_flags > literal_column("0")
"""Written out, with no value to be bound: by these words SQLite knows the index it has for them."""

MADE_ONCE = 256  # more statements than there are lists, runs and directions
Column: TypeAlias = ColumnElement[Any] | InstrumentedAttribute[Any]
Position: TypeAlias = tuple[int, Sequence[object]]
"""The number of a run, and the values of its key."""


@dataclass(frozen=True)
class Listing:
    """Which responses a list has."""

    stages: tuple[Stage, ...]
    every_flag: bool = False
    """Whether an open red flag shows whatever its stage."""
    clinician: UUID | None = None
    latest_first: bool = False


@dataclass(frozen=True)
class ListPlace:
    """Where a page of a list is: at its beginning, at its end, or just after or before a response."""

    beside: UUID | None = None
    backwards: bool = False

    @classmethod
    def read(cls, text: str) -> ListPlace:
        """As an address has it. Raises ValueError."""
        found = PLACE.fullmatch(text)
        if found is None:
            raise ValueError(text)
        beside = UUID(found["id"]) if found["id"] else None
        return cls(beside, text == "last" or found["side"] == "before")


@dataclass(frozen=True)
class ListPage:
    """Some rows of a list, and the places of the pages around them; "" where there is none."""

    rows: Sequence[Response]
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, eq=False)
class _Run:
    """Rows that an index gives in order: those of each condition by themselves, to be merged."""

    of_each: Sequence[Column]
    order: Sequence[Column]
    descending: bool
    alike: int = 0
    """In so many of the first columns all rows are alike. PostgreSQL is to be told of them as well."""


def page_of(session: Session, listing: Listing, place: ListPlace) -> ListPage:
    """The page of a list at a place; its first one where the response it is beside is no more."""
    position = _position(session, listing, place.beside) if place.beside else None
    if place.beside and not position:
        return page_of(session, listing, ListPlace())
    rows = _read(session, listing, ROWS_A_PAGE + 1, position, backwards=place.backwards)
    if place.backwards and position and len(rows) < ROWS_A_PAGE:
        return page_of(session, listing, ListPlace())
    shown, more = rows[:ROWS_A_PAGE], len(rows) > ROWS_A_PAGE
    if place.backwards:
        return _with_places(shown[::-1], previous=more, following=bool(position))
    return _with_places(shown, previous=bool(position), following=more)


def first_of(
    session: Session, listing: Listing, count: int, *beside: ORMOption
) -> Sequence[Response]:
    """The first few of a list, with what is to be loaded `beside` them."""
    return _read(session, listing, count, beside=beside)


def _with_places(rows: Sequence[Response], *, previous: bool, following: bool) -> ListPage:
    return ListPage(
        rows,
        f"before-{rows[0].id}" if previous and rows else "",
        f"after-{rows[-1].id}" if following and rows else "",
    )


def _position(session: Session, listing: Listing, beside: UUID) -> Position | None:
    """The run that a response is in wherever it is listed, and its values there."""
    is_in = (FLAGGED, Response.consult_on.is_not(None), Response.consult_on.is_(None))
    for number, (run, holds) in enumerate(zip(_runs_of(listing), is_in, strict=True)):
        here = (Response.id == beside, Response.stage != Stage.ERASED, holds)
        if found := session.execute(select(*run.order).where(*here)).one_or_none():
            return number, tuple(found)
    return None


def _read(
    session: Session,
    listing: Listing,
    count: int,
    position: Position | None = None,
    *,
    backwards: bool = False,
    beside: Sequence[ORMOption] = (),
) -> list[Response]:
    """So many rows from a position on, run after run."""
    runs = _runs_of(listing)
    numbers = range(len(runs))[:: -1 if backwards else 1]
    at, values = position or (numbers[0], ())
    rows = list[Response]()
    for number in numbers[numbers.index(at) :]:
        if wanted := count - len(rows):
            beyond = values if number == at else ()
            found = _statement(runs[number], bounded=bool(beyond), backwards=backwards)
            bound = {f"at_{place}": value for place, value in enumerate(beyond)}
            bound |= {"clinician": listing.clinician, "count": wanted}
            rows += session.scalars(found.options(*beside), bound)
    return rows


def _runs_of(listing: Listing) -> Sequence[_Run]:
    everybody = replace(listing, clinician=None)
    return _runs(everybody, places(), of_one=listing.clinician is not None)


@lru_cache(MADE_ONCE)
def _runs(listing: Listing, urgencies: Places, *, of_one: bool) -> Sequence[_Run]:
    """Made once, as is each of their statements: to make one takes longer than to ask it."""
    whose = [Response.clinician_id == bindparam("clinician")] if of_one else []
    flagged: list[Column] = [FLAGGED]
    if of_one:
        flagged.append(_unindexed(Response.clinician_id) == bindparam("clinician"))
    if not listing.every_flag:
        flagged.append(_unindexed(Response.stage).in_(listing.stages))
    calm = [
        and_(Response.stage == one, Response.open_red_flags == 0, *whose) for one in listing.stages
    ]
    last, on = listing.latest_first, Response.consult_on
    day = func.coalesce(on, date.min if last else date.max)
    urgency = -most_urgent(urgencies) if last else most_urgent(urgencies)
    made = (Response.created_at, Response.id)
    return (
        _Run([and_(*flagged)], (urgency, day, *made), last),
        _Run([and_(one, on >= date.min) for one in calm], (on, *made), last),
        _Run([and_(one, on.is_(None)) for one in calm], (on, *made), last, alike=1),
    )


def _unindexed(column: Column) -> Column:
    """For SQLite, which would read a whole stage by its index rather than the few that are flagged."""
    return func.coalesce(column, column)


@lru_cache(MADE_ONCE)
def _statement(run: _Run, *, bounded: bool, backwards: bool) -> Select[Response]:
    """The next rows of a run: `count` of each condition, and of all these `count`."""
    falls, count = run.descending != backwards, bindparam("count", type_=Integer())
    columns = [column.label(f"by_{number}") for number, column in enumerate(run.order)]
    order = [desc(one.name) if falls else asc(one.name) for one in columns]
    bounds = [_beyond(run, falls=falls)] if bounded else []
    found = select(Response.id.label("listed"), *columns).order_by(*order).limit(count)
    each = [found.where(one, *bounds).subquery().select() for one in run.of_each]
    nearest = union_all(*each).order_by(*order).limit(count).subquery()
    return (
        select(Response)
        .join(nearest, nearest.c.listed == Response.id)
        .options(joinedload(Response.patient), joinedload(Response.clinician))
        .order_by(*order)
    )


def _beyond(run: _Run, *, falls: bool) -> Column:
    """After the row with the values `at_0`, `at_1` and so on of the run's order."""
    values = [bindparam(f"at_{place}", type_=one.type) for place, one in enumerate(run.order)]
    here, there = tuple_(*run.order[run.alike :]), tuple_(*values[run.alike :])
    return here < there if falls else here > there
