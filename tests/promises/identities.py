"""Whoever may come to the clinic's addresses: let in as in earnest, and then shut out as in earnest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from questionnaire.store.models import Role
from questionnaire.web.sessions import PATIENT_IDLE, PATIENT_LONGEST, STAFF_IDLE, STAFF_LONGEST
from tests.kit.pages import PageClient
from tests.kit.people import Invited, PatientClient, StaffClient, add_staff, invite

Comes: TypeAlias = Callable[[Flask, Invited], PageClient]
"""How somebody comes: to an app that has this patient; the browser they have in hand."""

A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Identity:
    """Who asks: what the clinic should still take them for, and how they came."""

    comes: Comes
    role: Role | None = None  # of a live session of staff
    one_time: bool = False  # their password, still to be changed
    here: bool = False  # let into the response that is asked for
    link_works: bool = True
    later: timedelta = timedelta()  # how long after they came they ask


def stranger(app: Flask, invited: Invited) -> PageClient:
    return PageClient(app)


def patient(app: Flask, invited: Invited) -> PageClient:
    browser = PatientClient(app, invited)
    browser.open_link()
    return browser


def patient_of_another(app: Flask, invited: Invited) -> PageClient:
    return patient(app, invite(app, record_number="RN another"))


def patient_until(change: str) -> Comes:
    """The patient, whose response a nurse then changes by a form of its page."""

    def comes(app: Flask, invited: Invited) -> PageClient:
        browser, submission = patient(app, invited), f"/responses/{invited.response_id}"
        nurse = signed_in(Role.NURSE)(app, invited)
        page = nurse.get(submission)
        for form in [
            one.get("action") for one in page.forms() if "/red-flags/" in one.get("action")
        ]:
            nurse.submit({"action": "Rang"}, to=form)
        nurse.submit(to=f"{submission}/{change}")
        browser.browser.get(invited.link)  # once more: it leads to a door that is shut by now
        return browser

    return comes


def stopped(app: Flask, invited: Invited) -> PageClient:
    """A patient who stopped, and whose cookie of before somebody has kept."""
    browser = PatientClient(app, invited)
    browser.open_link()
    kept = _cookie(browser)
    browser.post(f"/r/{invited.response_id}/stop")
    browser.browser.set_cookie("session", kept)
    return browser


def _cookie(browser: PageClient) -> str:
    kept = browser.browser.get_cookie("session")
    assert kept, "a session is kept in a cookie"
    return kept.value


def signed_in(role: Role, *, one_time: bool = False) -> Comes:
    def comes(app: Flask, invited: Invited) -> PageClient:
        add_staff(app, role, one_time=one_time)
        return StaffClient(app, role.value)

    return comes


def disabled(role: Role) -> Comes:
    """Signed in, and then disabled by an administrator."""

    def comes(app: Flask, invited: Invited) -> PageClient:
        staff_id = add_staff(app, role)
        browser = StaffClient(app, role.value)
        add_staff(app, Role.ADMINISTRATOR, "another")
        administrator = StaffClient(app, "another")
        administrator.get(f"/staff/{staff_id}")
        administrator.submit(to=f"/staff/{staff_id}/disable")
        return browser

    return comes


def signed_out(app: Flask, invited: Invited) -> PageClient:
    """A nurse who signed out, and whose cookie of before somebody has kept."""
    browser = signed_in(Role.NURSE)(app, invited)
    kept = _cookie(browser)
    browser.get("/worklist")
    browser.submit(to="/sign-out")
    browser.browser.set_cookie("session", kept)
    return browser


def on_the_telephone(*, another: bool) -> Comes:
    """A nurse who answers with a patient on the telephone, this one or another."""

    def comes(app: Flask, invited: Invited) -> PageClient:
        nurse = signed_in(Role.NURSE)(app, invited)
        of = invite(app, record_number="RN another") if another else invited
        nurse.get(f"/responses/{of.response_id}")
        nurse.post(f"/responses/{of.response_id}/telephone")
        return nurse

    return comes


def forger(app: Flask, invited: Invited) -> PageClient:
    """Somebody who signs a cookie with a key of their own: it says all that ours could."""
    browser, other = PageClient(app), Flask("another")
    other.secret_key = "a key that is not the clinic's"
    signer = SecureCookieSessionInterface().get_signing_serializer(other)
    assert signer, "an app with a key signs"
    response, moment = str(invited.response_id), 4e9
    said = {"patient": {"response": response, "since": 0, "used": moment}, "telephone": response}
    browser.browser.set_cookie("session", signer.dumps({**said, "_user_id": "token"}))
    return browser


IDENTITIES: Mapping[str, Identity] = {
    "nobody": Identity(stranger),
    "forger of a cookie": Identity(forger),
    "patient": Identity(patient, here=True),
    "patient of another response": Identity(patient_of_another),
    "patient, link revoked": Identity(patient_until("invitation/revoke"), link_works=False),
    "patient, link made anew": Identity(patient_until("invitation/reissue"), link_works=False),
    "patient, response closed": Identity(patient_until("close"), link_works=False),
    "patient, stopped": Identity(stopped),
    "patient, idle": Identity(patient, later=PATIENT_IDLE + A_MOMENT),
    "patient, the day after": Identity(patient, later=PATIENT_LONGEST + A_MOMENT),
    **{role.value: Identity(signed_in(role), role) for role in Role},
    **{
        f"{role.value}, one-time password": Identity(
            signed_in(role, one_time=True), role, one_time=True
        )
        for role in Role
    },
    **{f"{role.value}, disabled": Identity(disabled(role)) for role in Role},
    "nurse, signed out": Identity(signed_out),
    "nurse, idle": Identity(signed_in(Role.NURSE), later=STAFF_IDLE + A_MOMENT),
    "administrator, the day after": Identity(
        signed_in(Role.ADMINISTRATOR), later=STAFF_LONGEST + A_MOMENT
    ),
    "nurse by telephone": Identity(on_the_telephone(another=False), Role.NURSE, here=True),
    "nurse by telephone of another": Identity(on_the_telephone(another=True), Role.NURSE),
}
