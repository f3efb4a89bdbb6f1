"""Who saw or changed what: a trail in which no row can be changed, dropped or put in unseen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum
from functools import partial
from uuid import UUID

from flask import current_app, g, has_request_context
from sqlalchemy import Select, Text, and_, or_, select, type_coerce
from sqlalchemy.orm import Session

from questionnaire.store import chain
from questionnaire.store.clock import now
from questionnaire.store.database import write_session
from questionnaire.store.models import AuditEvent, Response, Staff

STAFF = "staff:"
SEEN = "what this request has shown"


class Action(Enum):
    """What can happen that the trail must tell."""

    TRAIL_BEGUN = "trail begun"
    RECORD_SEALED = "record sealed"
    KEYS_REPLACED = "keys replaced"
    STAFF_CREATED = "staff created"
    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "sign-in failed"
    SIGNED_OUT = "signed out"
    STAFF_LOCKED = "staff locked"
    STAFF_UNLOCKED = "staff unlocked"
    STAFF_DISABLED = "staff disabled"
    STAFF_ENABLED = "staff enabled"
    PASSWORD_RESET = "password reset"
    PASSWORD_CHANGED = "password changed"
    SETTING_CHANGED = "setting changed"
    WORKLIST_SEEN = "worklist seen"
    TRAIL_SEEN = "trail seen"
    SAME_PERSON_ASKED = "asked if the same person"
    INVITATION_CREATED = "invitation created"
    INVITATION_REISSUED = "invitation reissued"
    INVITATION_REVOKED = "invitation revoked"
    INVITATION_OPENED = "invitation opened"
    INVITATION_LOCKED = "invitation locked"
    NEW_LINK_ASKED_FOR = "new link asked for"
    IDENTITY_CHECK_FAILED = "identity check failed"
    LEFT = "left"
    UNKNOWN_LINK = "unknown link tried"
    RESPONSE_STARTED = "response started"
    RESPONSE_SEEN = "response seen"
    FACE_SHEET_SEEN = "face sheet seen"
    ANSWERS_SEEN = "answers seen"
    ANSWERS_SAVED = "answers saved"
    ANSWER_CORRECTED = "answer corrected"
    IDENTITY_CORRECTED = "identity corrected"
    FACTS_ADDED = "facts added"
    RESPONSE_SENT = "response sent"
    PARTS_REOPENED = "parts opened again by the patient"
    CHANGES_SENT = "changes sent"
    FEEDBACK_GIVEN = "feedback given"
    FEEDBACK_SEEN = "feedback seen"
    ASSESSED_ANEW = "assessed anew"
    RED_FLAG_RAISED = "red flag raised"
    RED_FLAG_ACTED_ON = "red flag acted on"
    CONSULT_MOVED = "consult day moved"
    MARKED_READY = "marked ready"
    BACK_TO_REVIEW = "back to review"
    TELEPHONE_OPENED = "telephone interview opened"
    DECISION_RECORDED = "decision recorded"
    RESPONSE_CLOSED = "response closed"
    EXPORTED = "exported"
    BACKED_UP = "backup made"
    RESTORED = "restored from a backup"
    ERASURES_SEEN = "erasures seen"
    QUESTION_QUALITY_SEEN = "question quality seen"
    HOLD_SET = "legal hold set"
    HOLD_LIFTED = "legal hold lifted"
    RESPONSE_ERASED = "response erased"
    ERASED_AGAIN = "response erased again"


CHANGES = frozenset(
    {
        Action.RESPONSE_STARTED,
        Action.ANSWERS_SAVED,
        Action.ANSWER_CORRECTED,
        Action.FACTS_ADDED,
        Action.RESPONSE_SENT,
        Action.PARTS_REOPENED,
        Action.CHANGES_SENT,
        Action.ASSESSED_ANEW,
        Action.RED_FLAG_RAISED,
        Action.RED_FLAG_ACTED_ON,
        Action.CONSULT_MOVED,
        Action.MARKED_READY,
        Action.BACK_TO_REVIEW,
        Action.DECISION_RECORDED,
        Action.RESPONSE_CLOSED,
        Action.IDENTITY_CORRECTED,
    }
)
"""What changes a response. Whoever marks it ready or decides should have seen the latest of these."""
OF_ACCOUNTS = (
    Action.STAFF_CREATED,
    Action.STAFF_UNLOCKED,
    Action.STAFF_DISABLED,
    Action.STAFF_ENABLED,
    Action.PASSWORD_RESET,
)
"""What administrators do with an account."""


def record(
    session: Session,
    action: Action,
    *,
    actor: Staff | str | None = None,
    response: Response | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write to the trail in the caller's transaction, as its last act.

    `detail` holds keys, counts and formats, never a clinical or identifying value.
    `actor` is by default the member of staff signed in; else, in a request, "patient" where
    a response is concerned and "visitor" where none is; else "system".
    """
    row = AuditEvent(
        at=now(),
        actor=_name_of(actor, response),
        action=action.value,
        response_id=response.id if response else None,
        patient_id=response.patient_id if response else None,
        detail=dict(detail or {}),
    )
    chain.wait(session, row)


def seen(
    action: Action,
    response: Response | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write to the trail from a page that only shows: when it is made, before any of it is sent."""
    entry = partial(record, action=action, response=response, detail=detail)
    if has_request_context():
        g.setdefault(SEEN, []).append(entry)
    else:
        _write([entry])


def tell_what_was_seen() -> None:
    """At the end of a view: write what it said was seen, in one transaction."""
    if entries := g.pop(SEEN, None):
        _write(entries)


def forget_what_was_seen() -> None:
    """Where the view failed: nobody has seen it."""
    g.pop(SEEN, None)


def _write(entries: Sequence[Callable[[Session], None]]) -> None:
    with write_session(refreshes=False) as session:
        for entry in entries:
            entry(session)


def changes(response: Response, of: Collection[Action] = CHANGES) -> Select[AuditEvent]:
    """What changed a response so far, the first first; who its patient is counts, wherever corrected.

    How many there are is the response's version.
    """
    named = AuditEvent.action.in_([action.value for action in of])
    corrected = and_(
        AuditEvent.patient_id == response.patient_id,
        AuditEvent.action == Action.IDENTITY_CORRECTED.value,
    )
    of_response = or_(AuditEvent.response_id == response.id, corrected)
    return select(AuditEvent).where(of_response, named).order_by(AuditEvent.sequence)


def account_changes(staff_id: UUID) -> Select[AuditEvent]:
    """What administrators did with an account so far, the first first."""
    named = AuditEvent.action.in_([action.value for action in OF_ACCOUNTS])
    of_account = type_coerce(AuditEvent.detail, Text).contains(str(staff_id))
    return select(AuditEvent).where(named, of_account).order_by(AuditEvent.sequence)


def actor_name(staff_id: object) -> str:
    """What the trail calls a member of staff: by the id, never by the name."""
    return f"{STAFF}{staff_id}"


def _name_of(actor: Staff | str | None, response: Response | None) -> str:
    if isinstance(actor, str):
        return actor
    if actor is not None:
        return actor_name(actor.id)
    if not has_request_context():
        return "system"
    if hasattr(current_app, "login_manager"):
        from flask_login import current_user  # noqa: PLC0415 (a command, where nobody signs in, needs none)

        if current_user.is_authenticated:
            return actor_name(current_user.id)
    return "patient" if response else "visitor"
