"""How lists are read: each by its index, so much of it as is shown, in as many statements as ever."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import product
from typing import Any, TypeAlias
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Connection, event

from questionnaire.review.listing import Listing, ListPlace, first_of, page_of
from questionnaire.review.worklist import VIEWS, _counts
from questionnaire.store.database import read_session
from questionnaire.store.models import Role, Stage
from tests.kit.many import add_many, double
from tests.kit.people import StaffClient, add_staff

Asked: TypeAlias = list[tuple[str, Any]]
Plan: TypeAlias = dict[str, Any]

AT_MOST = {"/worklist?view=all": 11, "/worklist?view=sent": 11, "/ready": 14}
"""Statements of a page, with those that tell who is signed in and what the trail is told."""


@contextmanager
def asked() -> Generator[Asked]:
    """What the database is asked meanwhile."""
    seen: Asked = []

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append((statement, parameters))

    engine = read_session().get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def every_list(clinician: UUID) -> Iterator[tuple[str, Callable[[], object]]]:
    """By name, how each list is read at its ends and beside them."""
    listings = {view.key: Listing(view.stages, every_flag=True) for view in VIEWS}
    listings["ready list"] = Listing((Stage.READY,))
    listings["mine"] = Listing((Stage.READY,), clinician=clinician)
    for (name, listing), end in product(listings.items(), ("first", "last")):
        yield f"{name}, {end}", partial(_page_and_next, listing, end)
    for whose in (None, clinician):
        lately = Listing((Stage.DECIDED,), clinician=whose, latest_first=True)
        yield f"decided, {whose}", partial(_first, lately)
    yield "counts", _counts


def _page_and_next(listing: Listing, end: str) -> None:
    page = page_of(read_session(), listing, ListPlace.read(end))
    page_of(read_session(), listing, ListPlace.read(page.next or page.previous or end))


def _first(listing: Listing) -> None:
    first_of(read_session(), listing, 20)


def read_by(connection: Connection, statement: str, parameters: Any) -> Iterator[str]:  # noqa: ANN401
    """How each look at responses is made, in the database's words."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        yield from (row[3] for row in found if " response" in row[3])
        return
    for node in nodes(connection, statement, parameters):
        if "response" in (node.get("Relation Name"), str(node.get("Index Name"))[3:11]):
            yield f"{node['Node Type']} {node.get('Index Name', '')}"


def nodes(connection: Connection, statement: str, parameters: Any) -> Iterator[Plan]:  # noqa: ANN401
    """The steps that PostgreSQL took."""
    explained = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
    waiting: list[Plan] = [
        connection.exec_driver_sql(explained, parameters).scalar_one()[0]["Plan"]
    ]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", ())
        yield node


def work(connection: Connection, statement: str, parameters: Any) -> float:  # noqa: ANN401
    """How much is read: instructions of SQLite's machine, rows of PostgreSQL's tables and sorts."""
    if connection.dialect.name == "postgresql":
        found = nodes(connection, statement, parameters)
        return sum(one["Actual Rows"] + one.get("Rows Removed by Filter", 0) for one in found)
    steps = list[int]()
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: steps.append(1), 10)
    connection.exec_driver_sql(statement, parameters).all()
    driver.set_progress_handler(None, 0)
    return len(steps)


def work_of_lists(clinician: UUID) -> dict[str, float]:
    session, found = read_session(), dict[str, float]()
    for name, look in every_list(clinician):
        with asked() as seen:
            look()
        found[name] = sum(work(session.connection(), *one) for one in seen)
    return found


BY_INDEX = re.compile(
    r"(SEARCH response USING (COVERING )?INDEX (ix_response_listed|sqlite_autoindex)"
    r"|SCAN response USING COVERING INDEX ix_response_listed_flagged"
    r"|Bitmap Heap Scan |Bitmap Index Scan ix_response_listed_flagged"
    r"|Index (Only )?Scan (ix_response_listed|pk_response)).*"
)


def test_each_list_is_read_by_an_index_in_its_own_order(app: Flask) -> None:
    clinician = add_staff(app, Role.CLINICIAN, "listed")
    add_many(app, 6000, flagged=20, clinician_id=clinician)
    for _ in range(3):
        double(app)
    with app.app_context():
        for name, look in every_list(clinician):
            with asked() as seen:
                look()
            for one in seen:
                for way in read_by(read_session().connection(), *one):
                    assert BY_INDEX.fullmatch(way), f"{name}: {one[0]}"


def test_a_longer_archive_makes_no_page_read_more(app: Flask) -> None:
    clinician = add_staff(app, Role.CLINICIAN, "listed")
    add_many(app, 3060, flagged=20, clinician_id=clinician)
    double(app)  # so many of each stage as are counted
    with app.app_context():
        short = work_of_lists(clinician)
    double(app)
    double(app)
    with app.app_context():
        long = work_of_lists(clinician)

    more = {name: (short[name], long[name]) for name in short if long[name] > 1.1 * short[name]}
    assert not more


@pytest.mark.parametrize("path", AT_MOST)
def test_a_page_asks_so_many_statements_however_many_there_are(
    app: Flask, nurse: StaffClient, path: str
) -> None:
    def statements() -> int:
        with app.app_context(), asked() as seen:
            nurse.get(path)
        return len(seen)

    add_many(app, 600, flagged=2)
    nurse.get(path)
    few = statements()
    double(app)

    assert statements() <= few <= AT_MOST[path]
