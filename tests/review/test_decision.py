"""When a clinician's decision can be recorded, and what must come first."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from questionnaire.responses.raised_flags import act_on, flags_of
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Decision, Response, Stage
from rules.language.logic.days import ApproximateDate
from tests.kit.filled import a_nurse, answered, correct
from tests.kit.people import StaffClient
from tests.kit.telling import tell

ACT_FIRST = "A red flag is still open. Record what was done first."
FLAGGED = "V23"
TODAY = clock.now().date()


def decisions(app: Flask) -> int:
    with app.app_context():
        return read_session().scalar(select(func.count()).select_from(Decision)) or 0


def act(app: Flask, response_id: UUID) -> None:
    """A nurse records what was done about every red flag."""
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        for flag in flags_of(session, response):
            act_on(session, flag, a_nurse(session).id, "Seen today")
        tell(session)


def test_nothing_is_decided_while_a_red_flag_is_open(app: Flask, clinician: StaffClient) -> None:
    response_id = answered(app, FLAGGED)
    sheet = clinician.get(f"/responses/{response_id}/face-sheet")
    page = clinician.get(f"/responses/{response_id}/decision")

    for seen in (sheet, page):
        assert ACT_FIRST in seen.main.text
        assert f"/responses/{response_id}#flag-" in seen.links["To the red flag"]
    assert "Record a decision" not in sheet.links
    assert not list(page.main.all("form"))
    refused = clinician.post(
        f"{page.url}/v0", {"choice": "offer", "note": "Fit for it"}, expect=422
    )
    assert refused.errors == [ACT_FIRST]
    assert "Fit for it" in refused.main.text
    assert decisions(app) == 0


def test_once_a_red_flag_is_acted_on_a_decision_can_be_recorded(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, FLAGGED)
    act(app, response_id)
    clinician.get(f"/responses/{response_id}/decision")

    clinician.submit({"choice": "more_needed"})

    assert decisions(app) == 1


def test_a_red_flag_raised_while_the_form_was_open_comes_first(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02")
    clinician.get(f"/responses/{response_id}/decision")
    correct(app, response_id, "new_weakness", True, "She rang")

    refused = clinician.submit({"choice": "offer", "note": "Fit for it"}, expect=422)

    assert refused.errors == [ACT_FIRST]
    assert "Fit for it" in refused.main.text
    assert decisions(app) == 0


def test_a_nurse_and_a_clinician_are_refused_in_the_same_words(
    app: Flask, nurse: StaffClient, clinician: StaffClient
) -> None:
    response_id = answered(app, FLAGGED, Stage.SENT)

    told = nurse.get(f"/responses/{response_id}")

    assert ACT_FIRST in told.main.text
    assert ACT_FIRST in nurse.post(f"/responses/{response_id}/ready/v0").text
    assert ACT_FIRST in clinician.get(f"/responses/{response_id}/decision").main.text


def test_a_closed_response_is_opened_again_before_it_is_decided(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, "V02", Stage.CLOSED)

    page = clinician.get(f"/responses/{response_id}/decision")

    assert "This response is closed. A nurse can open it again." in page.main.text
    assert not list(page.main.all("form"))


def test_a_refused_decision_raises_nothing_on_a_closed_response(
    app: Flask, clinician: StaffClient
) -> None:
    response_id = answered(app, "F10", consult_on=TODAY + timedelta(days=60))
    began = ApproximateDate((TODAY - timedelta(days=30)).isoformat())
    correct(app, response_id, "pain_began", began, "She looked it up")
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        response.stage, response.consult_on = Stage.CLOSED, TODAY  # on that day it is one
    page = clinician.get(f"/responses/{response_id}/decision")

    refused = clinician.post(f"{page.url}/v0", {"choice": "offer"}, expect=422)

    assert "This response is closed" in refused.main.text
    with app.app_context():
        assert read_session().get_one(Response, response_id).open_red_flags == 0
