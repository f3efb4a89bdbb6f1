"""What stands where a response was: that it was erased, when, by whom, why, and what backups hold."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from questionnaire.review.submission import ADD
from questionnaire.store.database import read_session
from questionnaire.store.models import RedFlag
from tests.kit.filled import answered
from tests.kit.keeping import erase_now, keep_for
from tests.kit.people import Invited, StaffClient, invite

PAGES = (
    "",
    "/face-sheet",
    "/decision",
    "/identity",
    "/summary.pdf",
    "/summary.csv",
    "/summary.json",
    "/correct/pain_trend",
    "/legal-hold",
)


@pytest.mark.parametrize("page", PAGES)
def test_every_address_of_it_says_so_calmly(app: Flask, clinician: StaffClient, page: str) -> None:
    response_id = answered(app, "V02")
    keep_for(app, backup_days=30)
    erase_now(app, response_id)

    shown = clinician.get(f"/responses/{response_id}{page}", expect=410).main.text

    assert "This response was erased" in shown
    assert f"Response {response_id.hex[:8]}" in shown
    assert "By Keeper Example (keeper)" in shown
    assert "Why the patient asked for it" in shown
    assert "Erased too: no other response of the patient was left" in shown
    assert "It is erased again from whatever is restored" in shown
    assert "Pat" not in shown.replace("Patient", "")


def test_it_says_where_backups_are_of_no_known_age_and_another_response_stands(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    invite(app)
    erase_now(app, invited.response_id)

    shown = nurse.get(f"/responses/{invited.response_id}", expect=410).main.text

    assert "May still hold it: how long they are kept is not set" in shown
    assert "Kept: another response of the patient stands" in shown


def test_a_page_open_since_before_changes_nothing(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    nurse.get(f"/responses/{invited.response_id}")
    erase_now(app, invited.response_id)

    nurse.submit(to=f"/responses/{invited.response_id}/close", expect=410)


def test_a_red_flag_of_it_is_acted_on_no_more(app: Flask, nurse: StaffClient) -> None:
    response_id = answered(app, "V27")
    with app.app_context():
        flag = read_session().scalars(select(RedFlag)).first()
    assert flag
    nurse.get(f"/responses/{response_id}")
    nurse.submit({"action": "Rang her"}, to=f"/red-flags/{flag.id}")
    nurse.get(f"/responses/{response_id}")
    erase_now(app, response_id)

    nurse.get(f"/red-flags/{flag.id}", expect=410)
    nurse.post(f"/red-flags/{flag.id}", {"action": "Again", ADD: "yes"}, expect=410)
