"""The day of any stored moment is the clinic's day, on whichever side of the world it lies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from flask import Flask

from questionnaire.responses.answers import Giver, case_of, latest_of
from questionnaire.responses.intake import take_in_all
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response
from rules.language.logic.case import Origin
from rules.questions.symptoms import pain_worst
from tests.kit.people import Invited
from tests.kit.telling import tell

# At 23:30 UTC it is the next day in Auckland; at 00:30 UTC it is the day before in Honolulu.
MIDNIGHTS = [
    ("Pacific/Auckland", "2026-11-16T10:59:00+00:00", date(2026, 11, 16)),
    ("Pacific/Auckland", "2026-11-16T11:01:00+00:00", date(2026, 11, 17)),
    ("Pacific/Auckland", "2026-11-16T23:30:00+00:00", date(2026, 11, 17)),
    ("Pacific/Honolulu", "2026-11-16T00:30:00+00:00", date(2026, 11, 15)),
    ("Pacific/Honolulu", "2026-11-16T09:59:00+00:00", date(2026, 11, 15)),
    ("Pacific/Honolulu", "2026-11-16T10:01:00+00:00", date(2026, 11, 16)),
]


@pytest.mark.parametrize(("zone", "moment", "day"), MIDNIGHTS)
def test_an_answer_is_of_the_day_it_was_at_the_clinic(
    app: Flask, invited: Invited, zone: str, moment: str, day: date
) -> None:
    app.config["TIME_ZONE"] = zone
    with time_machine.travel(moment, tick=False), app.app_context():
        with write_session() as session:
            response = session.get_one(Response, invited.response_id)
            take_in_all(session, response, [({pain_worst: Decimal(8)}, Giver(Origin.PATIENT))])
            tell(session)
        session = read_session()
        response = session.get_one(Response, invited.response_id)
        case = case_of(session, response)
        among_many = latest_of(session, [response.id], [pain_worst])[response.id]

        assert pain_worst.day(case) == day
        assert pain_worst.day(case.having(among_many)) == day
        assert case.on == day
