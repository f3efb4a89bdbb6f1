"""An MRI booked for after the consult: said wherever staff look before it, and in every file."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from uuid import UUID

import pytest
from flask import Flask

from questionnaire.exports import FORMATS
from questionnaire.exports.many_responses import export_many
from questionnaire.responses.late_mri import late_mri
from questionnaire.responses.marks import marks_among
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Answer, Response, Stage
from questionnaire.summary.in_brief import in_brief
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.language.logic.days import ApproximateDate
from tests.kit.filled import answered, correct, summary
from tests.kit.pages import Page
from tests.kit.pdf_pages import words_by_page
from tests.kit.people import StaffClient, invite
from tests.kit.telling import tell

CONSULT = date(2026, 11, 16)  # of the worked case
AFTER = "The MRI is booked for after the consult: 19 November 2026."
MAYBE = "The MRI is booked, and may be after the consult: November 2026."
IN_A_ROW = {"2026-11-19": "MRI after the consult", "2026-11": "MRI may be after the consult"}


def booked(app: Flask, day: str, stage: Stage = Stage.SENT, name: str = "Late") -> UUID:
    """A response whose patient has a date for an MRI."""
    response_id = answered(app, "V02", stage, name=name, record_number=f"RN {name}")
    correct(app, response_id, "mri_status", "booked", "She rang")
    correct(app, response_id, "mri_date", ApproximateDate(day), "She rang")
    return response_id


def marked(page: Page, words: str) -> list[str]:
    """The patients in whose row of a list something stands."""
    rows = [row for body in page.main.all("tbody") for row in body.all("tr")]
    return [next(row.all("a")).text for row in rows if words in row.text]


def told(status: object, day: object) -> Case:
    return Case({"mri_status": Given(status), "mri_date": Given(day)}, CONSULT)


@pytest.mark.parametrize(
    ("status", "day", "surely"),
    [
        ("booked", "2026-11-17", True),
        ("booked", "2026-12", True),
        ("booked", "2026-11", False),
        ("booked", "2026", False),
        ("booked", "2026-11-16", None),  # on the day itself it can be in the morning
        ("booked", "2026-11-15", None),
        ("done", "2026-11-17", None),
        ("cannot", "2026-11-17", None),
    ],
)
def test_it_is_after_the_consult_surely_perhaps_or_not(
    status: str, day: str, surely: bool | None
) -> None:
    late = late_mri(told(status, ApproximateDate(day)), CONSULT)

    assert (late.surely if late else None) is surely


@pytest.mark.parametrize("day", [Absent.UNANSWERED, Absent.NOT_SURE])
def test_of_a_day_that_is_not_known_nothing_is_said(day: Absent) -> None:
    assert late_mri(told("booked", day), CONSULT) is None


def test_without_a_consult_day_nothing_is_said() -> None:
    assert late_mri(told("booked", ApproximateDate("2030")), None) is None


@pytest.mark.parametrize(("day", "words"), [("2026-11-19", AFTER), ("2026-11", MAYBE)])
def test_it_stands_on_the_submission_the_face_sheet_and_beside_the_decision(
    app: Flask, clinician: StaffClient, day: str, words: str
) -> None:
    response_id = booked(app, day)

    for path in ("", "/face-sheet", "/decision"):
        assert words in clinician.get(f"/responses/{response_id}{path}").main.text, path


@pytest.mark.parametrize("day", IN_A_ROW)
def test_it_stands_in_its_row_of_the_worklist_and_of_the_ready_list(
    app: Flask, nurse: StaffClient, day: str
) -> None:
    booked(app, day, name="Sent")
    booked(app, day, Stage.READY, name="Ready")
    booked(app, "2026-11-16", name="In time")
    invite(app, "No Day", "RN no day")

    assert sorted(marked(nurse.get("/worklist?view=all"), IN_A_ROW[day])) == ["Ready", "Sent"]
    assert marked(nurse.get("/ready"), IN_A_ROW[day]) == ["Ready"]


def late_of(responses: list[Response]) -> set[UUID]:
    """Those of which it is marked."""
    marked = marks_among(read_session(), responses).items()
    return {response_id for response_id, marks in marked if marks.late_mri}


def test_it_is_the_latest_answer_that_counts(app: Flask) -> None:
    response_id = booked(app, "2026-11-19")
    with app.app_context():
        responses = [read_session().get_one(Response, response_id)]
        assert late_of(responses) == {response_id}
    correct(app, response_id, "mri_status", "done", "It was moved forward")

    with app.app_context():
        responses = [read_session().get_one(Response, response_id)]
        assert late_of(responses) == set()
        assert summary(response_id).late_mri is None


def test_an_answer_that_cannot_be_read_stops_no_list(app: Flask, nurse: StaffClient) -> None:
    response_id = booked(app, "2026-11-19")
    booked(app, "2026-11-19", name="Other")
    with app.app_context(), write_session() as session:
        row = {"response_id": response_id, "question": "mri_date", "value": {"said": "soon"}}
        session.add(Answer(**row, origin=Origin.PATIENT))
        tell(session)

    assert marked(nurse.get("/worklist"), "MRI after the consult") == ["Other"]


@pytest.mark.parametrize(
    ("day", "value", "words"),
    [("2026-11-19", "yes", AFTER), ("2026-11", "may be", MAYBE), ("2026-11-16", "no", "")],
)
def test_every_file_says_it(app: Flask, day: str, value: str, words: str) -> None:
    response_id = booked(app, day)
    with app.app_context():
        made = summary(response_id)
        record = json.loads(FORMATS["json"].export(made))
        one = rows_of(FORMATS["csv"].export(made))
        many = rows_of(b"".join(export_many([in_brief(made)])))
        first = words_by_page(FORMATS["pdf"].export(made))[0]

    (row,) = (row for row in one if row["key"] == "mri_after_consult")
    assert record["response"]["mri_after_consult"] == value
    assert (row["value"], row["reason"]) == (value, words)
    assert [row["mri_after_consult"] for row in many] == [value]
    assert words in first
    assert ("The MRI is booked" in first) is bool(words)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
