"""Lists of responses, a page at a time: however long one is, a page reads no more of it than it shows.

A list is read in runs, each by an index in the run's own order: what has an open red flag, the most
urgent first; then what has a consult day; then what has none. A page begins or ends beside a place in
that order, never at a number: so nothing before it is counted, and no row is shown twice or passed over
when others come, go or move meanwhile.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeAlias, cast
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
from questionnaire.store.encryption import Undecipherable, current_keyring
from questionnaire.store.models import Response, Stage

ROWS_A_PAGE = 50
PLACE = re.compile(r"first|last|(?P<side>after|before)-(?P<sealed>[\w-]{1,400})")
SEALED_FOR = "place in a list"
FLAGGED = Response.open_red_flags > literal_column("0")
"""Written out, with no value to be bound: by these words SQLite knows the index it has for them."""

MADE_ONCE = 256  # more statements than there are lists, runs and directions
Column: TypeAlias = ColumnElement[Any] | InstrumentedAttribute[Any]
Position: TypeAlias = tuple[int, Sequence[object]]
"""The number of a run, and the values of its key: its last three are a `_Place`."""
Found: TypeAlias = tuple[Response, Position]
_Place: TypeAlias = tuple[date | None, datetime, UUID]


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
    """Where a page of a list is: at its beginning, at its end, or just after or before a position."""

    beside: Position | None = None
    backwards: bool = False

    @classmethod
    def read(cls, text: str) -> ListPlace:
        """As an address has it. Raises ValueError."""
        found = PLACE.fullmatch(text)
        if found is None:
            raise ValueError(text)
        beside = _opened(found["sealed"]) if found["sealed"] else None
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
    """The page of a list at a place; where nothing follows it any more, the last one."""
    position = place.beside
    found = _read(session, listing, ROWS_A_PAGE + 1, position, backwards=place.backwards)
    if position and not found and not place.backwards:
        return page_of(session, listing, ListPlace(backwards=True))
    if place.backwards and position and len(found) < ROWS_A_PAGE:
        return page_of(session, listing, ListPlace())
    shown, more = found[:ROWS_A_PAGE], len(found) > ROWS_A_PAGE
    if place.backwards:
        return _with_places(shown[::-1], previous=more, following=bool(position))
    return _with_places(shown, previous=bool(position), following=more)


def first_of(
    session: Session, listing: Listing, count: int, *beside: ORMOption
) -> Sequence[Response]:
    """The first few of a list, with what is to be loaded `beside` them."""
    return [row for row, _ in _read(session, listing, count, beside=beside)]


def _with_places(found: Sequence[Found], *, previous: bool, following: bool) -> ListPage:
    return ListPage(
        [row for row, _ in found],
        f"before-{_sealed(found[0][1])}" if previous and found else "",
        f"after-{_sealed(found[-1][1])}" if following and found else "",
    )


def _sealed(position: Position) -> str:
    """For an address: it names a consult day, which no log is to hold."""
    number, values = position
    urgency, (day, made, row_id) = values[:-3], cast("_Place", values[-3:])
    told = [number, *urgency, day and day.isoformat(), made.isoformat(), row_id.hex]
    sealed = current_keyring().seal(json.dumps(told).encode(), SEALED_FOR)
    return urlsafe_b64encode(sealed).decode().rstrip("=")


def _opened(text: str) -> Position:
    """A position of an address. Raises ValueError."""
    try:
        sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        number, *urgency, day, made, row_id = json.loads(current_keyring().open(sealed, SEALED_FOR))
    except (Undecipherable, IndexError) as error:
        raise ValueError(text) from error
    on = date.fromisoformat(day) if day else None
    return number, (*urgency, on, datetime.fromisoformat(made), UUID(row_id))


def _read(
    session: Session,
    listing: Listing,
    count: int,
    position: Position | None = None,
    *,
    backwards: bool = False,
    beside: Sequence[ORMOption] = (),
) -> list[Found]:
    """So many rows from a position on, run after run, each with its own."""
    runs = _runs_of(listing)
    numbers = range(len(runs))[:: -1 if backwards else 1]
    at, values = position or (numbers[0], ())
    found = list[Found]()
    for number in numbers[numbers.index(at) :]:
        if wanted := count - len(found):
            beyond = values if number == at else ()
            asked = _statement(runs[number], bounded=bool(beyond), backwards=backwards)
            bound = {f"at_{place}": value for place, value in enumerate(beyond)}
            bound |= {"clinician": listing.clinician, "count": wanted}
            rows = session.execute(asked.options(*beside), bound)
            found += [(row[0], (number, tuple(row[1:]))) for row in rows]
    return found


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
def _statement(run: _Run, *, bounded: bool, backwards: bool) -> Select[*tuple[Any, ...]]:
    """The next rows of a run: `count` of each condition, and of all these `count`."""
    falls, count = run.descending != backwards, bindparam("count", type_=Integer())
    columns = [column.label(f"by_{number}") for number, column in enumerate(run.order)]
    order = [desc(one.name) if falls else asc(one.name) for one in columns]
    bounds = [_beyond(run, falls=falls)] if bounded else []
    found = select(Response.id.label("listed"), *columns).order_by(*order).limit(count)
    each = [found.where(one, *bounds).subquery().select() for one in run.of_each]
    nearest = union_all(*each).order_by(*order).limit(count).subquery()
    return (
        select(Response, *(nearest.c[one.name] for one in columns))
        .join(nearest, nearest.c.listed == Response.id)
        .options(joinedload(Response.patient), joinedload(Response.clinician))
        .order_by(*order)
    )


def _beyond(run: _Run, *, falls: bool) -> Column:
    """After the row with the values `at_0`, `at_1` and so on of the run's order."""
    values = [bindparam(f"at_{place}", type_=one.type) for place, one in enumerate(run.order)]
    here, there = tuple_(*run.order[run.alike :]), tuple_(*values[run.alike :])
    return here < there if falls else here > there
