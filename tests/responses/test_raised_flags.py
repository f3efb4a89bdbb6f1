"""Red flags: raised once, open until somebody acts, raised again only by an answer given later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from questionnaire.responses import raised_flags
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in_all
from questionnaire.store.database import write_session
from questionnaire.store.models import Response
from rules.language.logic.case import Origin
from rules.questions import QUESTIONS
from tests.kit.people import Invited, a_nurse
from tests.kit.telling import tell

START = datetime(2026, 11, 30, 9, tzinfo=UTC)
NO_FEELING = ("saddle_numbness",)


class Clinic:
    """One response, whose patient answers minute by minute, and whose nurse acts at once."""

    def __init__(self, session: Session, response: Response, tick: Callable[[], None]) -> None:
        self.session, self.response, self.tick = session, response, tick
        self.nurse: UUID = a_nurse(session).id

    def answer(self, **given: object) -> list[str]:
        """The patient answers; the criteria of the flags that this opens."""
        self.tick()
        said = {QUESTIONS[key]: value for key, value in given.items()}
        before = set(raised_flags.flags_of(self.session, self.response))
        take_in_all(self.session, self.response, [(said, Giver(Origin.PATIENT))])
        now = raised_flags.flags_of(self.session, self.response)
        return [flag.criterion for flag in now if flag not in before]

    def act(self, action: str) -> bool:
        """The nurse acts on the flag raised first, in the very moment of the last answer."""
        flag = raised_flags.flags_of(self.session, self.response)[0]
        return raised_flags.act_on(self.session, flag, self.nurse, action)


@pytest.fixture
def clinic(app: Flask, invited: Invited) -> Iterator[Clinic]:
    with (
        app.app_context(),
        write_session() as session,
        time_machine.travel(START, tick=False) as clock,
    ):
        response = session.get_one(Response, invited.response_id)
        yield Clinic(session, response, lambda: clock.shift(timedelta(minutes=1)))
        tell(session)


def test_a_flag_is_raised_once_however_often_it_is_looked_for(clinic: Clinic) -> None:
    assert clinic.answer(new_weakness=True) == ["new_weakness"]
    assert clinic.answer(pain_trend="worse") == []
    assert clinic.response.open_red_flags == 1


def test_flags_come_in_the_order_in_which_they_were_raised(clinic: Clinic) -> None:
    clinic.answer(new_weakness=True)
    clinic.answer(cauda_equina=NO_FEELING)

    flags = raised_flags.flags_of(clinic.session, clinic.response)

    assert [flag.criterion for flag in flags] == ["new_weakness", "cauda_equina"]
    assert [flag.raised_at for flag in flags] == [START + timedelta(minutes=one) for one in (1, 2)]
    assert clinic.response.open_red_flags == 2


def test_what_was_done_is_kept_with_who_did_it_and_when(clinic: Clinic) -> None:
    clinic.answer(new_weakness=True)

    assert clinic.act("Rang her")

    (flag,) = raised_flags.flags_of(clinic.session, clinic.response)
    assert (flag.action, flag.acted_by) == ("Rang her", clinic.nurse)
    assert flag.acted_at == START + timedelta(minutes=1)
    assert clinic.response.open_red_flags == 0


def test_what_was_done_first_stands(clinic: Clinic) -> None:
    clinic.answer(new_weakness=True)
    clinic.act("Rang her")
    clinic.answer(pain_trend="worse")

    assert not clinic.act("Wrote to her")

    (flag,) = raised_flags.flags_of(clinic.session, clinic.response)
    assert flag.action == "Rang her"
    assert flag.acted_at == START + timedelta(minutes=1)


def test_a_flag_acted_on_is_not_raised_again_by_another_answer(clinic: Clinic) -> None:
    clinic.answer(new_weakness=True)
    clinic.act("Rang her")

    assert clinic.answer(pain_trend="worse") == []
    assert clinic.response.open_red_flags == 0


def test_a_flag_acted_on_is_raised_again_when_it_is_answered_again(clinic: Clinic) -> None:
    clinic.answer(cauda_equina=NO_FEELING)
    clinic.act("Rang her")

    assert clinic.answer(cauda_equina=("bowel",)) == ["cauda_equina"]
    assert clinic.response.open_red_flags == 1


def test_only_an_open_flag_holds_a_response_back(clinic: Clinic) -> None:
    assert raised_flags.still_open(clinic.response) == ""

    clinic.answer(new_weakness=True)

    held_back = "A red flag is still open. Record what was done first."
    assert raised_flags.still_open(clinic.response) == held_back
