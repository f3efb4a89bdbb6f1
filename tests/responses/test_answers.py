"""Stored answers: later rows where they differ, read as a case on the day that counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from questionnaire.clinic import settings
from questionnaire.responses import answers
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in_all
from questionnaire.store.database import write_session
from questionnaire.store.models import Response
from rules.language.logic.case import Absent, Case, Given, Origin
from rules.questions import QUESTIONS, SECTIONS
from tests.kit.people import Invited, a_nurse
from tests.kit.telling import tell

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
EARLIER = datetime(2026, 11, 29, 9, tzinfo=UTC)
PATIENT = Giver(Origin.PATIENT)


@pytest.fixture
def session(app: Flask, invited: Invited) -> Iterator[Session]:
    with app.app_context(), write_session() as session, time_machine.travel(NOW, tick=False):
        yield session
        tell(session)


@pytest.fixture
def response(session: Session, invited: Invited) -> Response:
    return session.get_one(Response, invited.response_id)


def save(session: Session, response: Response, giver: Giver, **given: object) -> list[str]:
    said = {QUESTIONS[key]: value for key, value in given.items()}
    return take_in_all(session, response, [(said, giver)])[0]


def test_an_answer_is_kept_with_who_gave_it_and_when(session: Session, response: Response) -> None:
    by = Giver(Origin.STAFF_PHONE, a_nurse(session).id, reason="She rang")

    assert save(session, response, by, walking="few_steps") == ["walking"]

    (row,) = answers.history(session, response)["walking"]
    assert (row.question, row.value, row.origin) == ("walking", "few_steps", Origin.STAFF_PHONE)
    assert (row.given_by, row.reason) == (by.staff, "She rang")
    assert row.at == response.last_answer_at == NOW


def test_only_what_differs_becomes_a_later_row(session: Session, response: Response) -> None:
    save(session, response, PATIENT, walking="few_steps", new_weakness=False)

    changed = save(session, response, PATIENT, walking="few_steps", new_weakness=True)

    assert changed == ["new_weakness"]
    kept = answers.history(session, response)
    assert [row.value for row in kept["walking"]] == ["few_steps"]
    assert [row.value for row in kept["new_weakness"]] == [False, True]


def test_an_answer_given_anew_as_it_stands_is_no_later_answer(
    session: Session, response: Response
) -> None:
    save(session, response, PATIENT, walking="few_steps")
    response.last_answer_at = EARLIER

    assert save(session, response, PATIENT, walking="few_steps") == []
    assert response.last_answer_at == EARLIER


def standing(session: Session, response: Response, last: int | None = None) -> Mapping[str, Given]:
    return answers.case_on(session, response, NOW.date(), {}, {}, last=last).answers


def test_the_latest_answer_stands_and_earlier_ones_as_they_stood_then(
    session: Session, response: Response
) -> None:
    recorded = answers.last_answer(session, response)
    save(session, response, PATIENT, new_weakness=False)
    first = answers.last_answer(session, response)
    save(session, response, PATIENT, new_weakness=True, walking="few_steps")

    now, then = standing(session, response), standing(session, response, first)

    assert answers.last_answer(session, response) == first + 2
    assert (now["new_weakness"].value, now["walking"].value) == (True, "few_steps")
    assert then["new_weakness"].value is False
    assert "walking" not in then
    assert set(standing(session, response, recorded)) == {"date_of_birth", "sex"}


def test_before_any_answer_the_number_of_the_last_is_nought(session: Session) -> None:
    assert answers.last_answer(session, Response(id=UUID(int=1))) == 0


@pytest.mark.parametrize(
    ("giver", "named"),
    [
        (PATIENT, ""),
        (Giver(Origin.HELPER, name="Ruth"), "Ruth"),
    ],
)
def test_whoever_is_named_stands_with_the_answer(
    session: Session, response: Response, giver: Giver, named: str
) -> None:
    save(session, response, giver, new_weakness=True)

    given = standing(session, response)["new_weakness"]

    assert given == Given(True, giver.origin, named, NOW)


def test_a_member_of_staff_stands_by_name(session: Session, response: Response) -> None:
    nurse = a_nurse(session)
    save(session, response, Giver(Origin.STAFF, nurse.id), inr=QUESTIONS["inr"].read(1.2))

    given = standing(session, response)["inr"]

    assert given.by == nurse.name == "Inviting Example"


def test_an_answer_to_a_question_that_is_no_more_stands_for_nothing(
    session: Session, response: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(session, response, PATIENT, new_weakness=True)
    monkeypatch.setattr(answers, "QUESTIONS", {})

    assert standing(session, response) == {}


def test_intervals_are_counted_to_the_consult_else_to_the_sending_else_to_today(
    session: Session, response: Response
) -> None:
    today = answers.day_of(response)
    response.sent_at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    sent = answers.day_of(response)
    response.consult_on = date(2026, 12, 24)

    assert [today, sent, answers.day_of(response)] == [
        NOW.date(),
        date(2026, 11, 20),
        date(2026, 12, 24),
    ]
    assert answers.case_of(session, response).on == date(2026, 12, 24)


def test_a_clinics_own_figures_and_choices_go_with_the_answers(
    session: Session, response: Response
) -> None:
    own = {settings.FIGURE + "severe_pain": "8", settings.CHOICE + "morphine_table": "bnf_2020"}
    settings.change(session, own, by=None)

    case = answers.case_of(session, response)

    assert case.figures == {"severe_pain": Decimal(8)}
    assert case.choices == {"morphine_table": "bnf_2020"}


PAGES = {page.key: page for section in SECTIONS for page in section.pages}
SITE = PAGES["infection-site"]


@pytest.mark.parametrize(
    ("given", "asked", "never_visited", "unanswered"),
    [
        ({}, [], False, []),
        ({"infection_now": False}, [], False, []),
        ({"infection_now": True}, ["infection_site"], True, ["infection_site"]),
        (
            {"infection_now": True, "infection_site": Absent.UNANSWERED},
            ["infection_site"],
            False,
            ["infection_site"],
        ),
        (
            {"infection_now": True, "infection_site": Absent.NOT_SURE},
            ["infection_site"],
            False,
            [],
        ),
    ],
)
def test_what_is_still_wanted_is_what_the_other_answers_leave_to_be_asked(
    given: dict[str, object], asked: list[str], never_visited: bool, unanswered: list[str]
) -> None:
    case = Case({key: Given(value) for key, value in given.items()}, NOW.date())

    assert [question.key for question in answers.asked(SITE, case)] == asked
    assert answers.never_visited(SITE, case) is never_visited
    assert [question.key for question in answers.unanswered([SITE], case)] == unanswered
