"""The answers of a response in one piece: what a page reads in place of a hundred rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in
from questionnaire.store import answer_rows
from questionnaire.store.answer_rows import KeptAnswer, Row
from questionnaire.store.audit import Action
from questionnaire.store.database import Database, read_session, write_session
from questionnaire.store.models import Answer, AnswerSheet, Response, Stage
from questionnaire.store.sheet_check import sheet_faults, write_anew
from rules.language.logic.case import Origin
from rules.questions import QUESTIONS
from tests.kit.filled import answered
from tests.kit.telling import tell

WEAKNESS = QUESTIONS["new_weakness"]
BY_HELPER = Giver(Origin.HELPER, name="Mrs Patel, a neighbour", reason="said so on the telephone")


@pytest.fixture
def whose(app: Flask) -> UUID:
    return answered(app, "V02", Stage.SENT)


def all_of(session: Session, whose: UUID) -> Sequence[Row]:
    return answer_rows.rows_of(session, session.get_one(Response, whose))


def is_from_the_sheet(rows: Sequence[Row]) -> bool:
    return bool(rows) and all(isinstance(row, KeptAnswer) for row in rows)


def what_it_says(row: Row) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in KeptAnswer._fields)


def database_of(app: Flask) -> Database:
    return app.extensions["database"]


def say_weakness(app: Flask, whose: UUID, value: bool) -> None:
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, whose)
        take_in(session, response, {WEAKNESS: value}, BY_HELPER, Action.ANSWER_CORRECTED)


def test_a_sheet_says_of_each_answer_all_that_its_row_says(app: Flask, whose: UUID) -> None:
    say_weakness(app, whose, True)
    with app.app_context():
        session = read_session()
        rows = all_of(session, whose)
        kept = answer_rows.rows_kept(session, session.get_one(Response, whose))

        assert is_from_the_sheet(rows)
        assert [*map(what_it_says, rows)] == [*map(what_it_says, kept)]
        assert rows[-1].given_by_name == BY_HELPER.name
        assert not list(sheet_faults(session))


def test_answers_of_many_are_those_of_each(app: Flask, whose: UUID) -> None:
    other = answered(app, "V02", Stage.SENT)
    without = answered(app, "V02", Stage.SENT)
    with app.app_context():
        with write_session() as session:
            session.delete(
                session.scalars(select(AnswerSheet).filter_by(response_id=without)).one()
            )
        session = read_session()
        some = [session.get_one(Response, one) for one in (whose, other, without)]
        many = answer_rows.rows_of_many(session, some)

        for response in some:
            alone = answer_rows.rows_of(session, response)
            assert [*map(what_it_says, many[response.id])] == [*map(what_it_says, alone)]
        assert not is_from_the_sheet(many[without])


def test_a_row_that_is_in_no_sheet_yet_counts(app: Flask, whose: UUID) -> None:
    with app.app_context():
        with write_session() as session:
            row = Answer(response_id=whose, question="pain_now", value=3, origin=Origin.PATIENT)
            session.add(row)
            tell(session)
        rows = all_of(read_session(), whose)

        assert (rows[-1].question, rows[-1].value) == ("pain_now", 3)
        assert not is_from_the_sheet(rows)


def test_the_next_answer_brings_a_sheet_up_to_date(app: Flask, whose: UUID) -> None:
    with app.app_context(), write_session() as session:
        session.add(Answer(response_id=whose, question="pain_now", value=3, origin=Origin.PATIENT))
        tell(session)
    say_weakness(app, whose, True)
    with app.app_context():
        rows = all_of(read_session(), whose)

        assert is_from_the_sheet(rows)
        assert [row.question for row in rows[-2:]] == ["pain_now", WEAKNESS.key]


def test_a_sheet_of_before_put_back_is_not_read(app: Flask, whose: UUID) -> None:
    of_it = AnswerSheet.response_id == whose
    with app.app_context():
        before = (
            read_session().execute(select(AnswerSheet.answers_sealed).where(of_it)).scalar_one()
        )
    say_weakness(app, whose, True)
    with app.app_context():
        with write_session() as session:
            session.execute(update(AnswerSheet).where(of_it).values(answers_sealed=before))
        session = read_session()
        rows = all_of(session, whose)

        assert rows[-1].value is True
        assert not is_from_the_sheet(rows)
        assert [
            fault.startswith("The answer sheet of response") for fault in sheet_faults(session)
        ] == [True]


def test_a_sheet_that_says_otherwise_is_named_and_made_anew(app: Flask, whose: UUID) -> None:
    with app.app_context():
        with write_session() as session:
            sheet = session.scalars(select(AnswerSheet).filter_by(response_id=whose)).one()
            sheet.answers = [*cast("list[object]", sheet.answers)][:-1]
        (fault,) = sheet_faults(read_session())
        assert "questionnaire db answer-sheets" in fault

        write_anew(database_of(app))
        assert not list(sheet_faults(read_session()))


def test_responses_of_before_get_sheets_by_the_command(app: Flask, whose: UUID) -> None:
    with app.app_context():
        with write_session() as session:
            session.delete(session.scalars(select(AnswerSheet)).one())
        write_anew(database_of(app))

        assert is_from_the_sheet(all_of(read_session(), whose))
