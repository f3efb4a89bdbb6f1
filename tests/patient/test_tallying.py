"""Questions are counted as pages are saved: how often a thing happened, and no answer."""

from __future__ import annotations

import time_machine
from flask import Flask

from questionnaire.administration.question_quality import FEWEST, parts_of, tallies
from questionnaire.store.clock import now
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Happened, QuestionTally, Role
from tests.kit.people import PatientClient, StaffClient, add_staff


def counted(app: Flask, question: str) -> dict[str, int]:
    """What was counted at a question so far."""
    with app.app_context():
        found = tallies(read_session())
    return {happened: times for (key, happened), times in found.items() if key == question}


def test_what_happens_at_a_question_is_counted(app: Flask, patient: PatientClient) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        patient.get(patient.at("new-weakness"))
        patient.submit({"new_weakness": "no"})
        clock.shift(60)
        patient.get(patient.at("pain-began"))
        patient.submit({"pain_began": "31 2 2026", "pain_start": "not-sure"}, expect=422)
        patient.submit({"pain_began": "March 2026"})
        patient.get(patient.at("pain-began"))
        patient.submit({"pain_start": "simple_fall"})
        patient.get(patient.at("pain-began"))
        patient.submit({})

    assert counted(app, "pain_began") == {"refused": 1, "passed": 1, "timed": 1}
    assert counted(app, "pain_start") == {
        "passed": 1,
        "not sure": 1,
        "changed": 1,
        "timed": 1,
        "seconds": 60,
    }


def test_the_question_that_a_page_leads_to_is_counted_once(
    app: Flask, patient: PatientClient
) -> None:
    patient.get(patient.at("pain-began"))
    patient.submit({"pain_began": "March 2026"})
    patient.get(patient.at("pain-began"))
    patient.submit({"pain_began": "April 2026"})

    assert counted(app, "pain_worst") == {"led to": 1}


def test_administrators_see_shares_once_enough_have_passed(app: Flask) -> None:
    add_staff(app, Role.ADMINISTRATOR)
    rows = {Happened.LED_TO: 10, Happened.PASSED: 8, Happened.NOT_SURE: 2, Happened.REFUSED: 4}
    few = {Happened.PASSED: FEWEST - 1, Happened.NOT_SURE: 1}
    with app.app_context(), write_session() as session:
        for key, given in (("pain_worst", rows), ("pain_now", few)):
            for happened, times in given.items():
                session.add(QuestionTally(question=key, happened=happened, times=times))

    page = StaffClient(app, "administrator").get("/questions")

    lines = [row.text for row in page.root.all("tr")]
    assert "Pain at its worst, last 24 h 8 20 % – 0 % 25 % 50 % 0 %" in lines
    assert f"Pain right now {FEWEST - 1} too few yet" in lines


def test_every_question_but_the_lists_has_a_row() -> None:
    shown = [row.question.key for part in parts_of({}) for row in part.rows]

    assert len(shown) == len(set(shown))
    assert {"pain_place", "wish"} <= set(shown)
    assert "pain_medicines" not in shown
