"""Staff sign in, sign out and change their password; the front door for everybody."""

from __future__ import annotations

import re
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

from questionnaire.store import audit
from questionnaire.store.audit import Action
from questionnaire.store.database import read_session, write_session
from questionnaire.store.models import Role, Staff, UntoldTries
from questionnaire.web import lockout, passwords, sessions, untold
from questionnaire.web.access import anyone, current_staff, staff
from questionnaire.web.origin import origin

bp = Blueprint("accounts", __name__)

# What our own addresses are made of. No browser or server takes it for another site's.
PATH = re.compile(r"/(?:[\w.-]+/)*[\w.-]*(?:\?[\w.=&%+-]*)?", re.ASCII)
NOBODY = "unknown"  # what the trail calls whoever tries a user name that nobody has

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
    found = _who_has(username, password)
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


def _who_has(username: str, password: str) -> Staff | None:
    """Sign in whoever has these, unless too much was tried: that is known before anything is hashed."""
    session, subject = read_session(), lockout.subject_of(as_kept(username))
    found = by_username(session, username)
    known = lockout.is_known(session, found, origin())
    if lockout.is_shut(session, subject, origin(), known=known):
        untold.count_turned_away(Action.SIGN_IN_FAILED, _in_trail(found))
        return None
    kept = found.password_hash if found else None
    queue = passwords.KNOWN if known else passwords.STRANGERS
    with queue.place():
        right = passwords.is_right(password, kept, queue)
        with write_session() as session:
            return _admit(session, username, kept if right else None)


def _admit(session: Session, username: str, opened: str | None) -> Staff | None:
    """Decide in one transaction, so that many tries at once count as many.

    `opened` is the stored hash that the password fitted, None where it fitted none. A one-time
    password that has run out fits no more than a wrong one.
    """
    found = session.scalar(_by_username(username).with_for_update())
    subject, known = (
        lockout.subject_of(as_kept(username)),
        lockout.is_known(session, found, origin()),
    )
    shut = lockout.is_shut(session, subject, origin(), known=known)
    fits = found and opened == found.password_hash and not found.has_run_out
    if shut or found is None or found.disabled_at or not fits:
        _count_wrong_try(session, username, found)
        return None
    lockout.forgive(session, subject, origin())
    untold.tell(session, UntoldTries.actor == _in_trail(found))
    audit.record(session, Action.SIGNED_IN, actor=found)
    sessions.sign_in(session, found)
    return found


def _by_username(username: str) -> Select[Staff]:
    return select(Staff).where(Staff.username == as_kept(username))


def _in_trail(found: Staff | None) -> str:
    return audit.actor_name(found.id) if found else NOBODY


def _count_wrong_try(session: Session, username: str, found: Staff | None) -> bool:
    """Whether this was one too many."""
    subject, actor = lockout.subject_of(as_kept(username)), _in_trail(found)
    locks = lockout.count(session, subject, origin(), lockout.TRIES)
    untold.count(session, Action.SIGN_IN_FAILED, actor)
    if locks and found:
        untold.tell(session, UntoldTries.actor == actor)
        audit.record(session, Action.STAFF_LOCKED, actor=actor, detail={"address": origin()})
    return locks


def _fits(form: PasswordForm, found: Staff) -> bool:
    old, new = cast("str", form.current.data), cast("str", form.new.data)
    if not _is_own(old, found):
        form.current.errors = ["This is not the password you signed in with"]
    elif old == new:
        form.new.errors = ["Choose a password other than the one you have"]
    elif fault := passwords.fault_in(new, found.username):
        form.new.errors = [fault]
    return not form.errors


def _is_own(password: str, found: Staff) -> bool:
    """A signed-in browser left alone is no place to try passwords."""
    with passwords.KNOWN.place():
        if passwords.is_right(password, found.password_hash, passwords.KNOWN):
            return True
        with write_session() as session:
            kept = session.get_one(Staff, found.id, with_for_update=True)
            if _count_wrong_try(session, kept.username, kept):
                sessions.end_sessions(session, kept)
    return False


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
