"""Who is at the other end: staff by a row of our own, patients by an entry in the signed cookie."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TypedDict, cast
from uuid import UUID

from flask import session as cookie
from flask_login import UserMixin, current_user, login_user, logout_user
from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session, joinedload

from questionnaire.store import clock
from questionnaire.store.database import read_session, write_session
from questionnaire.store.encryption import token_hash
from questionnaire.store.models import (
    Detail,
    Invitation,
    PatientCorrection,
    Response,
    Role,
    Staff,
    StaffSession,
)
from questionnaire.web.origin import origin

STAFF_IDLE = timedelta(minutes=30)
STAFF_LONGEST = timedelta(hours=12)
PATIENT_IDLE = timedelta(hours=2)
PATIENT_LONGEST = timedelta(hours=12)
# Writing at every click would make staff queue behind patients; a minute is near enough.
NOTED_EVERY = timedelta(minutes=1)


class SignedIn(UserMixin):
    """A member of staff in one browser, as Flask-Login knows them: by the token, never by the id."""

    def __init__(self, row: StaffSession, token: str) -> None:
        self.row = row
        self.staff = row.staff
        self.token = token

    @property
    def id(self) -> UUID:
        return self.staff.id

    @property
    def name(self) -> str:
        return self.staff.name

    @property
    def role(self) -> Role:
        return self.staff.role

    def get_id(self) -> str:
        return self.token


class PatientEntry(TypedDict):
    """What the cookie of a patient's browser holds; the times are seconds since 1970."""

    response: str
    since: float
    used: float


def sign_in(session: Session, staff: Staff) -> None:
    """Begin a session in this browser. Whatever the cookie held before is gone."""
    token = secrets.token_urlsafe(32)
    moment = clock.now()
    row = StaffSession(
        staff=staff,
        token_hash=token_hash(token),
        created_at=moment,
        last_seen_at=moment,
        address=origin(),
    )
    session.add(row)
    cookie.clear()
    login_user(SignedIn(row, token))


def sign_out(session: Session) -> None:
    """End the session of this browser."""
    row = _row(session, cast("SignedIn", current_user).token)
    if row:
        row.ended_at = clock.now()
    logout_user()
    cookie.clear()


def end_sessions(session: Session, staff: Staff) -> None:
    """End every session of a member of staff, wherever they are signed in."""
    session.execute(
        update(StaffSession)
        .where(StaffSession.staff_id == staff.id, StaffSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def load(token: str) -> SignedIn | None:
    """Whom a token stands for, while the session is live and the account is not disabled."""
    row = _row(read_session(), token)
    if row is None or row.ended_at or row.staff.disabled_at:
        return None
    moment = clock.now()
    if moment - row.last_seen_at > STAFF_IDLE or moment - row.created_at > STAFF_LONGEST:
        return None
    return SignedIn(row, token)


def signed_in_staff() -> Staff | None:
    """The member of staff in this browser, if anybody is signed in."""
    return cast("SignedIn", current_user).staff if current_user.is_authenticated else None


def note_use() -> None:
    """Keep the session of this browser from running out."""
    row = cast("SignedIn", current_user).row
    if clock.now() - row.last_seen_at < NOTED_EVERY:
        return
    with write_session() as session:
        session.execute(
            update(StaffSession).where(StaffSession.id == row.id).values(last_seen_at=clock.now())
        )


def verify_patient(response_id: UUID) -> None:
    """Let this browser into one response. A telephone shared with another patient forgets theirs."""
    moment = clock.now().timestamp()
    cookie["patient"] = PatientEntry(response=str(response_id), since=moment, used=moment)


def forget_patient(response_id: UUID) -> None:
    """Let this browser into the response no longer."""
    if _entry(response_id):
        del cookie["patient"]
    if cookie.get("telephone") == str(response_id):
        del cookie["telephone"]


def patient_is_here(response_id: UUID) -> bool:
    """Whether this browser was let into a response, lately, and may still be: see `_shut_since`."""
    entry = _entry(response_id)
    moment = clock.now().timestamp()
    if entry is None or moment - entry["used"] > PATIENT_IDLE.total_seconds():
        return False
    if moment - entry["since"] > PATIENT_LONGEST.total_seconds():
        return False
    if _shut_since(response_id, datetime.fromtimestamp(entry["since"], UTC)):
        return False
    cookie["patient"] = PatientEntry(response=entry["response"], since=entry["since"], used=moment)
    return True


def open_by_telephone(response_id: UUID) -> None:
    """Let the signed-in nurse answer for a patient who is on the telephone."""
    cookie["telephone"] = str(response_id)


def telephone(response_id: UUID) -> Staff | None:
    """The nurse who is answering this response for a patient on the telephone."""
    staff = signed_in_staff()
    if staff is None or staff.role is not Role.NURSE:
        return None
    return staff if cookie.get("telephone") == str(response_id) else None


def _row(session: Session, token: str) -> StaffSession | None:
    query = select(StaffSession).where(StaffSession.token_hash == token_hash(token))
    return session.scalar(query.options(joinedload(StaffSession.staff)))


def _entry(response_id: UUID) -> PatientEntry | None:
    entry = cast("PatientEntry | None", cookie.get("patient"))
    return entry if entry and entry["response"] == str(response_id) else None


def _shut_since(response_id: UUID, moment: datetime) -> bool:
    """Whether the link was taken back since, or another birthday is the patient's by now."""
    revoked = exists().where(Invitation.response_id == response_id, Invitation.revoked_at > moment)
    patient = select(Response.patient_id).where(Response.id == response_id).scalar_subquery()
    put_right = exists().where(
        PatientCorrection.patient_id == patient,
        PatientCorrection.detail == Detail.DATE_OF_BIRTH,
        PatientCorrection.at > moment,
    )
    return bool(read_session().scalar(select(or_(revoked, put_right))))
