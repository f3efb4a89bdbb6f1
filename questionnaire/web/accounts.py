"""Staff sign in, sign out and change their password; the front door for everybody."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from questionnaire.store import audit, clock
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Role, Staff
from questionnaire.web import passwords, sessions
from questionnaire.web.access import anyone, current_staff, staff

bp = Blueprint("accounts", __name__)

# What our own addresses are made of. No browser or server takes it for another site's.
PATH = re.compile(r"/(?:[\w.-]+/)*[\w.-]*(?:\?[\w.=&%+-]*)?", re.ASCII)
TRIES = 5
LOCKED_FOR = timedelta(minutes=15)

HOMES = {
    Role.NURSE: "worklist.index",
    Role.CLINICIAN: "ready_list.ready_list",
    Role.ADMINISTRATOR: "staff.everybody",
}


class SignInForm(FlaskForm):
    """A user name and a password."""

    username = StringField(
        "User name", validators=[InputRequired("Enter your user name"), Length(max=100)]
    )
    password = PasswordField(
        "Password",
        validators=[InputRequired("Enter your password"), Length(max=passwords.LONGEST)],
    )


class PasswordForm(FlaskForm):
    """A new password, and the old one to show that it is you."""

    current = PasswordField(
        "Password you signed in with",
        validators=[
            InputRequired("Enter the password you signed in with"),
            Length(max=passwords.LONGEST),
        ],
    )
    new = PasswordField(
        "New password",
        description=f"At least {passwords.SHORTEST} characters. Four words in a row are a good choice",
        validators=[InputRequired("Enter a new password"), Length(max=passwords.LONGEST)],
    )
    again = PasswordField(
        "New password again",
        validators=[EqualTo("new", "Enter the same new password in both boxes")],
    )


@bp.get("/")
@anyone
def front_door() -> ResponseReturnValue:
    """Where patients are told to use their link, and staff go on to their own pages."""
    if found := sessions.recognised_staff():
        return redirect(home_of(found), 303)
    return render_template("web/front_door.html")


@bp.get("/sign-in")
@anyone
def sign_in() -> ResponseReturnValue:
    """Ask for user name and password."""
    if found := sessions.recognised_staff():
        return redirect(_safe_next() or home_of(found), 303)
    return render_template("web/sign_in.html", form=SignInForm())


@bp.post("/sign-in")
@anyone
def check_sign_in() -> ResponseReturnValue:
    """Let a member of staff in. Why somebody is turned away is told to nobody."""
    form = SignInForm()
    if not form.validate():
        return render_template("web/sign_in.html", form=form), 422
    username, password = cast("str", form.username.data), cast("str", form.password.data)
    known = by_username(read_session(), username)
    kept = known.password_hash if known else None
    right = passwords.is_right(password, kept)
    with write_session() as session:
        found = _admit(session, username, kept if right else None)
    if found is None:
        return render_template("web/sign_in.html", form=form, refused=passwords.ONE_TIME_DAYS), 401
    return redirect(_safe_next() or home_of(found), 303)


@bp.post("/sign-out")
@staff()
def sign_out() -> ResponseReturnValue:
    """End this session."""
    with write_session() as session:
        audit.record(session, Action.SIGNED_OUT, actor=current_staff())
        sessions.sign_out(session)
    flash(_("You are signed out"))
    return redirect(url_for("accounts.sign_in"), 303)


@bp.get("/password")
@staff()
def password() -> ResponseReturnValue:
    """Ask for a new password."""
    return render_template("web/password.html", form=PasswordForm())


@bp.post("/password")
@staff()
def change_password() -> ResponseReturnValue:
    """Keep a new password, and end every other session of the same person."""
    form = PasswordForm()
    if not form.validate() or not _fits(form, current_staff()):
        return render_template("web/password.html", form=form), 422
    kept = passwords.hash_password(cast("str", form.new.data))
    with write_session() as session:
        found = session.get_one(Staff, current_staff().id)
        found.password_hash, found.one_time_until = kept, None
        audit.record(session, Action.PASSWORD_CHANGED, actor=found)
        sessions.end_sessions(session, found)
        sessions.sign_in(session, found)
    flash(_("Your password is changed"))
    return redirect(home_of(found), 303)


def by_username(session: Session, username: str) -> Staff | None:
    """The member of staff with a user name; capitals and spaces around it do not matter."""
    return session.scalar(_by_username(username))


def as_kept(username: str) -> str:
    """A user name as it is stored: in small letters, without spaces around it."""
    return username.strip().casefold()


def home_of(found: Staff) -> str:
    """The page that a member of staff comes for."""
    return url_for(HOMES[found.role])


def is_locked(found: Staff) -> bool:
    """Whether too many wrong passwords keep this account shut just now."""
    return found.locked_until is not None and found.locked_until > clock.now()


def _admit(session: Session, username: str, opened: str | None) -> Staff | None:
    """Decide in one transaction, so that many tries at once count as many.

    `opened` is the stored hash that the password fitted, None where it fitted none. A one-time
    password that has run out fits no more than a wrong one.
    """
    found = session.scalar(_by_username(username).with_for_update())
    if found is None or found.disabled_at or is_locked(found):
        audit.record(session, Action.SIGN_IN_FAILED, actor=found or "unknown")
        return None
    if opened != found.password_hash or found.has_run_out:
        _count_wrong_try(session, found)
        return None
    found.failed_tries, found.locked_until = 0, None
    audit.record(session, Action.SIGNED_IN, actor=found)
    sessions.sign_in(session, found)
    return found


def _by_username(username: str) -> Select[Staff]:
    return select(Staff).where(Staff.username == as_kept(username))


def _count_wrong_try(session: Session, found: Staff) -> None:
    found.failed_tries += 1
    audit.record(session, Action.SIGN_IN_FAILED, actor=found)
    if found.failed_tries >= TRIES:
        found.failed_tries, found.locked_until = 0, clock.now() + LOCKED_FOR
        audit.record(session, Action.STAFF_LOCKED, actor=found)


def _count_against(found: Staff) -> None:
    """A signed-in browser left alone is no place to try passwords."""
    with write_session() as session:
        kept = session.get_one(Staff, found.id, with_for_update=True)
        _count_wrong_try(session, kept)
        if is_locked(kept):
            sessions.end_sessions(session, kept)


def _fits(form: PasswordForm, found: Staff) -> bool:
    old, new = cast("str", form.current.data), cast("str", form.new.data)
    if not passwords.is_right(old, found.password_hash):
        _count_against(found)
        form.current.errors = ["This is not the password you signed in with"]
    elif old == new:
        form.new.errors = ["Choose a password other than the one you have"]
    elif fault := passwords.fault_in(new, found.username):
        form.new.errors = [fault]
    return not form.errors


def _safe_next() -> str | None:
    """Where to go on to, if it is a page of ours that can be fetched."""
    wanted = request.args.get("next", "")
    if not PATH.fullmatch(wanted):
        return None
    try:
        current_app.url_map.bind("").match(wanted.partition("?")[0], "GET")
    except HTTPException:
        return None
    return wanted
