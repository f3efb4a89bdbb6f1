"""A name planted wherever people write is found on their pages, and nowhere else."""

from __future__ import annotations

import logging
from urllib.parse import unquote
from uuid import UUID

import pytest
from flask import Flask, Response, request
from sqlalchemy import select

from questionnaire.exports import FORMATS
from questionnaire.store.database import read_session
from questionnaire.store.models import Role
from questionnaire.store.models.base import Model
from tests.kit.people import PatientClient, StaffClient, add_staff, first_invited

PLANTED = "Zebedee"
TOLD = f"{PLANTED} told me so"


@pytest.fixture
def by_the_way(app: Flask) -> list[str]:
    """What a log or a proxy on the way could keep: every address, and every header sent."""
    seen: list[str] = []

    @app.before_request
    def note_address() -> None:
        seen.append(unquote(f"{request.full_path} {request.referrer}"))

    @app.after_request
    def note_headers(response: Response) -> Response:
        seen.append(unquote(str(response.headers)))
        return response

    return seen


def everything_written(app: Flask, nurse: StaffClient) -> UUID:
    """From the invitation to the decision, with the name in every box that takes words."""
    patient = _invited(app, nurse)
    _answer(patient)
    _review(nurse, patient.response_id)
    add_staff(app, Role.CLINICIAN)
    clinician = StaffClient(app, "clinician")
    clinician.get(f"/responses/{patient.response_id}/decision")
    clinician.submit({"choice": "offer", "note": TOLD})
    return patient.response_id


def _invited(app: Flask, nurse: StaffClient) -> PatientClient:
    nurse.get("/invitations/new")
    person = {
        "name": f"{PLANTED} Example",
        "date_of_birth": "1948-03-27",
        "sex": "male",
        "record_number": f"RN {PLANTED}",
        "contact": f"{PLANTED}@mail.example",
    }
    return first_invited(app, nurse.submit(person))


def _answer(patient: PatientClient) -> None:
    pages = {
        "answering": {"answering": "with_help"},
        "helper": {"helper_name": PLANTED},
        "new-weakness": {"new_weakness": "yes"},
        "anything-else": {"anything_else": TOLD},
    }
    for page, filled in pages.items():
        patient.get(patient.at(page))
        patient.submit(filled)
    patient.get(patient.at("pain-medicines"))
    patient.submit({"pain_medicines": "add"})
    patient.submit({"name": TOLD})
    patient.get(patient.at("declaration"))
    patient.submit()


def _review(nurse: StaffClient, response_id: UUID) -> None:
    page = nurse.get(f"/responses/{response_id}")
    to = next(form.get("action") for form in page.forms() if "/red-flags/" in form.get("action"))
    nurse.submit({"action": TOLD}, to=to)
    nurse.get(f"/responses/{response_id}/correct/pain_trend")
    nurse.submit({"pain_trend": "worse", "learned": "record", "reason": TOLD})


def stored(app: Flask) -> list[str]:
    """Every value of every table, as whoever has the open database reads it."""
    with app.app_context():
        rows = [
            row
            for table in Model.metadata.sorted_tables
            for row in read_session().execute(select(table))
        ]
    return [
        value.decode("latin-1") if isinstance(value, bytes) else str(value)
        for row in rows
        for value in row
    ]


def test_no_table_no_log_no_address_no_header_and_no_file_name_holds_it(
    app: Flask,
    by_the_way: list[str],
    nurse: StaffClient,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with caplog.at_level(logging.DEBUG):
        response_id = everything_written(app, nurse)
        for key in FORMATS:
            nurse.download(f"/responses/{response_id}/summary.{key}")
        nurse.get("/worklist?view=all")

    assert len(by_the_way) > 50
    assert not [line for line in by_the_way if PLANTED.lower() in line.lower()]
    assert not [value for value in stored(app) if PLANTED.lower() in value.lower()]
    assert PLANTED not in caplog.text + "".join(capfd.readouterr())


def test_it_is_where_it_belongs(app: Flask, nurse: StaffClient) -> None:
    response_id = everything_written(app, nurse)

    page = nurse.get(f"/responses/{response_id}")

    assert page.text.count(PLANTED) >= 7
    assert TOLD in nurse.download(f"/responses/{response_id}/summary.json").get_data(as_text=True)
