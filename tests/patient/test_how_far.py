"""How far a patient has come, and how long all takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from questionnaire.responses import sittings
from questionnaire.responses.sittings import ENOUGH, ESTIMATE, TimeNeeded, time_needed
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Sitting
from tests.kit.filling_in import answer_all_pages
from tests.kit.pages import Page
from tests.kit.people import PatientClient
from tests.promises.test_journeys import SEVERE


def parts(page: Page) -> dict[str, str]:
    """The parts by title, each with how far it has come."""
    listed = next(one for one in page.main.all("ol") if one.get("class") == "parts")
    return {next(one.all("a")).text: one.text for one in listed.all("li")}


def kept(app: Flask) -> int:
    with app.app_context():
        return read_session().scalar(select(func.count()).select_from(Sitting)) or 0


def took(app: Flask, minutes: list[int]) -> TimeNeeded:
    """The time needed once earlier answerers took so many minutes."""
    with app.app_context():
        with write_session() as session:
            for one in minutes:
                sittings.note(session, timedelta(minutes=one))
        return time_needed(read_session())


def test_each_part_says_how_far_it_has_come_and_counts_what_is_asked(
    patient: PatientClient,
) -> None:
    patient.submit()
    patient.submit({"answering": "myself"})
    patient.submit({"cauda_equina": "none-of-these"})

    listed = parts(patient.get(patient.at("parts")))

    assert len(listed) == 8
    first, second, *others = listed.values()
    assert "Done, 1 of 2 answered" in first
    assert "In progress, 1 of " in second
    assert all("Not started" in one for one in others)


def test_what_was_passed_over_is_done_and_counts_as_unanswered(patient: PatientClient) -> None:
    answer_all_pages(patient, {"answering": "myself"})

    listed = parts(patient.get(patient.at("parts")))

    assert all("Done" in one for one in listed.values())
    assert "Done, 1 of " in listed["About you"]
    assert "0 of 1 answered" in listed["What matters to you"]  # remarks want no answer


def test_a_part_opens_at_its_first_open_question(patient: PatientClient) -> None:
    patient.submit()
    patient.submit({"answering": "myself"})
    patient.submit({"cauda_equina": "none-of-these"})

    ways = patient.get(patient.at("parts")).links

    assert ways["Urgent symptoms"] == patient.at("new-weakness")  # the first not seen
    assert ways["About you"] == patient.at("who")  # the first not answered
    assert ways["Your pain"] == patient.at("pain-place")


def test_each_question_page_leads_to_the_parts_and_they_back(patient: PatientClient) -> None:
    page = patient.get(patient.at("pain-at-night"))

    page = patient.get(page.links["3 of 8: Your pain"])

    assert page.heading == "How far you are"
    assert page.links["Back"] == patient.at("pain-at-night")


def test_whoever_returns_reads_how_far_they_are(patient: PatientClient) -> None:
    patient.submit()
    patient.submit({"answering": "myself"})

    page = patient.get(patient.at(""))

    assert "1 of 8 parts done" in page.main.text
    assert parts(page)["About you"]


def test_all_answered_in_one_sitting_is_measured_and_no_more_than_minutes_is_kept(
    patient: PatientClient, app: Flask
) -> None:
    page = answer_all_pages(patient, SEVERE)
    patient.get(page.links["Continue"])
    patient.submit()

    assert kept(app) == 1
    assert {column.name for column in Sitting.__table__.columns} == {"id", "minutes", "sent_on"}


@pytest.mark.parametrize("leaves", [True, False])
def test_who_left_between_or_did_not_see_all_is_not_measured(
    patient: PatientClient, app: Flask, *, leaves: bool
) -> None:
    patient.submit()
    if leaves:
        patient.submit({"stop": "yes"})
        patient.open_link()
        answer_all_pages(patient, {})
    patient.get(patient.at("declaration"))
    patient.submit()

    assert kept(app) == 0


def test_until_enough_were_measured_the_time_is_a_marked_estimate(app: Flask) -> None:
    assert took(app, [12] * (ENOUGH - 1)) == ESTIMATE
    assert not ESTIMATE.measured


def test_the_time_is_what_most_of_the_latest_took_in_steps_of_five(app: Flask) -> None:
    assert took(app, [1, *[22] * 10, *[33] * 10, 240]) == TimeNeeded(20, 35)


def test_measured_time_is_said_as_such(app: Flask, patient: PatientClient) -> None:
    took(app, [22] * ENOUGH)

    text = patient.get(patient.at("")).main.text

    assert "Most people here took 20 to 25 minutes." in text
