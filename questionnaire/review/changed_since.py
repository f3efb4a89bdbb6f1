"""What was changed of a response while a form about the whole of it was open: who decides has seen it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask import abort
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaire.store import audit
from questionnaire.store.models import AuditEvent, Response, Staff
from questionnaire.summary.said import short_moment


def version_of(
    session: Session, response: Response, of: Collection[audit.Action] = audit.CHANGES
) -> int:
    """How often a response was changed, in any way: what a form about the whole of it is made from.

    `of`: the changes that count, where a form is about one thing.
    """
    counted = audit.changes(response, of).order_by(None).with_only_columns(func.count())
    return session.scalar(counted) or 0


def changed_since(
    session: Session,
    response: Response,
    version: int,
    of: Collection[audit.Action] = audit.CHANGES,
) -> str:
    """Who changed what of a response since a version; empty where nobody did.

    :raise NotFound: where it never was changed so often.
    """
    if version > version_of(session, response, of):
        abort(404)
    later = session.scalars(audit.changes(response, of).offset(version)).all()
    return changes_said(session, later)


def changes_said(session: Session, later: Sequence[AuditEvent]) -> str:
    """Who did what while a page was open, and what to do now; empty where nobody did anything."""
    if not later:
        return ""
    names = {f"staff:{one.id}": one.name for one in session.scalars(select(Staff))}
    said = (
        f"{_(row.action)} ({names.get(row.actor, _(row.actor))}, {short_moment(row.at)})"
        for row in later
    )
    return _(
        "Changed while your page was open: %(changes)s. Look at what it says now, then choose again",
        changes="; ".join(dict.fromkeys(said)),
    )
