"""Responses already answered as one of the worked cases, for tests of what comes after."""

from __future__ import annotations

from datetime import date
from typing import cast
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.responses.answers import Giver
from questionnaire.responses.intake import assess, take_in, take_in_all
from questionnaire.store import clock
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Response, Role, Staff, Stage, Why
from questionnaire.summary.summary import Summary, summary_of
from rules.language.logic.case import Case, Origin
from rules.language.questions import Audience
from rules.questions import QUESTIONS
from tests.kit.cases import every_case
from tests.kit.people import invite
from tests.kit.telling import tell


def case_of(case_id: str) -> Case:
    """A worked case by its id, as the rules read it."""
    return next(one for one in every_case() if one.id == case_id).case()


BORN = date(1950, 3, 10)  # whom a case says nothing of: an invitation has a date of birth always


def answered(
    app: Flask,
    case_id: str,
    stage: Stage = Stage.READY,
    *,
    name: str = "Pat Example",
    record_number: str = "RN 1",
    consult_on: date | None = None,
) -> UUID:
    """A response answered as a worked case, by its patient and then a nurse."""
    case = case_of(case_id)
    told = case.answers.get("date_of_birth")
    born = cast("date", told.value) if told else BORN
    day = consult_on or case.on
    invited = invite(app, name, record_number, date_of_birth=born, consult_on=day)
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, invited.response_id)
        nurse = a_nurse(session)
        _take_in(session, response, case, nurse.id)
        response.stage = stage
        response.started_at = response.sent_at = clock.now()
        if stage is Stage.READY:
            response.ready_at, response.ready_by = clock.now(), nurse.id
        assess(session, response, Why.SENT)
        tell(session)
    return invited.response_id


def a_nurse(session: Session) -> Staff:
    """Some nurse of the clinic."""
    return session.scalars(select(Staff).where(Staff.role == Role.NURSE)).first() or _nobody()


def _nobody() -> Staff:
    raise AssertionError("this clinic has no nurse yet")


def _take_in(session: Session, response: Response, case: Case, nurse: UUID) -> None:
    givers = {
        Audience.PATIENT: Giver(Origin.PATIENT),
        Audience.STAFF: Giver(Origin.STAFF, nurse),
        Audience.RECORD: Giver(Origin.RECORD, nurse),
    }
    answered_by = {
        audience: {
            QUESTIONS[key]: one.value
            for key, one in case.answers.items()
            if QUESTIONS[key].asked_of is audience
        }
        for audience in givers
    }
    take_in_all(session, response, [(answered_by[one], giver) for one, giver in givers.items()])


def answer_like(app: Flask, response_id: UUID, case_id: str) -> None:
    """Give the answers of a worked case that are asked of the patient, by that patient."""
    given = {
        QUESTIONS[key]: one.value
        for key, one in case_of(case_id).answers.items()
        if QUESTIONS[key].asked_of is Audience.PATIENT
    }
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        take_in_all(session, response, [(given, Giver(Origin.PATIENT))])
        tell(session)


def correct(app: Flask, response_id: UUID, key: str, value: object, reason: str) -> None:
    """A nurse corrects an answer on the telephone."""
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        giver = Giver(Origin.STAFF_PHONE, a_nurse(session).id, reason=reason)
        take_in(session, response, {QUESTIONS[key]: value}, giver, Action.ANSWER_CORRECTED)


def summary(response_id: UUID) -> Summary:
    """The summary of a response, inside an app's context."""
    return summary_of(read_session(), read_session().get_one(Response, response_id))
