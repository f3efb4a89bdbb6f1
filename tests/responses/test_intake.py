"""Answers come in by one way: saved, their red flags raised, assessed anew, told to the trail."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import questionnaire
from questionnaire.responses import assessments, intake
from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import take_in, take_in_all
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Answer, AuditEvent, Response, Stage, Why
from rules.language.logic.case import Origin
from rules.questions import QUESTIONS
from tests.kit.filled import answered
from tests.kit.telling import tell

PACKAGE = Path(questionnaire.__file__).parent
WEAKNESS = QUESTIONS["new_weakness"]
# What is called nowhere else, by name: `intake` calls them in their order.
ONLY_INTAKE = {"raise_flags", "assessments.keep", "Answer"}


def trail(response: Response) -> list[tuple[str, object]]:
    of_it = select(AuditEvent).where(AuditEvent.response_id == response.id)
    rows = read_session().scalars(of_it.order_by(AuditEvent.sequence))
    return [(row.action, row.detail) for row in rows]


def test_an_answer_taken_in_raises_its_flag_is_assessed_and_is_told_to_the_trail(
    app: Flask,
) -> None:
    response_id = answered(app, "V02", Stage.SENT)
    with app.app_context():
        with write_session() as session:
            response = session.get_one(Response, response_id)
            giver = Giver(Origin.HELPER)
            changed, case = take_in(
                session, response, {WEAKNESS: True}, giver, Action.ANSWER_CORRECTED
            )

        response = read_session().get_one(Response, response_id)
        assert changed == [WEAKNESS.key]
        assert case.answers[WEAKNESS.key].value is True
        assert response.open_red_flags == 1
        assert [one.why.value for one in assessments.newest_first(read_session(), response)] == [
            "answers changed",
            "sent",
        ]
        assert trail(response)[-1] == ("answer corrected", {"questions": [WEAKNESS.key]})


def test_what_stands_already_is_neither_assessed_anew_nor_told(app: Flask) -> None:
    response_id = answered(app, "V02", Stage.SENT)
    with app.app_context():
        for _ in range(2):
            with write_session() as session:
                response = session.get_one(Response, response_id)
                giver = Giver(Origin.PATIENT)
                changed, _case = take_in(
                    session, response, {WEAKNESS: False}, giver, Action.ANSWERS_SAVED
                )

        response = read_session().get_one(Response, response_id)
        assert changed == []
        assert len(trail(response)) == len({str(told) for told in trail(response)})


def test_what_several_say_at_once_is_assessed_once(app: Flask) -> None:
    response_id = answered(app, "V02", Stage.SENT)
    with app.app_context():
        with write_session() as session:
            response = session.get_one(Response, response_id)
            before = len(assessments.newest_first(session, response))
            said = [
                ({WEAKNESS: True}, Giver(Origin.PATIENT)),
                ({WEAKNESS: False}, Giver(Origin.HELPER)),
            ]
            changed, case = take_in_all(session, response, said)
            tell(session)

        response = read_session().get_one(Response, response_id)
        assert changed == [WEAKNESS.key, WEAKNESS.key]
        assert case.answers[WEAKNESS.key].origin is Origin.HELPER
        assert len(assessments.newest_first(read_session(), response)) - before == 1


def assessed(session: Session, response: Response) -> None:
    intake.assess(session, response, Why.CONSULT_DAY)


def nothing_new_said(session: Session, response: Response) -> None:
    said = {WEAKNESS: True}
    take_in(session, response, said, Giver(Origin.PATIENT), Action.ANSWERS_SAVED)


@pytest.mark.parametrize("look", [assessed, nothing_new_said])
def test_a_flag_that_no_new_answer_brought_is_told_to_the_trail_by_itself(
    app: Flask, look: Callable[[Session, Response], None]
) -> None:
    response_id = answered(app, "V02", Stage.SENT)
    with app.app_context():
        with write_session() as session:
            response = session.get_one(Response, response_id)
            # As where a figure or a day brings it: what shows it is there, and nobody has looked.
            row = Answer(
                response_id=response_id, question=WEAKNESS.key, value=True, origin=Origin.PATIENT
            )
            session.add(row)
            look(session, response)
            tell(session)

        response = read_session().get_one(Response, response_id)
        assert response.open_red_flags == 1
        assert trail(response)[-1][0] == "red flag raised"


def called_in(path: Path) -> Iterator[str]:
    """The names called in a module: `raise_flags`, `assessments.keep`, by whichever import."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func).removeprefix("raised_flags.")
        elif isinstance(node, ast.ImportFrom) and node.module == assessments.__name__:
            yield from (f"assessments.{one.name}" for one in node.names)


def test_nothing_else_saves_an_answer_raises_a_flag_or_keeps_an_assessment() -> None:
    own = Path(intake.__file__)
    assert set(called_in(own)) >= ONLY_INTAKE
    for path in PACKAGE.rglob("*.py"):
        found = set() if path == own else ONLY_INTAKE.intersection(called_in(path))
        assert not found, f"{path}: take answers in by questionnaire.responses.intake, not {found}"
