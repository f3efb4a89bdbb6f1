"""The administrator adds staff, lets them back in, and keeps them out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import cast
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from questionnaire.review.changed_since import changed_since, version_of
from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Role, Staff
from questionnaire.web import lockout, passwords, sessions
from questionnaire.web.access import staff
from questionnaire.web.accounts import as_kept, by_username
from questionnaire.web.navigation import beneath

bp = beneath("staff.everybody", Blueprint("staff", __name__))

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,49}")

ROLES = {
    Role.NURSE: "Nurse: invites patients, reviews answers, adds reports",
    Role.CLINICIAN: "Clinician: reads the face sheet, decides, exports",
    Role.ADMINISTRATOR: "Administrator: staff, clinic settings, audit trail",
}


class UsernameTaken(Exception):
    """Somebody else has this user name; names of past staff are not given out again."""


def _as_kept_if_typed(username: str | None) -> str:
    return as_kept(username or "")


class NewStaffForm(FlaskForm):
    """A new member of staff."""

    name = StringField("Full name", validators=[DataRequired("Enter a full name"), Length(max=100)])
    username = StringField(
        "User name",
        description="Small letters and numbers, for example j.okafor",
        filters=[_as_kept_if_typed],
        validators=[
            InputRequired("Enter a user name"),
            Regexp(
                rf"^{USERNAME.pattern}$",
                message="Use 2 to 50 small letters, numbers, dots or dashes, and begin with a letter",
            ),
        ],
    )
    role = RadioField(
        "What they do here",
        choices={role.value: words for role, words in ROLES.items()},
        validators=[InputRequired("Choose what they do here")],
    )


@bp.get("/staff")
@staff(Role.ADMINISTRATOR, menu="Staff")
def everybody() -> ResponseReturnValue:
    """All who have an account, those disabled last."""
    rows = read_session().scalars(select(Staff).order_by(Staff.disabled_at.isnot(None), Staff.name))
    return render_template(
        "administration/staff/everybody.html", people=rows.all(), locked_until=_locked_until()
    )


@bp.get("/staff/new")
@staff(Role.ADMINISTRATOR)
def new() -> ResponseReturnValue:
    """Ask who is to be added."""
    return render_template("administration/staff/new.html", form=NewStaffForm())


@bp.post("/staff/new")
@staff(Role.ADMINISTRATOR)
def add() -> ResponseReturnValue:
    """Add a member of staff and show their one-time password, this once."""
    form = NewStaffForm()
    if not form.validate():
        return render_template("administration/staff/new.html", form=form), 422
    secret = passwords.one_time_password()
    kept = passwords.hash_password(secret)
    try:
        with write_session() as session:
            made = create(
                session,
                cast("str", form.username.data),
                cast("str", form.name.data),
                Role(form.role.data),
                kept,
            )
    except UsernameTaken:
        form.username.errors = [_("Somebody has this user name: choose another one")]
        return render_template("administration/staff/new.html", form=form), 422
    return render_template(
        "administration/staff/one_time_password.html", person=made, secret=secret
    )


def create(session: Session, username: str, name: str, role: Role, password_hash: str) -> Staff:
    """Add a member of staff who must change their password first. Raises UsernameTaken."""
    if by_username(session, username):
        raise UsernameTaken(username)
    made = Staff(
        username=as_kept(username),
        name=name.strip(),
        role=role,
        password_hash=password_hash,
        one_time_until=passwords.one_time_until(),
        created_at=clock.now(),
    )
    session.add(made)
    try:
        session.flush()
    except IntegrityError:  # two administrators at the same moment
        raise UsernameTaken(username) from None
    audit.record(session, Action.STAFF_CREATED, detail={"staff": str(made.id), "role": role.value})
    return made


@bp.get("/staff/<uuid:staff_id>")
@staff(Role.ADMINISTRATOR)
def person(staff_id: UUID) -> ResponseReturnValue:
    """One member of staff, and what can be done."""
    version = version_of(
        read_session(), audit.account_changes(staff_id)
    )  # before what it is the version of
    found = read_session().get(Staff, staff_id) or abort(404)
    last = found.role is Role.ADMINISTRATOR and _is_last_administrator(read_session(), found)
    return render_template(
        "administration/staff/person.html",
        person=found,
        version=version,
        locked_until=_locked_until(),
        roles=ROLES,
        is_last=last,
    )


@bp.get(
    "/staff/<uuid:staff_id>/<any(unlock, 'reset-password', disable, enable):change>/v<version:version>"
)
@staff(Role.ADMINISTRATOR)
def sent_to(staff_id: UUID, change: str, version: int) -> ResponseReturnValue:
    """Where something was done with an account, opened again: its page as it stands."""
    return redirect(url_for("staff.person", staff_id=staff_id), 303)


@bp.post("/staff/<uuid:staff_id>/unlock/v<version:version>")
@staff(Role.ADMINISTRATOR)
def unlock(staff_id: UUID, version: int) -> ResponseReturnValue:
    """Let somebody try again before the time is up.

    `version`, here and below: how often something was done with the account when the page was made.
    """
    with write_session() as session:
        found = _to_change(session, staff_id)
        if since := changed_since(session, audit.account_changes(staff_id), version):
            return _done(found, since)
        lockout.forgive(session, lockout.subject_of(found.username))
        _record(session, Action.STAFF_UNLOCKED, found)
    return _done(found, _("%(name)s can sign in again", name=found.name))


@bp.post("/staff/<uuid:staff_id>/reset-password/v<version:version>")
@staff(Role.ADMINISTRATOR)
def reset_password(staff_id: UUID, version: int) -> ResponseReturnValue:
    """Make a new one-time password, show it this once, and sign the person out everywhere."""
    secret = passwords.one_time_password()
    kept = passwords.hash_password(secret)
    with write_session() as session:
        found = _to_change(session, staff_id)
        if since := changed_since(session, audit.account_changes(staff_id), version):
            return _done(found, since)
        give_password(session, found, kept)
    return render_template(
        "administration/staff/one_time_password.html", person=found, secret=secret
    )


def give_password(session: Session, found: Staff, password_hash: str) -> None:
    """Let somebody back in by a one-time password, after wrong tries too. Ends their sessions."""
    found.password_hash, found.one_time_until = password_hash, passwords.one_time_until()
    lockout.forgive(session, lockout.subject_of(found.username))
    sessions.end_sessions(session, found)
    _record(session, Action.PASSWORD_RESET, found)


@bp.post("/staff/<uuid:staff_id>/disable/v<version:version>")
@staff(Role.ADMINISTRATOR)
def disable(staff_id: UUID, version: int) -> ResponseReturnValue:
    """Keep somebody out from now on, unless nobody could let anybody in any more."""
    with write_session() as session:
        # Nobody else changes them meanwhile: two administrators cannot disable each other at once.
        session.scalars(_administrators().with_for_update()).all()
        found = _to_change(session, staff_id)
        if since := changed_since(session, audit.account_changes(staff_id), version):
            return _done(found, since)
        if found.role is Role.ADMINISTRATOR and _is_last_administrator(session, found):
            return _done(
                found, _("The last administrator cannot be disabled: add another one first")
            )
        found.disabled_at = found.disabled_at or clock.now()
        sessions.end_sessions(session, found)
        _record(session, Action.STAFF_DISABLED, found)
    return _done(found, _("%(name)s cannot sign in any more", name=found.name))


@bp.post("/staff/<uuid:staff_id>/enable/v<version:version>")
@staff(Role.ADMINISTRATOR)
def enable(staff_id: UUID, version: int) -> ResponseReturnValue:
    """Let somebody in again who was kept out."""
    with write_session() as session:
        found = _to_change(session, staff_id)
        if since := changed_since(session, audit.account_changes(staff_id), version):
            return _done(found, since)
        found.disabled_at = None
        _record(session, Action.STAFF_ENABLED, found)
    return _done(found, _("%(name)s can sign in again", name=found.name))


def _locked_until() -> Callable[[Staff], datetime | None]:
    """Until when signing in with somebody's user name is locked somewhere; None where it is not."""
    locks = lockout.locks(read_session())
    return lambda person: locks.get(lockout.subject_of(person.username))


def _to_change(session: Session, staff_id: UUID) -> Staff:
    """Held against other administrators: what is read of the account then stays so."""
    return session.get(Staff, staff_id, with_for_update=True) or abort(404)


def _is_last_administrator(session: Session, found: Staff) -> bool:
    return [row.id for row in session.scalars(_administrators())] == [found.id]


def _administrators() -> Select[Staff]:
    return select(Staff).where(Staff.role == Role.ADMINISTRATOR, Staff.disabled_at.is_(None))


def _record(session: Session, action: Action, found: Staff) -> None:
    audit.record(session, action, detail={"staff": str(found.id)})


def _done(found: Staff, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("staff.person", staff_id=found.id), 303)
