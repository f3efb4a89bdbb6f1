"""The store keeps what was answered, and has the tables that the models say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from alembic import command
from alembic.util import CommandError
from flask import Flask
from sqlalchemy import select

from questionnaire.store.database import read_session, write_session
from questionnaire.store.migrating import downgrade, migrate, upgrade
from questionnaire.store.models import (
    Answer,
    Detail,
    LegalHold,
    PatientCorrection,
    ReadyNote,
    Response,
)
from rules.language.logic.case import Origin
from rules.language.questions import (
    ApproximateDay,
    Choice,
    Day,
    Entries,
    MultiChoice,
    Number,
    Question,
    YesNo,
)
from rules.questions import QUESTIONS
from tests.kit.people import Invited, a_nurse
from tests.kit.telling import tell


def test_models_match_the_migrations_up_and_down(app: Flask) -> None:
    engine = app.extensions["database"].engine
    downgrade(engine, "base")
    upgrade(engine)

    migrate(engine, command.check)  # raises, and names what differs


def a_note(by: UUID, invited: Invited) -> ReadyNote | PatientCorrection:
    return ReadyNote(response_id=invited.response_id, noted_by=by, note="She agreed on the phone")


def a_correction(by: UUID, invited: Invited) -> ReadyNote | PatientCorrection:
    patient = read_session().get_one(Response, invited.response_id).patient_id
    return PatientCorrection(
        patient_id=patient,
        detail=Detail.NAME,
        before="Pta",
        after="Pat",
        reason="Misread",
        corrected_by=by,
    )


def a_hold(by: UUID, invited: Invited) -> LegalHold:
    return LegalHold(response_id=invited.response_id, holds=True, reason="A letter", set_by=by)


@pytest.mark.parametrize("kept", [a_note, a_correction, a_hold])
def test_tables_do_not_go_down_where_that_would_lose_what_somebody_wrote(
    app: Flask,
    invited: Invited,
    kept: Callable[[UUID, Invited], ReadyNote | PatientCorrection | LegalHold],
) -> None:
    with app.app_context():
        row = kept(a_nurse(read_session()).id, invited)
        with write_session() as session:
            session.add(row)
            tell(session)

        with pytest.raises(CommandError, match=r"would lose: restore the backup"):
            downgrade(app.extensions["database"].engine, "0002")

        assert read_session().scalars(select(type(row))).one().id == row.id


def values_of(question: Question) -> Iterator[object]:
    """Values of every sort that a question can take, as JSON."""
    yield {"absent": "unanswered"}
    if question.unsure:
        yield {"absent": "not sure"}
    match question:
        case YesNo():
            yield from (True, False)
        case Choice():
            yield from question.options
        case MultiChoice():
            yield from (list[str](), list(question.options)[:1], list(question.options))
        case Number():
            yield from (question.low, question.high, *([0.5] if question.decimals else []))
        case Day():
            yield "2024-02-29"
            yield from ([{"said": "2024-02"}, {"said": "2024"}] if question.in_part else [])
        case ApproximateDay():
            yield from ({"said": "2024-02-29"}, {"said": "2024-02"}, {"said": "2024"})
            yield {"said": "3 weeks", "on": "2026-11-16"}
        case Entries():
            parts = {part.key: list(values_of(part)) for part in question.parts}
            first, last = ({key: told[place] for key, told in parts.items()} for place in (0, -1))
            yield list[object]()
            if question.row_for is None:
                yield from ([first], [last] * 9)
            else:  # each row says which it is, and none comes twice
                name = question.named_by.key
                named = [one for one in parts[name] if isinstance(one, str)]
                yield from ([{**each, name: one} for one in named] for each in (first, last))
        case _:
            yield "Żółć, أهلا, “smart” & <b>bold</b>"


def test_every_answer_survives_the_store_unchanged(app: Flask, invited: Invited) -> None:
    given = [(question, value) for question in QUESTIONS.values() for value in values_of(question)]
    with app.app_context():
        with write_session() as session:
            session.add_all(
                Answer(
                    response_id=invited.response_id,
                    question=question.key,
                    value=question.stored(question.read(value)),
                    origin=Origin.PATIENT,
                )
                for question, value in given
            )
            tell(session)
        rows = read_session().scalars(select(Answer).order_by(Answer.sequence)).all()
        kept = [(row.question, row.value) for row in rows if row.origin is Origin.PATIENT]

    assert kept == [(question.key, value) for question, value in given], (
        "make `read` the inverse of `stored`"
    )
