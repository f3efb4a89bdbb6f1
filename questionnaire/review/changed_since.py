"""What was changed while a form about the whole of something was open: who decides has seen it."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from questionnaire.store import audit
from questionnaire.store.models import AuditEvent, Staff
from questionnaire.summary.said import short_moment


def version_of(session: Session, changes: Select[AuditEvent]) -> int:
    """How many changes there were so far, as the trail has them: what a form is made from."""
    counted = changes.order_by(None).with_only_columns(func.count())
    return session.scalar(counted) or 0


def changed_since(session: Session, changes: Select[AuditEvent], version: int) -> str:
    """Who did what since a version, and what to do now; empty where nobody did anything.

    :raise NotFound: where there never were so many changes.
    """
    if version > version_of(session, changes):
        abort(404)
    later = session.scalars(changes.offset(version)).all()
    if not later:
        return ""
    names = {audit.actor_name(one.id): one.name for one in session.scalars(select(Staff))}
    said = (
        f"{_(row.action)} ({names.get(row.actor, _(row.actor))}, {short_moment(row.at)})"
        for row in later
    )
    return _(
        "Changed while your page was open: %(changes)s. Look at what it says now, then choose again",
        changes="; ".join(dict.fromkeys(said)),
    )
