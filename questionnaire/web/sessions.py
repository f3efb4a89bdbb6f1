"""Who is at the other end: staff and patients each by a row of our own, whose token the cookie holds."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import cast
from uuid import UUID

from flask import session as cookie
from flask_login import UserMixin, current_user, login_user, logout_user
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, joinedload

from questionnaire.responses.invitations import shut_out
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.encryption import token_hash
from questionnaire.store.faults import let_go
from questionnaire.store.models import (
    Invitation,
    PatientSession,
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
TOKEN_BYTES = 32
PATIENT = "patient_session"
"""What the cookie of a patient's browser calls the tokens, one a response that was opened in it."""
MOST_HERE = 5
"""Of responses in one browser: a cookie holds no more, and whoever fills in for others seldom has more."""


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


def sign_in(session: Session, staff: Staff) -> None:
    """Begin a session in this browser. Whatever the cookie held before is gone."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
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
    if row is None or row.staff.disabled_at or not _is_live(row, STAFF_IDLE, STAFF_LONGEST):
        return None
    return SignedIn(row, token)


def signed_in_staff() -> Staff | None:
    """The member of staff in this browser, if anybody is signed in."""
    return cast("SignedIn", current_user).staff if current_user.is_authenticated else None


def recognised_staff() -> Staff | None:
    """The same on a page that shows nobody's data: where the database cannot tell, nobody is known."""
    with let_go():
        return signed_in_staff()
    return None


def note_use(row: StaffSession | PatientSession) -> None:
    """Keep a session from running out, if that can be written down just now."""
    moment, kind = clock.now(), type(row)
    if moment - row.last_seen_at < NOTED_EVERY:
        return
    with let_go(), write_session() as session:
        session.execute(update(kind).where(kind.id == row.id).values(last_seen_at=moment))


def let_in(session: Session, invitation: Invitation) -> None:
    """Let this browser into a response. Those of other patients in it ask for their birthday again.

    The browser goes on knowing them: each is opened again on its own pages, without its link.
    """
    token, moment = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    patient_id = invitation.response.patient_id
    of_patient = set(session.scalars(select(Response.id).where(Response.patient_id == patient_id)))
    for before in _in_this_browser(session):
        if before.response_id not in of_patient or before.response_id == invitation.response_id:
            before.ended_at = before.ended_at or moment
    session.add(
        PatientSession(
            token_hash=token_hash(token),
            response_id=invitation.response_id,
            invitation_id=invitation.id,
            created_at=moment,
            last_seen_at=moment,
        )
    )
    _forget_here(session, invitation.response_id)
    cookie[PATIENT] = [*_tokens(), token][-MOST_HERE:]


def patient_session(response_id: UUID) -> PatientSession | None:
    """The session of a response's patient in this browser, while it is live."""
    row = known_here(read_session(), response_id)
    return row if row and _is_live(row, PATIENT_IDLE, PATIENT_LONGEST) else None


def known_here(session: Session, response_id: UUID) -> PatientSession | None:
    """The latest session of a response in this browser, live or over: it says by which link it began."""
    rows = _in_this_browser(session, PatientSession.response_id == response_id)
    return max(rows, key=lambda row: row.created_at, default=None)


def ran_out(row: PatientSession) -> bool:
    """Whether nothing ended a session but the time."""
    return row.ended_at is None and not _is_live(row, PATIENT_IDLE, PATIENT_LONGEST)


def live_here() -> list[UUID]:
    """The responses that this browser is let into, the one opened last at the end."""
    rows = _in_this_browser(read_session())
    live = [row for row in rows if _is_live(row, PATIENT_IDLE, PATIENT_LONGEST)]
    return [row.response_id for row in sorted(live, key=lambda row: row.created_at)]


def end_here(response: Response) -> None:
    """End the interview in this browser, and the patient's session with all that came by its link."""
    with write_session() as session:
        row = known_here(session, response.id)
        if row:
            shut_out(session, PatientSession.invitation_id == row.invitation_id)
            audit.record(session, Action.LEFT, response=response)
            _forget_here(session, response.id)
        if telephone(response.id):
            _staff_session(session).telephone_with = None


def open_by_telephone(session: Session, response: Response) -> None:
    """Let the signed-in nurse answer for a patient who is on the telephone, while she is signed in."""
    _staff_session(session).telephone_with = response.id


def end_interviews(session: Session, response: Response) -> None:
    """Let no nurse answer for the patient any more, wherever she is signed in, until she opens it anew."""
    session.execute(
        update(StaffSession)
        .where(StaffSession.telephone_with == response.id)
        .values(telephone_with=None)
    )


def telephone(response_id: UUID) -> Staff | None:
    """The nurse who is answering this response for a patient on the telephone."""
    staff = signed_in_staff()
    if staff is None or staff.role is not Role.NURSE:
        return None
    return staff if staff_session().telephone_with == response_id else None


def staff_session() -> StaffSession:
    """The session of the member of staff signed in here: there must be one."""
    return cast("SignedIn", current_user).row


def _is_live(row: StaffSession | PatientSession, idle: timedelta, longest: timedelta) -> bool:
    moment = clock.now()
    used_lately = moment - row.last_seen_at <= idle and moment - row.created_at <= longest
    return used_lately and row.ended_at is None


def _tokens() -> list[str]:
    """What this browser's cookie holds; one from before there could be several holds one."""
    held: list[str] | str = cookie.get(PATIENT, [])
    return [held] if isinstance(held, str) else held


def _in_this_browser(session: Session, *which: ColumnElement[bool]) -> list[PatientSession]:
    if not (hashes := [token_hash(token) for token in _tokens()]):
        return []
    rows = select(PatientSession).where(PatientSession.token_hash.in_(hashes), *which)
    return list(session.scalars(rows))


def _forget_here(session: Session, response_id: UUID) -> None:
    """Take a response out of the cookie: this browser no longer knows it."""
    rows = _in_this_browser(session, PatientSession.response_id == response_id)
    gone = {row.token_hash for row in rows}
    cookie[PATIENT] = [token for token in _tokens() if token_hash(token) not in gone]


def _staff_session(session: Session) -> StaffSession:
    """That of this browser, to be changed."""
    return session.get_one(StaffSession, staff_session().id)


def _row(session: Session, token: str) -> StaffSession | None:
    query = select(StaffSession).where(StaffSession.token_hash == token_hash(token))
    return session.scalar(query.options(joinedload(StaffSession.staff)))
