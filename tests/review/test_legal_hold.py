"""A nurse or a clinician sets and lifts a legal hold, and everybody who looks sees it."""

from __future__ import annotations

from flask import Flask

from tests.kit.keeping import erase_now
from tests.kit.people import Invited, StaffClient


def test_a_hold_is_set_with_a_reason_and_stands_on_the_submission(
    nurse: StaffClient, clinician: StaffClient, invited: Invited
) -> None:
    nurse.get(f"/responses/{invited.response_id}/legal-hold")

    page = nurse.submit(
        {"reason": "Letter of 3 March"}, to=f"/responses/{invited.response_id}/legal-hold/set"
    )

    assert "Held: nobody can erase it." in page.text
    for staff in (nurse, clinician):
        text = staff.get(f"/responses/{invited.response_id}").main.text
        assert "Legal hold, set by Nurse Example on" in text
        assert "Letter of 3 March" in text


def test_a_hold_is_lifted_with_a_reason_and_leaves_the_submission(
    nurse: StaffClient, invited: Invited
) -> None:
    nurse.get(f"/responses/{invited.response_id}/legal-hold")
    nurse.submit({"reason": "Letter of 3 March"})
    nurse.get(f"/responses/{invited.response_id}/legal-hold")

    page = nurse.submit({"reason": "It was settled"})

    assert "Legal hold, set by" not in page.main.text
    page = nurse.get(f"/responses/{invited.response_id}/legal-hold")
    assert "The legal hold was lifted by Nurse Example" in page.main.text
    assert "It was settled" in page.main.text


def test_a_hold_wants_a_reason(nurse: StaffClient, invited: Invited) -> None:
    nurse.get(f"/responses/{invited.response_id}/legal-hold")

    page = nurse.submit({"reason": " "}, expect=422)

    assert page.errors == ["Write why"]


def test_of_two_who_change_a_hold_at_once_the_second_is_told(
    nurse: StaffClient, clinician: StaffClient, invited: Invited
) -> None:
    nurse.get(f"/responses/{invited.response_id}/legal-hold")
    clinician.get(f"/responses/{invited.response_id}/legal-hold")
    nurse.submit({"reason": "Mine"})

    page = clinician.submit({"reason": "Theirs"}, expect=422)

    assert "Changed while your page was open: legal hold set (Nurse Example" in page.errors[0]
    assert "Mine" in page.main.text


def test_an_address_that_a_form_leaves_behind_leads_to_the_page(
    nurse: StaffClient, invited: Invited
) -> None:
    page = nurse.get(f"/responses/{invited.response_id}/legal-hold/set/v0")

    assert page.url.endswith("/legal-hold")


def test_nothing_is_held_that_was_erased(app: Flask, nurse: StaffClient, invited: Invited) -> None:
    nurse.get(f"/responses/{invited.response_id}/legal-hold")
    erase_now(app, invited.response_id)

    page = nurse.submit({"reason": "Too late"}, expect=410)

    assert "This response was erased" in page.main.text
