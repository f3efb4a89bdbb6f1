"""What patients say of the questionnaire: kept apart from what they answered, read by administrators."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire.store.database import read_session
from questionnaire.store.models import AuditEvent, Ease, Feedback
from tests.kit.people import PatientClient, StaffClient


@pytest.fixture
def sent(patient: PatientClient) -> PatientClient:
    """A patient who has sent, and answered nothing."""
    patient.get(patient.at("declaration"))
    patient.submit()
    return patient


def say(sent: PatientClient, **filled: str) -> None:
    sent.get(sent.at("feedback"))
    sent.submit(filled, to=sent.at("feedback"))


def kept(app: Flask) -> list[Feedback]:
    with app.app_context():
        return list(read_session().scalars(select(Feedback)))


def test_it_is_kept_with_no_way_back_to_the_patient(sent: PatientClient, app: Flask) -> None:
    say(sent, ease="hard", remark="The list of medicines", helped="yes")

    with app.app_context():
        (one,) = read_session().scalars(select(Feedback))
        assert (one.ease, one.helped, one.remark) == (Ease.HARD, True, "The list of medicines")
        assert one.month.day == 1
        assert b"medicines" not in (one.remark_sealed or b"")
        told = select(AuditEvent).where(AuditEvent.action == "feedback given")
        assert read_session().scalars(told).one().response_id is None
    columns = {column.name for column in Feedback.__table__.columns}
    assert columns == {"id", "key_sealed", "month", "ease", "helped", "remark_sealed"}


def test_any_of_it_may_be_left_out_and_nothing_is_kept_of_nothing(
    sent: PatientClient, app: Flask
) -> None:
    say(sent)
    assert not kept(app)

    say(sent, ease="very_easy")

    (one,) = kept(app)
    assert (one.ease, one.helped, one.remark_sealed) == (Ease.VERY_EASY, None, None)


def test_it_is_asked_once(sent: PatientClient, app: Flask) -> None:
    say(sent, ease="easy")
    assert "Thank you for telling us how it was" in sent.get(sent.at("sent")).main.text

    say(sent, ease="hard")

    assert len(kept(app)) == 1


def test_too_many_words_are_said_to_be_too_many(sent: PatientClient, app: Flask) -> None:
    sent.get(sent.at("feedback"))

    page = sent.submit({"remark": "long " * 300}, to=sent.at("feedback"), expect=422)

    assert "There is a problem" in page.main.text
    assert "long long" in page.main.text
    assert not kept(app)


def test_administrators_read_counts_and_words(
    sent: PatientClient, administrator: StaffClient
) -> None:
    before = administrator.get("/feedback").main.text
    say(sent, ease="hard", remark="Too many <b>pages</b>", helped="no")

    page = administrator.get("/feedback")

    assert "Nobody has written anything yet" in before
    assert "hard 1" in page.main.text
    assert "No 1" in page.main.text
    assert "Too many <b>pages</b>" in page.main.text
    assert "Pat Example" not in page.main.text


def test_before_sending_it_leads_back(patient: PatientClient) -> None:
    assert patient.get(patient.at("feedback")).heading == "Questions about your back pain"
