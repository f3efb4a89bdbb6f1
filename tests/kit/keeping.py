"""How long a clinic keeps things, and responses of long ago, for tests of what is erased."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import select, update

from questionnaire.clinic import settings
from questionnaire.responses.erasing import erase
from questionnaire.responses.erasure_list import clinic_list
from questionnaire.responses.legal_holds import change_hold
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Invitation, Response, Role, Staff
from tests.kit.people import add_staff


def keep_for(app: Flask, **periods: int | None) -> None:
    """Set some of the clinic's periods."""
    with app.app_context(), write_session() as session:
        settings.change(session, periods, None)


def age(app: Flask, response_id: UUID, days: int) -> date:
    """Let a response have been made and last answered so many days ago. Returns that day."""
    then = clock.now() - timedelta(days=days)
    with app.app_context():
        _age(response_id, then, clock.day_of(then))
        return clock.day_of(then)


def _age(response_id: UUID, then: datetime, day: date) -> None:
    with write_session() as session:
        response = session.get_one(Response, response_id)
        response.created_at, response.last_answer_at, response.consult_on = then, then, day
        links = update(Invitation).where(Invitation.response_id == response_id)
        session.execute(links.values(expires_on=day))


def an_administrator(app: Flask) -> Staff:
    """Whoever answers for what is erased."""
    wanted = select(Staff).where(Staff.role == Role.ADMINISTRATOR)
    with app.app_context():
        if found := read_session().scalars(wanted).first():
            return found
    add_staff(app, Role.ADMINISTRATOR, "keeper")
    with app.app_context():
        return read_session().scalars(wanted).one()


def erase_now(app: Flask, response_id: UUID, why: str = "the patient asked for it") -> None:
    """Erase a response, by whoever answers for it."""
    by = an_administrator(app)
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id, with_for_update=True)
        erase(session, response, why=why, by=by, listed=clinic_list(session))


def hold(app: Flask, response_id: UUID, *, holds: bool = True) -> None:
    """Set or lift a legal hold."""
    by = an_administrator(app)
    with app.app_context(), write_session() as session:
        response = session.get_one(Response, response_id)
        change_hold(session, response, holds=holds, reason="Letter of their solicitor", by=by)
