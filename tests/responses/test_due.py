"""What is due to be erased: by stage and age, each with its reason, and nothing by accident."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from questionnaire.clinic.retention import months_after, said_day
from questionnaire.responses.due import Due, due
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Stage
from tests.kit.filled import answered
from tests.kit.keeping import age, hold, keep_for
from tests.kit.people import Invited, StaffClient, invite

PLAIN = "V02"
FLAGGED = "V27"
ALL_PERIODS = {"decided_months": 12, "unsent_days": 30}


def listed(app: Flask, days: int = 0) -> list[Due]:
    """What is due in so many days."""
    with app.app_context():
        return due(read_session(), clock.today() + timedelta(days=days))


def test_nothing_is_ever_due_until_a_period_is_set(app: Flask, invited: Invited) -> None:
    answered(app, PLAIN, Stage.DECIDED, record_number="RN 2")

    assert listed(app, 36500) == []


@pytest.mark.parametrize("stage", [Stage.SENT, Stage.READY])
def test_a_response_that_waits_for_somebody_is_never_due(app: Flask, stage: Stage) -> None:
    keep_for(app, **ALL_PERIODS)
    answered(app, PLAIN, stage)

    assert listed(app, 36500) == []


def test_one_decided_is_due_after_its_months_with_the_reason_in_words(app: Flask) -> None:
    keep_for(app, decided_months=24)
    response = answered(app, PLAIN, Stage.DECIDED)
    day = age(app, response, 400)
    until = months_after(day, 24)
    with app.app_context():
        left = (until - clock.today()).days

    assert listed(app, left) == []
    [found] = listed(app, left + 1)
    assert found.why == f"last answered on {said_day(day)}, kept 2 years, until {said_day(until)}"
    assert (found.until, found.hindrance) == (until, "")


def test_one_closed_is_counted_from_its_closing(
    app: Flask, nurse: StaffClient, invited: Invited
) -> None:
    keep_for(app, decided_months=1)
    age(app, invited.response_id, 400)
    nurse.get(f"/responses/{invited.response_id}")
    nurse.submit(to=f"/responses/{invited.response_id}/close")

    assert listed(app) == []
    [found] = listed(app, 40)
    assert found.why.startswith("closed on ")
    assert "kept 1 month, until " in found.why


def test_one_never_sent_is_counted_from_its_link_its_consult_and_its_last_answer(
    app: Flask, invited: Invited
) -> None:
    keep_for(app, unsent_days=30)
    day = age(app, invited.response_id, 40)

    [found] = listed(app)
    assert found.why == (
        f"never sent, with a consult on {said_day(day)}, kept 30 days, "
        f"until {said_day(day + timedelta(days=30))}"
    )
    with app.app_context(), write_session() as session:
        session.get_one(Response, invited.response_id).consult_on = clock.today()
    assert listed(app) == []


def test_one_whose_link_still_opens_is_not_due(app: Flask, invited: Invited) -> None:
    keep_for(app, unsent_days=1)

    assert listed(app, 5) == []
    assert len(listed(app, 60)) == 1


def test_the_longest_due_comes_first(app: Flask, invited: Invited) -> None:
    keep_for(app, unsent_days=1)
    older = invite(app, "Other Example", "RN 2").response_id
    age(app, invited.response_id, 40)
    age(app, older, 50)

    assert [one.response.id for one in listed(app)] == [older, invited.response_id]


def test_a_legal_hold_keeps_it_on_the_list_and_says_who_holds_it(
    app: Flask, invited: Invited
) -> None:
    keep_for(app, unsent_days=1)
    age(app, invited.response_id, 40)
    hold(app, invited.response_id)

    [found] = listed(app)
    assert found.hindrance.startswith("under a legal hold since ")
    assert found.hindrance.endswith("set by Keeper Example")
    assert "solicitor" not in found.hindrance

    hold(app, invited.response_id, holds=False)
    assert listed(app)[0].hindrance == ""


def test_an_open_red_flag_holds_it_back(app: Flask) -> None:
    keep_for(app, decided_months=1)
    response = answered(app, FLAGGED, Stage.DECIDED)
    age(app, response, 400)

    [found] = listed(app)
    assert found.hindrance == "a red flag in it waits for somebody to act"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-03-03", 96, "2034-03-03"),
        ("2026-01-15", -1, "2025-12-15"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_there_is(
    day: str, months: int, later: str
) -> None:
    assert months_after(date.fromisoformat(day), months).isoformat() == later
