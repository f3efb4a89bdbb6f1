"""Who wants somebody first: open red flags before all else, and of these the most urgent."""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event

from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.responses.raised_flags import act_on, flags_of
from questionnaire.review.decision import decide
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role, Stage
from questionnaire.summary.face_sheet import face_sheet_of
from rules.language.logic.case import Origin
from rules.language.logic.days import ApproximateDate
from rules.questions import QUESTIONS
from tests.kit.filled import a_nurse, answered, correct, summary
from tests.kit.pages import Page
from tests.kit.people import StaffClient, add_staff
from tests.kit.telling import tell

QUIET, SOON, FLAG_FREE = date(2026, 11, 1), date(2026, 11, 16), "V02"
FOUND = "cancer_spinal_pain"  # raised by what staff found: the fracture comes from cancer
WITHIN_24_HOURS, EMERGENCY = "within 24 hours", "emergency now"


def find(app: Flask, response_id: UUID, key: str, value: object) -> None:
    """Staff enter what an examination or a report says."""
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        giver = Giver(Origin.STAFF, a_nurse(session).id)
        take_in(session, response, {QUESTIONS[key]: value}, giver, Action.FACTS_ADDED)


def names(page: Page, table: int = 0) -> list[str]:
    """The patients of a list, in order."""
    rows = list(page.main.all("tbody"))[table].all("tr")
    return [next(next(row.all("th")).all("a")).text for row in rows]


def response(app: Flask, name: str, stage: Stage, day: date = SOON) -> UUID:
    """A response without a red flag, and complete."""
    return answered(app, FLAG_FREE, stage, name=name, record_number=f"RN {name}", consult_on=day)


@pytest.mark.parametrize("stage", [Stage.SENT, Stage.READY])
def test_the_most_urgent_open_flag_stands_first_whatever_the_consult_day(
    app: Flask, nurse: StaffClient, stage: Stage
) -> None:
    response(app, "Quiet", stage, QUIET)
    day = response(app, "Within a day", stage, QUIET)
    find(app, day, "cause_judged", "cancer")
    now = response(app, "Now", stage)
    correct(app, now, "new_weakness", True, "She rang")

    worklist = nurse.get("/worklist?view=all")

    assert names(worklist) == ["Now", "Within a day", "Quiet"]
    assert f"Red flag: 1 open ({EMERGENCY})" in worklist.main.text
    assert f"Red flag: 1 open ({WITHIN_24_HOURS})" in worklist.main.text
    if stage is Stage.READY:
        assert names(nurse.get("/ready")) == ["Now", "Within a day", "Quiet"]


def test_a_flag_that_somebody_acted_on_calls_for_nobody(app: Flask, nurse: StaffClient) -> None:
    response(app, "Quiet", Stage.READY, QUIET)
    both = response(app, "Both", Stage.READY)
    find(app, both, "cause_judged", "cancer")
    correct(app, both, "new_weakness", True, "She rang")
    act(app, both, {"new_weakness", "cancer_emergency"})

    assert names(nurse.get("/ready")) == ["Both", "Quiet"]
    assert f"Red flag: 1 open ({WITHIN_24_HOURS})" in nurse.get("/ready").main.text
    act(app, both, {FOUND})
    assert names(nurse.get("/ready")) == ["Quiet", "Both"]


def act(app: Flask, response_id: UUID, criteria: set[str]) -> None:
    with app.app_context(), write_session() as session:
        found = session.get_one(Response, response_id)
        for flag in flags_of(session, found):
            if flag.criterion in criteria:
                act_on(session, flag, a_nurse(session).id, "Seen today")
        tell(session)


def test_what_staff_find_holds_back_a_response_that_is_ready(
    app: Flask, nurse: StaffClient, clinician: StaffClient
) -> None:
    response_id = response(app, "Found", Stage.READY)
    find(app, response_id, "cause_judged", "cancer")

    assert "Red flag: 1 open" in clinician.get("/ready").main.text
    page = clinician.get(f"/responses/{response_id}/decision")
    assert "A red flag is still open" in page.main.text
    refused = clinician.post(f"{page.url}/v0", {"choice": "no_offer"}, expect=422)
    assert refused.errors == ["A red flag is still open. Record what was done first."]


