"""Many responses are read, assessed anew and exported in batches, and come out as each by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.clinic import settings
from questionnaire.responses import answers, reassessing
from questionnaire.responses.many_cases import cases_of
from questionnaire.responses.reassessing import Looked, Reassessed, reassess
from questionnaire.review import range_export
from questionnaire.review.decision import decide
from questionnaire.review.range_export import exported
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import (
    Answer,
    AuditEvent,
    Response,
    Role,
    Staff,
    Stage,
    StoredAssessment,
)
from questionnaire.summary.in_brief import InBrief, in_brief
from questionnaire.summary.many_in_brief import many_in_brief
from questionnaire.summary.unassessed import assessed_or_not
from rules.language.logic.case import Case, Origin
from tests.cli.test_cli import Terminal
from tests.kit.filled import answered, correct
from tests.kit.keys import key
from tests.kit.people import StaffClient
from tests.kit.statements import statements_of
from tests.kit.telling import tell

DAYS = ("2026-06-01", "2027-03-31")


@pytest.fixture
def clinic(app: Flask, nurse: StaffClient, clinician: StaffClient) -> list[UUID]:
    """One of each kind: plain, answered twice and flagged, decided, not readable, half answered."""
    plain = answered(app, "V04", record_number="RN 1")
    twice = answered(app, "V27", Stage.SENT, record_number="RN 2")
    correct(app, twice, "pain_on_movement", Decimal(3), "She rang")
    with app.app_context(), write_session() as session:
        giver = Answer(
            response_id=twice, question="blood_thinner", value=True, origin=Origin.PATIENT
        )
        session.add(giver)
        tell(session)
    decided = answered(app, "V02", record_number="RN 3")
    decide_on(app, decided)
    later = answered(app, "V02", record_number="RN 4")
    decide_on(app, later)
    correct(app, later, "pain_on_movement", Decimal(2), "After the decision")
    unreadable = answered(app, "V02", Stage.SENT, record_number="RN 5")
    with app.app_context(), write_session() as session:
        session.add(
            Answer(response_id=unreadable, question="pain_trend", value="up", origin=Origin.PATIENT)
        )
        tell(session)
    half = answered(app, "V11", Stage.IN_PROGRESS, record_number="RN 6")
    return [plain, twice, decided, later, unreadable, half]


def decide_on(app: Flask, response_id: UUID) -> None:
    with app.app_context(), write_session() as session:
        by = session.scalars(select(Staff).where(Staff.role == Role.CLINICIAN)).one()
        decide(session, session.get_one(Response, response_id), by.id, "offer", "")


def counted(work: Callable[[], object]) -> int:
    """How many statements some work takes."""
    with statements_of(read_session().get_bind()) as seen:  # type: ignore[arg-type]
        work()
    read_session().expunge_all()
    return len(seen)


def those(session: Session, ids: list[UUID]) -> list[Response]:
    return [session.get_one(Response, one) for one in ids]


def test_each_has_the_case_that_it_has_by_itself(app: Flask, clinic: list[UUID]) -> None:
    with app.app_context():
        session = read_session()
        many = list(cases_of(session, those(session, clinic)))

        assert [response.id for response, _ in many] == clinic
        for response, case in many:
            alone = answers.case_of(session, response)
            assert replace(case, unreadable={}) == replace(alone, unreadable={})
            assert [*map(str, case.unreadable.values())] == [*map(str, alone.unreadable.values())]


def test_many_cases_take_the_statements_of_one(app: Flask, clinic: list[UUID]) -> None:
    with app.app_context():
        session = read_session()
        responses = those(session, clinic)
        list(cases_of(session, responses))  # settings and names of staff are known from then on

        assert counted(lambda: list(cases_of(session, responses[:1]))) == 2
        # Where some have an answer that stands in no sheet, their rows are read, of all of them at once.
        assert counted(lambda: list(cases_of(session, responses))) == 3


def test_each_is_in_brief_what_it_is_by_itself(app: Flask, clinic: list[UUID]) -> None:
    with app.app_context():
        many = list(many_in_brief(read_session(), clinic))
        alone = [
            in_brief(assessed_or_not(read_session(), one)) for one in those(read_session(), clinic)
        ]

        for one, other in zip(many, alone, strict=True):
            assert (one.whose, one.said) == (other.whose, other.said)
            assert said_of(one) == said_of(other)


def said_of(one: InBrief) -> list[bytes]:
    return list(range_export.export_many([one]))


def test_a_batch_of_an_export_takes_the_statements_of_one_response(
    app: Flask, clinic: list[UUID]
) -> None:
    alike = [one for one in clinic if one != clinic[4]]  # what cannot be read is looked at closely

    def batch(ids: list[UUID]) -> int:
        read_session().commit()
        return counted(lambda: list(many_in_brief(read_session(), ids)))

    with app.app_context():
        one = batch([clinic[1]])
        assert batch(alike) <= one + 2  # an answer came after one was decided: it is read by itself


def test_a_row_is_in_the_trail_before_it_is_given_out(
    app: Flask, clinic: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(range_export, "AT_ONCE", 2)
    with app.app_context():
        lines = lines_of_days()

        next(lines)
        assert exports(app) == 2, "the first are told before anything is given out"
        next(lines), next(lines)
        assert exports(app) == 2
        assert next(lines)
        assert exports(app) == 4


def lines_of_days() -> Iterator[bytes]:
    first, last = (range_export.date.fromisoformat(day) for day in DAYS)
    return exported(first, last)


def exports(app: Flask) -> int:
    with app.extensions["database"].snapshot() as session:
        told = select(AuditEvent).where(AuditEvent.action == Action.EXPORTED.value)
        return len(session.scalars(told).all())


def test_what_changes_meanwhile_is_not_in_the_file(
    app: Flask, clinic: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(range_export, "AT_ONCE", 1)
    with app.app_context():
        lines = lines_of_days()
        begun = [next(lines), next(lines)]
        with write_session() as session:
            for response in session.scalars(select(Response)):
                response.stage = Stage.CLOSED
        rows = [*begun, *lines][1:]

    assert not any(b",closed," in row for row in rows)
    assert len(rows) == len(clinic)


def test_what_was_looked_through_is_passed_by_until_something_differs(
    app: Flask, clinic: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = list[UUID]()
    look = reassessing._is_up_to_date

    def noted(session: Session, one: Looked, case: Case) -> bool:
        looked.append(one.response.id)
        return look(session, one, case)

    monkeypatch.setattr(reassessing, "_is_up_to_date", noted)

    def again() -> tuple[int, set[UUID]]:
        looked.clear()
        with app.app_context():
            done = Reassessed()
            reassess(clinic, done)
            assert done.failed == [clinic[4]]
            return done.changed, set(looked)

    assert again()[1] == set(clinic)
    assert again() == (0, {clinic[4]}), "only what cannot be assessed is tried once more"

    correct(app, clinic[0], "pain_on_movement", Decimal(4), "She rang")
    assert again() == (0, {clinic[0], clinic[4]})

    monkeypatch.setattr(reassessing, "program", lambda: "another")
    assert again() == (0, set(clinic))

    with app.app_context(), write_session() as session:
        settings.change(session, {settings.FIGURE + "severe_pain": "9"}, by=None)
    assert again() == (2, set(clinic))


def test_a_figure_set_and_taken_back_is_not_passed_by(app: Flask, clinic: list[UUID]) -> None:
    def figure(value: str | None) -> None:
        with app.app_context(), write_session() as session:
            settings.change(session, {settings.FIGURE + "severe_pain": value}, by=None)

    def reassessed() -> int:
        with app.app_context():
            done = Reassessed()
            reassess(clinic[:1], done)
            return done.changed

    reassessed()
    figure("9")
    assert reassessed() == 1
    figure(None)
    assert reassessed() == 1
    with app.app_context():
        assert len(read_session().scalars(select(StoredAssessment)).all()) >= 3


def test_a_batch_that_is_up_to_date_takes_the_statements_of_one_response(
    app: Flask, clinic: list[UUID]
) -> None:
    whole = [one for one in clinic if one != clinic[4]]
    with app.app_context():
        reassess(whole, Reassessed())
        read_session().commit()
        one = counted(lambda: reassess(whole[:1], Reassessed()))
        read_session().commit()

        assert counted(lambda: reassess(whole, Reassessed())) == one <= 5


def test_a_file_that_breaks_off_is_not_left_half_written(
    app: Flask,
    clinic: list[UUID],
    clinic_database: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(session: Session, batch: list[UUID]) -> Iterator[InBrief]:
        yield next(many_in_brief(session, batch))
        raise ZeroDivisionError

    monkeypatch.setattr(range_export, "many_in_brief", broken)
    monkeypatch.setenv("QUESTIONNAIRE_DATABASE_URL", clinic_database)
    monkeypatch.setenv("QUESTIONNAIRE_KEYS", key("first"))
    out = tmp_path / "many.csv"

    with pytest.raises(ZeroDivisionError):
        Terminal(capsys).run("export", "--from", DAYS[0], "--to", DAYS[1], "--out", str(out))

    assert not out.exists()
