"""Lists of any length: a page of one reads no more than it shows, and each row is on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from uuid import UUID

import pytest
from flask import Flask

from questionnaire.review.listing import ROWS_A_PAGE, Listing, ListPage, ListPlace, page_of
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Stage
from tests.kit.many import LISTED, add_many
from tests.kit.pages import Page as Shown
from tests.kit.people import StaffClient

EVERY_STAGE = Listing(LISTED, every_flag=True)


def pages(listing: Listing, at: str, on: Callable[[ListPage], str]) -> Iterator[ListPage]:
    """A list from a place on, page by page."""
    while at:
        with write_session(refreshes=True):
            pass  # as between two requests, so that each page is read anew
        page = page_of(read_session(), listing, ListPlace.read(at))
        yield page
        at = on(page)


def rows_of(page: Shown) -> int:
    return len(list(next(page.main.all("tbody")).all("tr")))


def ids(found: Iterator[ListPage]) -> list[list[UUID]]:
    return [[row.id for row in page.rows] for page in found]


@pytest.mark.parametrize(
    "listing", [EVERY_STAGE, Listing((Stage.READY,)), Listing((Stage.SENT,), every_flag=True)]
)
def test_each_row_is_on_one_page_whichever_way_one_goes_also_where_rows_tie(
    app: Flask, listing: Listing
) -> None:
    add_many(app, 660, flagged=70)
    with app.app_context():
        onwards = ids(pages(listing, "first", lambda page: page.next))
        back = ids(pages(listing, "last", lambda page: page.previous))
        every = read_session().query(Response).all()

    wanted = {
        row.id
        for row in every
        if row.stage in listing.stages or (row.open_red_flags and listing.every_flag)
    }
    rows, from_the_end = list(chain(*onwards)), list(chain(*back[::-1]))
    assert len(rows) == len(wanted)
    assert set(rows) == wanted
    assert back[-1] == onwards[0]
    assert from_the_end[-len(back[0]) :] == rows[-len(back[0]) :]
    assert list(dict.fromkeys(from_the_end)) == rows


def test_the_order_is_that_of_flags_then_consult_days_then_none(app: Flask) -> None:
    add_many(app, 300, flagged=7)
    with app.app_context():
        found = [
            row for page in pages(EVERY_STAGE, "first", lambda page: page.next) for row in page.rows
        ]

        order = [
            (not row.open_red_flags, row.consult_on or date.max, row.created_at, row.id.hex)
            for row in found
        ]

    assert order == sorted(order)


def test_who_leaves_a_list_hides_nobody_on_its_next_page(app: Flask) -> None:
    add_many(app, 120, stage=Stage.SENT)
    listing = Listing((Stage.SENT,))
    with app.app_context():
        before = ids(pages(listing, "first", lambda page: page.next))
        first = page_of(read_session(), listing, ListPlace())
        with write_session() as session:
            for row in (first.rows[0], first.rows[-1]):
                session.get_one(Response, row.id).stage = Stage.READY

        second = page_of(read_session(), listing, ListPlace.read(first.next))

    assert [row.id for row in second.rows] == before[1]


def test_a_row_that_moved_meanwhile_hides_nobody(app: Flask) -> None:
    add_many(app, 120, flagged=60, stage=Stage.SENT)
    listing = Listing((Stage.SENT,), every_flag=True)
    with app.app_context():
        before = ids(pages(listing, "first", lambda page: page.next))
        first = page_of(read_session(), listing, ListPlace())
        with write_session() as session:
            session.get_one(Response, first.rows[-1].id).open_red_flags = 0

        second = page_of(read_session(), listing, ListPlace.read(first.next))

    assert [row.id for row in second.rows[:10]] == before[1][:10]


def test_a_page_after_the_last_row_is_the_last_page(app: Flask) -> None:
    add_many(app, 60, stage=Stage.SENT)
    listing = Listing((Stage.SENT,))
    with app.app_context():
        first = page_of(read_session(), listing, ListPlace())
        second = page_of(read_session(), listing, ListPlace.read(first.next))
        with write_session() as session:
            for row in second.rows:
                session.get_one(Response, row.id).stage = Stage.READY

        left = page_of(read_session(), listing, ListPlace.read(first.next))

    assert [row.id for row in left.rows] == [row.id for row in first.rows]


def test_a_place_in_a_list_that_nobody_gave_out_is_the_first_page(
    app: Flask, nurse: StaffClient
) -> None:
    add_many(app, 60, stage=Stage.SENT)

    gone = nurse.get(f"/worklist?page=after-{UUID(int=7)}")

    assert "Previous page" not in gone.links
    assert rows_of(gone) == ROWS_A_PAGE


@pytest.mark.parametrize("path", ["/worklist?view=ready", "/ready"])
def test_a_list_leads_to_its_ends_and_back(app: Flask, nurse: StaffClient, path: str) -> None:
    add_many(app, 130, stage=Stage.READY)

    sizes = list[int]()
    page = nurse.get(path)
    for link in ("Next page", "Next page", "Previous page", "Last page", "First page"):
        page = nurse.get(page.links[link])
        sizes.append(rows_of(page))

    assert sizes == [50, 30, 50, 50, 50]


def test_one_of_many_stages_is_counted_only_so_far(app: Flask, nurse: StaffClient) -> None:
    add_many(app, 1001, stage=Stage.CLOSED)
    add_many(app, 3, stage=Stage.SENT)

    filters = next(nurse.get("/worklist").main.all("nav")).text

    assert "Closed 1,000+" in filters
    assert "All 1,000+" in filters
    assert "Sent, to review 3" in filters