def test_what_staff_find_after_the_decision_stands_first_among_the_decided(
    app: Flask, clinician: StaffClient
) -> None:
    by = add_staff(app, Role.CLINICIAN, "deciding")
    made = {name: response(app, name, Stage.SENT, day) for name, day in (("A", SOON), ("B", QUIET))}
    with app.app_context(), write_session() as session:
        for response_id in made.values():
            decide(session, session.get_one(Response, response_id), by, "offer")
    assert names(clinician.get("/ready")) == ["A", "B"]

    find(app, made["B"], "cause_judged", "cancer")

    assert names(clinician.get("/ready")) == ["B", "A"]
    assert "Red flag: 1 open" in clinician.get("/ready").main.text


def everything_raised(app: Flask) -> UUID:
    """Three flags, the least urgent raised first."""
    response_id = response(app, "Three", Stage.SENT)
    correct(app, response_id, "cancer_signs", ("weight_loss",), "She rang")  # urgent
    find(app, response_id, "cause_judged", "cancer")  # within 24 hours
    correct(app, response_id, "opioid_danger", ("drowsy",), "She rang")  # emergency
    return response_id


ORDER = ["opioid_danger", FOUND, "possible_cancer"]


def test_the_flags_of_one_response_come_by_urgency_on_pages_and_in_files(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = everything_raised(app)

    page = nurse.get(f"/responses/{response_id}")

    with app.app_context():
        made = summary(response_id)
        record = json.loads(nurse.download(f"/responses/{response_id}/summary.json").data)
        sheet = face_sheet_of(made)
    assert [flag.finding.criterion.key for flag in made.flags] == ORDER
    assert [row.key for row in sheet.red_flags if row.is_met] == ORDER
    assert record["red_flags"] == ORDER
    assert [one["criterion"] for one in record["red_flag_actions"]] == ORDER
    cards = [one.text for one in page.main.all("article")]
    assert [
        rank in card
        for card, rank in zip(cards, (EMERGENCY, WITHIN_24_HOURS, "urgent"), strict=True)
    ]


def test_a_flag_that_nobody_acted_on_stands_before_one_that_is_done(app: Flask) -> None:
    response_id = everything_raised(app)
    act(app, response_id, {"opioid_danger"})

    with app.app_context():
        flags = [flag.finding.criterion.key for flag in summary(response_id).flags]

    assert flags == [FOUND, "possible_cancer", "opioid_danger"]


def test_what_staff_found_is_not_said_to_be_the_patients_words(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = response(app, "Found", Stage.SENT)
    find(app, response_id, "cause_judged", "cancer")
    raised = nurse.get(f"/responses/{response_id}").by_id("red-flags")
    find(app, response_id, "cause_judged", "osteoporosis")
    page = nurse.get(f"/responses/{response_id}")
    sheet = nurse.get(f"/responses/{response_id}/face-sheet")

    assert raised.name == "h2"
    assert "It is no longer reported." in page.main.text
    assert "Reported before, and no longer: Possible spinal metastasis" in sheet.main.text
    for seen in (page, sheet):
        assert "answers no longer" not in seen.main.text
        assert "not in the answers" not in seen.main.text


@contextmanager
def counted() -> Generator[list[str], None, None]:
    """The statements that the database is given meanwhile."""
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engine = read_session().get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def marked(app: Flask, number: int) -> None:
    """A response with every mark that a row can have."""
    response_id = response(app, f"Marked {number}", Stage.READY)
    correct(app, response_id, "new_weakness", True, "She rang")
    correct(app, response_id, "details_right", False, "She rang")
    correct(app, response_id, "mri_status", "booked", "She rang")
    correct(app, response_id, "mri_date", ApproximateDate("2026-11-19"), "She rang")


@pytest.mark.parametrize("path", ["/worklist?view=ready", "/ready"])
def test_the_marks_of_many_rows_cost_as_many_queries_as_of_one(
    app: Flask, nurse: StaffClient, path: str
) -> None:
    def queries() -> int:
        with app.app_context(), counted() as seen:
            page = nurse.get(path)
        assert page.main.text.count("MRI after the consult") == len(names(page))
        return len(seen)

    marked(app, 1)
    nurse.get(path)
    one = queries()
    for number in (2, 3, 4):
        marked(app, number)

    assert queries() == one
