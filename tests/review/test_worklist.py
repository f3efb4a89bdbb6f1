"""What a nurse sees first: who needs a person now, then whose consult comes first."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from questionnaire.store import clock
from questionnaire.store.database import read_session
from questionnaire.store.models import AuditEvent
from tests.kit.pages import Page
from tests.kit.people import PatientClient, StaffClient, invite


def names(page: Page) -> list[str]:
    """The patients listed, in order."""
    rows = next(page.main.all("tbody")).all("tr")
    return [next(next(row.all("th")).all("a")).text for row in rows]


def test_patients_come_by_consult_day_and_those_without_one_last(
    app: Flask, nurse: StaffClient
) -> None:
    with app.app_context():
        today = clock.today()
    invite(app, "No Day", "1")
    invite(app, "Next Week", "2", consult_on=today + timedelta(days=7))
    invite(app, "Tomorrow", "3", consult_on=today + timedelta(days=1))

    assert names(nurse.get("/worklist")) == ["Tomorrow", "Next Week", "No Day"]


def test_a_red_flag_comes_first_as_soon_as_its_page_is_saved(
    app: Flask, nurse: StaffClient, patient: PatientClient
) -> None:
    with app.app_context():
        invite(app, "Tomorrow", "3", consult_on=clock.today() + timedelta(days=1))
    patient.get(patient.at("new-weakness"))
    patient.submit({"new_weakness": "yes"})

    page = nurse.get("/worklist")

    assert names(page)[0] == "Pat Example"
    assert "Red flag: 1 open" in page.main.text


def test_an_open_red_flag_shows_in_every_view(nurse: StaffClient, patient: PatientClient) -> None:
    patient.get(patient.at("new-weakness"))
    patient.submit({"new_weakness": "yes"})

    assert names(nurse.get("/worklist?view=decided")) == ["Pat Example"]


def test_a_view_shows_only_its_stage(app: Flask, nurse: StaffClient) -> None:
    invite(app, "Only Invited", "1")

    assert names(nurse.get("/worklist?view=invited")) == ["Only Invited"]
    assert "Nobody is in this list" in nurse.get("/worklist?view=ready").main.text


def test_a_long_list_goes_on_on_the_next_page(app: Flask, nurse: StaffClient) -> None:
    for number in range(51):
        invite(app, f"Patient {number:02}", f"R{number}")

    first = nurse.get("/worklist")
    second = nurse.get(first.links["Next page"])

    assert (len(names(first)), len(names(second))) == (50, 1)
    assert "Previous page" in second.links


def test_whose_names_a_worklist_showed_is_in_the_trail(app: Flask, nurse: StaffClient) -> None:
    invited = invite(app, "Only Invited", "1")

    nurse.get("/worklist")

    with app.app_context():
        seen = read_session().query(AuditEvent).filter_by(action="worklist seen").all()
        assert str(invited.response_id) in str(seen[-1].detail)


def test_the_worklist_is_not_for_administrators(administrator: StaffClient) -> None:
    administrator.get("/worklist", expect=403)


def test_a_record_number_leads_to_the_patients_latest_response(
    app: Flask, nurse: StaffClient
) -> None:
    invite(app, "Somebody Else", "1")
    wanted = invite(app, "Only Invited", "RN 7")
    nurse.get("/worklist")

    page = nurse.submit({"record_number": " RN 7 "}, to="/worklist/find")

    assert page.url.endswith(f"/responses/{wanted.response_id}")


def test_a_record_number_that_nobody_has_is_said_to_be_so(nurse: StaffClient) -> None:
    nurse.get("/worklist")

    page = nurse.submit({"record_number": "RN 7"}, to="/worklist/find")

    assert "Nobody here has this record number" in page.text
    assert "A name cannot be searched for" in page.text


def test_the_search_says_how_a_name_is_found(nurse: StaffClient) -> None:
    main = nurse.get("/worklist").main

    assert "only a record number can be searched for" in main.text
    assert "your browser's own search (Ctrl + F), page by page" in main.text
    [field] = [one for one in main.all("input") if one.get("name") == "record_number"]
    assert field.get("aria-describedby") == "find-hint"


def test_a_consult_says_how_near_it_is(app: Flask, nurse: StaffClient) -> None:
    with app.app_context():
        today = clock.today()
    for away, number in ((-1, "1"), (0, "2"), (1, "3"), (5, "4")):
        invite(app, f"In {away}", number, consult_on=today + timedelta(days=away))

    text = nurse.get("/worklist").main.text

    for said in ("(past)", "today", "tomorrow", "in 5 days"):
        assert said in text
