"""The administrator sets how long responses are kept, and reads what is due, held and erased."""

from __future__ import annotations

from flask import Flask

from questionnaire.clinic.retention import Retention, retention
from questionnaire.store.database import read_session
from questionnaire.store.models import Response
from tests.kit.keeping import age, erase_now, hold, keep_for
from tests.kit.people import Invited, StaffClient, invite


def test_as_it_comes_no_period_is_set_and_nothing_is_due(administrator: StaffClient) -> None:
    page = administrator.get("/keeping")

    assert "No period is set, so nothing is ever due" in page.main.text
    assert "Nothing was erased so far" in page.main.text


def test_periods_are_set_with_who_set_them_and_taken_back(
    app: Flask, administrator: StaffClient
) -> None:
    administrator.get("/keeping/periods")
    administrator.submit({"decided_months": "96", "unsent_days": "90", "backup_days": "30"})

    page = administrator.get("/keeping/periods")
    assert page.main.text.count("Set by Administrator Example") == 3
    with app.app_context():
        assert retention(read_session()) == Retention(96, 90, 30)

    administrator.submit({"decided_months": ""})
    with app.app_context():
        assert retention(read_session()) == Retention(None, 90, 30)


def test_a_period_is_a_whole_number_of_a_likely_size(administrator: StaffClient) -> None:
    administrator.get("/keeping/periods")

    page = administrator.submit({"decided_months": "8 years", "unsent_days": "0"}, expect=422)

    assert page.errors == [
        "Enter a whole number, for example 21",
        "Enter a number of days from 1 to 3650",
    ]


def test_of_two_administrators_the_second_is_told(app: Flask, administrator: StaffClient) -> None:
    administrator.get("/keeping/periods")
    keep_for(app, decided_months=12)

    page = administrator.submit({"decided_months": "24"}, expect=422)

    assert "This was changed while your page was open" in page.main.text


def test_an_address_that_a_form_leaves_behind_leads_to_the_page(
    administrator: StaffClient,
) -> None:
    assert administrator.get("/keeping/periods/v0").url.endswith("/keeping/periods")


def test_what_is_due_held_and_erased_is_named_by_short_ids_and_no_patient(
    app: Flask, administrator: StaffClient
) -> None:
    keep_for(app, unsent_days=30, backup_days=30)
    due, held, erased = (
        invite(app, f"{name} Example", f"RN {name}").response_id
        for name in ("Due", "Held", "Erased")
    )
    age(app, due, 60)
    age(app, held, 70)
    hold(app, held)
    erase_now(app, erased)

    text = administrator.get("/keeping").main.text

    assert f"{due.hex[:8]} invited never sent, with a consult on" in text
    assert f"{held.hex[:8]} invited never sent" in text
    assert "under a legal hold since" in text
    assert f"{erased.hex[:8]}" in text
    assert "the patient asked for it erased too" in text
    assert "solicitor" not in text
    assert "RN" not in text
    assert "Due Example" not in text


def test_nurses_do_not_see_it(nurse: StaffClient) -> None:
    nurse.get("/keeping", expect=403)


def test_the_trail_of_an_erased_patient_names_nobody(
    app: Flask, administrator: StaffClient, invited: Invited
) -> None:
    with app.app_context():
        patient = read_session().get_one(Response, invited.response_id).patient_id
    erase_now(app, invited.response_id)

    text = administrator.get(f"/audit/patients/{patient}").main.text

    assert "This patient was erased" in text
    assert "response erased" in text
    assert "Pat Example" not in text
