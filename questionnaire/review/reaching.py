"""How a patient can be reached, and how their link stands: what a nurse asks before she rings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaire.responses.invitations import TRIES_IN_ALL, still_lets_in
from questionnaire.responses.link_requests import waiting_among
from questionnaire.review.changed_since import version_of
from questionnaire.store import audit, clock
from questionnaire.store.models import Invitation, Response
from questionnaire.summary.kept_response import KeptResponse
from questionnaire.summary.said import said_day, said_moment

LINKS = frozenset(
    {
        audit.Action.INVITATION_CREATED,
        audit.Action.INVITATION_REISSUED,
        audit.Action.INVITATION_REVOKED,
    }
)
"""What makes a link, or stops one."""

ASKED = ("preferred_contact", "preferred_contact_details")


@dataclass(frozen=True)
class Reaching:
    """Where the link went, what the patient asked for, and whether the link still opens.

    `version` is how often a link was made or taken back.
    """

    contact: str
    preferred: str
    link: str
    link_works: bool
    version: int


def reaching(session: Session, response: Response, summary: KeptResponse) -> Reaching:
    """Both as they stand now."""
    version = version_of(
        session, audit.changes(response, LINKS)
    )  # before what it is the version of
    invitation = latest_invitation(session, response)
    lines = (summary.line(key) for key in ASKED)
    return Reaching(
        contact=(invitation.contact or "") if invitation else "",
        preferred=", ".join(line.said for line in lines if line and line.is_answered),
        link=" ".join(_said_of_link(session, response, invitation)),
        link_works=bool(invitation and still_lets_in(invitation)),
        version=version,
    )


def latest_invitation(session: Session, response: Response) -> Invitation | None:
    """The invitation that no other has replaced."""
    return session.scalar(
        select(Invitation)
        .where(Invitation.response_id == response.id)
        .order_by(Invitation.created_at.desc())
        .limit(1)
    )


def keep_until(session: Session, response: Response, day: date | None) -> None:
    """Let a link that still works live until a consult that was moved past its last day."""
    invitation = latest_invitation(session, response)
    if day and invitation and still_lets_in(invitation):
        invitation.expires_on = max(invitation.expires_on, day)


def _said_of_link(
    session: Session, response: Response, invitation: Invitation | None
) -> Iterator[str]:
    yield _said(invitation)
    if waiting_among(session, [response]):
        yield _(
            "Somebody who has the link asks for a new one: send it only to the contact on file."
        )


def _said(invitation: Invitation | None) -> str:
    if invitation is None:
        return _("No link was made.")
    if invitation.revoked_at:
        return _("The link was taken back on %(day)s.", day=said_day(invitation.revoked_at))
    if invitation.failed_tries >= TRIES_IN_ALL:
        return _("Too many wrong dates of birth have closed the link: find out who tried.")
    if not still_lets_in(invitation):
        return _("The link ran out on %(day)s.", day=said_day(invitation.expires_on))
    said = _("The link works until %(day)s.", day=said_day(invitation.expires_on))
    locked = invitation.locked_until
    if locked and locked > clock.now():
        tries = _("Wrong dates of birth have locked it until %(when)s.", when=said_moment(locked))
        return f"{said} {tries}"
    opened = invitation.opened_at
    if opened is None:
        return f"{said} {_('It has not been opened yet.')}"
    return f"{said} {_('It was first opened on %(when)s.', when=said_moment(opened))}"
