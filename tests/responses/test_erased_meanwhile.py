"""Somebody saves, closes or invites at the moment at which a response is erased."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from uuid import UUID

from flask import Flask

from questionnaire.responses import intake
from questionnaire.responses.erasing import erase
from questionnaire.responses.erasure_list import clinic_list
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response
from tests.kit.keeping import an_administrator
from tests.kit.people import Invited, PatientClient, StaffClient, invite
from tests.kit.verified import faults_of

# Long enough for the others to come as far as they can; what they do then is what counts.
MEANWHILE = 0.4


def while_erased(app: Flask, response_id: UUID, *acts: Callable[[], object]) -> list[object]:
    """Do all of these while a response is being erased, and see them through."""
    by = an_administrator(app)
    with ThreadPoolExecutor(len(acts)) as pool:
        with app.app_context(), write_session() as session:
            response = session.get_one(Response, response_id, with_for_update=True)
            erase(session, response, why="a wish", by=by, listed=clinic_list(session))
            begun = [pool.submit(act) for act in acts]
            sleep(MEANWHILE)
        return [one.result() for one in begun]


def test_a_page_saved_at_that_moment_is_gone_and_breaks_nothing(
    app: Flask, patient: PatientClient, nurse: StaffClient
) -> None:
    patient.get(patient.at("pain-now"))
    nurse.get(f"/responses/{patient.response_id}")
    close = f"/responses/{patient.response_id}/close"

    while_erased(
        app,
        patient.response_id,
        lambda: patient.submit({"pain_now": "4"}, expect=410),
        lambda: nurse.submit(to=close, expect=410),
    )

    assert faults_of(app) == []


def test_whoever_is_invited_again_at_that_moment_is_a_new_patient(
    app: Flask, invited: Invited
) -> None:
    [again] = while_erased(app, invited.response_id, lambda: invite(app))

    assert isinstance(again, Invited)
    with app.app_context():
        assert read_session().get_one(Response, again.response_id).patient.name == "Pat Example"
    assert faults_of(app) == []


def test_whoever_assesses_many_anew_at_that_moment_passes_it_by(
    app: Flask, invited: Invited
) -> None:
    def assess_anew() -> object:
        with app.app_context(), write_session() as session:
            response = session.get_one(Response, invited.response_id, with_for_update=True)
            return intake.catch_up(session, response)

    assert while_erased(app, invited.response_id, assess_anew) == [None]
