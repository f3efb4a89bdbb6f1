"""Who may use which page. Every door is shut unless it is opened here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar, cast
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from questionnaire.store.models import Role, Staff
from questionnaire.web.sessions import (
    note_use,
    patient_session,
    signed_in_staff,
    staff_session,
    telephone,
)

View = TypeVar("View", bound=Callable[..., object])

# What a member of staff with a one-time password may still do.
BEFORE_PASSWORD_CHANGED = {"accounts.password", "accounts.change_password", "accounts.sign_out"}


@dataclass(frozen=True)
class ForAnyone:
    """A page that shows nobody's data."""


@dataclass(frozen=True)
class ForPatient:
    """A page of one response: for its patient, or the nurse who has that patient on the telephone."""


@dataclass(frozen=True)
class ForStaff:
    """A page for staff in certain roles; `menu` is what their menu calls it, empty where it is not in it."""

    roles: frozenset[Role]
    menu: str = ""


Door: TypeAlias = ForAnyone | ForPatient | ForStaff
ComeBack: TypeAlias = Callable[[UUID], ResponseReturnValue | None]

_DOORS: dict[object, Door] = {}


def anyone(view: View) -> View:
    """Open a page to whoever asks."""
    return _open(view, ForAnyone())


def patient(view: View) -> View:
    """Open a page, whose address has a `response_id`, to the patient let into that response."""
    return _open(view, ForPatient())


def staff(*roles: Role, menu: str = "") -> Callable[[View], View]:
    """Open a page to signed-in staff in these roles; without roles, to all of them.

    `menu` puts it into the menu of each of them, under these words.
    """
    door = ForStaff(frozenset(roles or Role), menu)
    return lambda view: _open(view, door)


def door_of(view: object) -> Door | None:
    """How a view was opened; None where nobody said, and so nobody may."""
    return _DOORS.get(view)


def current_staff() -> Staff:
    """The member of staff signed in here. Raises where there is none: the page is for staff alone."""
    found = signed_in_staff()
    if found is None:
        raise RuntimeError("nobody is signed in: open this view with @staff")
    return found


def guard(come_back: ComeBack) -> ResponseReturnValue | None:
    """Turn away who may not use the page asked for. Runs before every view.

    `come_back` answers whoever is not let into a response: None where it has let them in.
    """
    if request.endpoint in {None, "static"} or request.routing_exception:
        return None  # there is no view to guard: Flask answers by itself
    match door_of(current_app.view_functions[cast("str", request.endpoint)]):
        case ForAnyone():
            return None
        case ForPatient():
            return _guard_patient(cast("UUID", (request.view_args or {})["response_id"]), come_back)
        case ForStaff(roles=roles):
            return _guard_staff(roles)
        case None:
            return abort(403)


def _open(view: View, door: Door) -> View:
    if view in _DOORS:
        raise ValueError(f"{view} has two doors: keep one of @anyone, @patient and @staff")
    _DOORS[view] = door
    return view


def _guard_patient(response_id: UUID, come_back: ComeBack) -> ResponseReturnValue | None:
    row = staff_session() if telephone(response_id) else patient_session(response_id)
    if row is None:
        return _not_let_in(response_id, come_back)
    note_use(row)
    return None


def _not_let_in(response_id: UUID, come_back: ComeBack) -> ResponseReturnValue | None:
    """How to come back: by the birthday or the link, or for a nurse from the submission."""
    found, lost = signed_in_staff(), request.method == "POST"
    if found is not None and found.role is Role.NURSE:
        page = "web/open_the_telephone_again.html"
        return render_template(page, response_id=response_id, page_lost=lost), 403
    return come_back(response_id)


def _sign_in_first() -> ResponseReturnValue:
    if request.endpoint == "accounts.sign_out":
        return redirect(url_for("accounts.sign_in"), 303)
    if request.method == "POST":
        flash(_("You were signed out meanwhile. What you sent last was not saved."))
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)


def _guard_staff(roles: frozenset[Role]) -> ResponseReturnValue | None:
    found = signed_in_staff()
    if found is None:
        return _sign_in_first()
    if found.must_change_password and request.endpoint not in BEFORE_PASSWORD_CHANGED:
        return redirect(url_for("accounts.password"), 303)
    if found.role not in roles:
        abort(403)
    note_use(staff_session())
    return None
