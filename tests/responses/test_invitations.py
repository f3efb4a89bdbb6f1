"""Links: made, kept only as a hash, replaced, taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from questionnaire.responses import invitations
from questionnaire.responses.answers import case_of
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Invitation, Response
from rules.language.logic.case import Origin
from tests.kit.people import BORN, Invited, PatientClient, a_nurse, invite, link_of

WRONG = date(1950, 1, 1)
REPLACED = "This link was replaced by a newer one"


def test_secret_of_the_link_is_kept_nowhere(app: Flask, invited: Invited) -> None:
    secret = invited.link.rpartition("/")[2].encode()

    with app.app_context():
        invitation = link_of(read_session(), invited)
        columns = [getattr(invitation, name) for name in Invitation.__table__.columns.keys()]  # noqa: SIM118

    assert len(secret) == 43
    assert not [value for value in columns if secret in str(value).encode()]


def test_link_lives_through_its_last_day_and_through_the_consult(app: Flask) -> None:
    far = clock_today(app) + timedelta(days=60)
    invited = invite(app, consult_on=far)

    soon = invite(app, record_number="RN 2")

    with app.app_context():
        assert link_of(read_session(), invited).expires_on == far
        assert link_of(read_session(), soon).expires_on == clock.today() + timedelta(days=21)


def clock_today(app: Flask) -> date:
    with app.app_context():
        return clock.today()


def test_new_link_replaces_the_old_one_and_who_came_by_that_opens_it(
    app: Flask, invited: Invited
) -> None:
    patient = PatientClient(app, invited)
    patient.open_link()
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, invited.response_id)
        _, token = invitations.reissue(session, response, created_by=a_nurse(session).id)

    assert patient.get(patient.at("answering"), expect=403).heading == REPLACED
    old = PatientClient(app, invited).get(invited.link, expect=410)
    assert old.heading == REPLACED
    new = PatientClient(app, Invited(invited.response_id, f"/i/{token}"))
    assert new.open_link().heading == "Questions about your back pain"


def test_link_taken_back_lets_nobody_in_any_more(app: Flask, invited: Invited) -> None:
    patient = PatientClient(app, invited)
    patient.open_link()
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, invited.response_id)
        invitations.revoke(session, response, revoked_by=a_nurse(session).id)

    assert patient.get(patient.at("answering"), expect=403).heading == "This link was taken back"
    assert patient.get(invited.link, expect=410).heading == "This link was taken back"


def test_recorded_details_are_answers_from_the_record(app: Flask, invited: Invited) -> None:
    with app.app_context():
        case = case_of(read_session(), read_session().get_one(Response, invited.response_id))

    assert case.answers["date_of_birth"].value == BORN
    assert case.answers["date_of_birth"].origin is Origin.RECORD
    assert case.answers["sex"].value == "female"


def test_same_record_number_is_the_same_patient(app: Flask, invited: Invited) -> None:
    again = invite(app, record_number="rn1")

    with app.app_context():
        both = [read_session().get_one(Response, one.response_id) for one in (invited, again)]
        assert both[0].id != both[1].id
        assert both[0].patient_id == both[1].patient_id


OTHERS = (
    ("Sam Other", BORN, "female"),
    ("Pat Example", WRONG, "female"),
    ("Pat Example", BORN, "male"),
)


@pytest.mark.parametrize(("name", "born", "sex"), OTHERS)
def test_record_number_of_somebody_else_is_refused(
    app: Flask, invited: Invited, name: str, born: date, sex: str
) -> None:
    with app.app_context(), pytest.raises(invitations.OtherPatient), write_session() as session:
        invitations.invite(
            session,
            created_by=a_nurse(session).id,
            name=name,
            date_of_birth=born,
            sex=sex,
            record_number="RN 1",
        )
