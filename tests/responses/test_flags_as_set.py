"""Red flags for what staff find, as a clinic set them: how soon, or not at all, and said beside the flag."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask

from questionnaire.clinic import settings
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.store import clock
from questionnaire.store.audit import Action
from questionnaire.store.database import write_session
from questionnaire.store.models import Answer, Response, Stage
from rules.language.logic.case import Origin
from rules.questions import QUESTIONS
from tests.kit.filled import a_nurse, answered
from tests.kit.people import StaffClient
from tests.kit.telling import tell


def set_flag(app: Flask, key: str, option: str) -> None:
    with app.app_context(), write_session() as session:
        settings.change(session, {settings.CHOICE + key: option}, by=None)


def found(app: Flask, key: str, consult_on: date | None = None) -> UUID:
    """A response without a red flag, in whose report staff then find something."""
    response_id = answered(app, "V02", Stage.SENT, consult_on=consult_on)
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        giver = Giver(Origin.STAFF, a_nurse(session).id)
        take_in(session, response, {QUESTIONS[key]: True}, giver, Action.FACTS_ADDED)
    return response_id


FINDINGS = [
    ("deficit_on_examination", "A neurological deficit was found", "emergency now"),
    ("nerve_compression", "describes compression of the cord", "same day"),
    ("instability", "describes spinal instability", "same day"),
    ("suspicion_of_cancer", "raises suspicion of malignancy", "urgent"),
]


@pytest.mark.parametrize(("key", "said", "how_soon"), FINDINGS)
def test_what_staff_find_is_a_flag_that_holds_back_ready_and_decision(
    app: Flask, nurse: StaffClient, clinician: StaffClient, key: str, said: str, how_soon: str
) -> None:
    response_id = found(app, key)

    (card,) = nurse.get(f"/responses/{response_id}").main.all("article")
    nurse.post(f"/responses/{response_id}/ready/v0", {})
    decision = clinician.get(f"/responses/{response_id}/decision")

    assert said in card.text
    assert how_soon in card.text
    assert "A red flag is still open" in decision.main.text
    assert "Red flag: 1 open" in nurse.get("/worklist").main.text


def test_a_flag_set_otherwise_says_so_beside_it(app: Flask, nurse: StaffClient) -> None:
    set_flag(app, "found_instability", "emergency")

    (card,) = nurse.get(f"/responses/{found(app, 'instability')}").main.all("article")

    assert "emergency now" in card.text
    assert "Set by this clinic: emergency now; it comes as: same day." in card.text
    assert "Red flag: 1 open (emergency now)" in nurse.get("/worklist").main.text


def test_a_flag_that_a_clinic_switched_off_is_not_raised(app: Flask, nurse: StaffClient) -> None:
    set_flag(app, "found_suspicion_of_cancer", "off")

    page = nurse.get(f"/responses/{found(app, 'suspicion_of_cancer')}")

    assert not list(page.main.all("article"))


def test_a_flag_once_raised_stays_when_its_rule_is_switched_off(
    app: Flask, nurse: StaffClient
) -> None:
    response_id = found(app, "instability")

    set_flag(app, "found_instability", "off")

    (card,) = nurse.get(f"/responses/{response_id}").main.all("article")
    assert "describes spinal instability" in card.text
    assert "Set by this clinic: raises no flag; it comes as: same day." in card.text


def test_no_window_silences_what_staff_found(app: Flask, nurse: StaffClient) -> None:
    """An examination of today is out of date on a consult three weeks from now; the flag is not."""
    with app.app_context(), write_session() as session:
        settings.change(session, {f"{settings.FIGURE}examination_days": "14"}, by=None)
        far = clock.today() + timedelta(days=21)

    response_id = found(app, "deficit_on_examination", far)

    (card,) = nurse.get(f"/responses/{response_id}").main.all("article")
    assert "A neurological deficit was found on examination." in card.text


@pytest.mark.parametrize("stage", [Stage.IN_PROGRESS, Stage.SENT, Stage.READY, Stage.DECIDED])
def test_what_newer_rules_find_is_raised_when_the_response_is_looked_at(
    app: Flask, nurse: StaffClient, stage: Stage
) -> None:
    """Chills raised no flag once: nobody gives an answer after the rules have changed."""
    response_id = answered(app, "V02", stage)
    with app.app_context(), write_session() as session:
        chills = ["chills_or_unwell"]
        session.add(
            Answer(
                response_id=response_id,
                question="infection_signs",
                value=chills,
                origin=Origin.PATIENT,
            )
        )
        tell(session)

    (card,) = nurse.get(f"/responses/{response_id}").main.all("article")

    assert "Possible infection of the spine" in card.text
    assert "Red flag: 1 open" in nurse.get("/worklist?view=all").main.text
