"""Who comes to a clinic in the tests: staff who sign in, a patient who has a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.responses import invitations
from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Invitation, Response, Role, Staff
from questionnaire.web import passwords
from tests.kit.pages import Page, PageClient

PASSWORD = "four words in a row"
BORN = date(1948, 3, 27)


class StaffClient(PageClient):
    """The browser of a member of staff, who is signed in."""

    def __init__(self, app: Flask, username: str, base_url: str = "http://localhost") -> None:
        super().__init__(app, base_url)
        self.username = username
        self.sign_in()

    def sign_in(self, password: str = PASSWORD, expect: int = 200) -> Page:
        """Sign in by the form, as anybody must."""
        self.get("/sign-in")
        filled = {"username": self.username, "password": password}
        return self.submit(filled, to="/sign-in", expect=expect)


class PatientClient(PageClient):
    """The browser of a patient, who has a link and knows a date of birth."""

    def __init__(self, app: Flask, invited: Invited, base_url: str = "http://localhost") -> None:
        super().__init__(app, base_url)
        self.link = invited.link
        self.response_id = invited.response_id

    def open_link(self, born: date = BORN, expect: int = 200) -> Page:
        """Open the link and say who the patient is."""
        self.get(self.link)
        boxes = {"born-day": born.day, "born-month": born.month, "born-year": born.year}
        return self.submit({name: str(value) for name, value in boxes.items()}, expect=expect)

    def at(self, page: str) -> str:
        """The address of a page of the patient's own questionnaire."""
        return f"/r/{self.response_id}/{page}"


@dataclass(frozen=True)
class Invited:
    """An invitation: the response it is for, and the path of its link."""

    response_id: UUID
    link: str


def add_staff(app: Flask, role: Role, username: str = "", *, one_time: bool = False) -> UUID:
    """A member of staff with the usual password, called by the role where no name is given."""
    username = username or role.value
    with app.app_context():
        made = Staff(
            username=username,
            name=f"{username.title()} Example",
            role=role,
            password_hash=passwords.hash_password(PASSWORD),
            one_time_until=passwords.one_time_until() if one_time else None,
            created_at=clock.now(),
        )
        with write_session() as session:
            session.add(made)
        return made.id


def invite(
    app: Flask,
    name: str = "Pat Example",
    record_number: str = "RN 1",
    *,
    date_of_birth: date = BORN,
    sex: str = "female",
    consult_on: date | None = None,
    another: bool = False,
) -> Invited:
    """A patient with an open invitation, made by some nurse; `another` than whose number looks the same."""
    with app.app_context():
        nurse = read_session().query(Staff).filter_by(role=Role.NURSE).first()
        by = nurse.id if nurse else add_staff(app, Role.NURSE, "inviting")
        with write_session() as session:
            made, token = invitations.invite(
                session,
                created_by=by,
                consult_on=consult_on,
                another=another,
                name=name,
                date_of_birth=date_of_birth,
                sex=sex,
                record_number=record_number,
            )
        return Invited(made.response_id, urlsplit(invitations.link_of(token)).path)


def link_of(session: Session, invited: Invited) -> Invitation:
    """The latest link to a response."""
    rows = select(Invitation).where(Invitation.response_id == invited.response_id)
    return session.scalars(rows.order_by(Invitation.created_at.desc()).limit(1)).one()


def first_invited(app: Flask, shown: Page) -> PatientClient:
    """The patient of the clinic's only response, let in by the link that a nurse was just shown."""
    link = shown.by_id("link").get("value")
    with app.app_context():
        response_id = read_session().scalars(select(Response.id)).one()
    patient = PatientClient(app, Invited(response_id, urlsplit(link).path))
    patient.open_link()
    return patient


def a_nurse(session: Session) -> Staff:
    """Some nurse of the clinic."""
    return session.scalars(select(Staff).where(Staff.role == Role.NURSE).limit(1)).one()
