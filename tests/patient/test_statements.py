"""What a page asks of the database: counted, since each of it is time that a patient waits."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.kit.filling_in import answer_all_pages
from tests.kit.people import PatientClient
from tests.kit.statements import statements_of
from tests.promises.test_journeys import SEVERE

# Session, response, settings, the sheet with all answers; the end of the trail, and its new entry.
SHOWN, STORED = 6, 15
NOT_COUNTED = re.compile("BEGIN|COMMIT|PRAGMA|SELECT pg_advisory")


@pytest.fixture
def filled_in(patient: PatientClient) -> PatientClient:
    """A patient who has answered every page, and goes back to one."""
    answer_all_pages(patient, SEVERE)
    return patient


def counted(app: Flask, work: Callable[[], object]) -> list[str]:
    with statements_of(app.extensions["database"].engine) as seen:
        work()
    return [one for one in seen if not NOT_COUNTED.match(one)]


def test_a_page_of_a_hundred_answers_is_shown_by_few_statements(
    app: Flask, filled_in: PatientClient
) -> None:
    page = filled_in.at("pain-worst")
    filled_in.get(page)

    seen = counted(app, lambda: filled_in.get(page))

    assert len(seen) <= SHOWN, seen


def test_an_answer_is_stored_by_few_statements(app: Flask, filled_in: PatientClient) -> None:
    filled_in.get(filled_in.at("pain-worst"))
    sent = {"pain_worst": "3"}
    shown = counted(app, lambda: filled_in.get(filled_in.at("pain-worst")))

    seen = counted(app, lambda: filled_in.submit(sent))

    assert len(seen) - len(shown) <= STORED, seen  # the page that it leads to is shown, too
