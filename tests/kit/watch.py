"""What a page changes is in the audit trail: every change that any test makes by a page is watched."""

from __future__ import annotations

import re

from flask import has_request_context, request
from sqlalchemy import Connection, Engine, event

CHANGE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
TRAIL = "audit_event"
# When somebody was last here: signing in and out are in the trail by themselves. And wrong tries that
# are counted, so that a flood of them is one row, later: questionnaire/web/untold.py. What waits to be
# taken in is told once it is taken in: strangers, too, can send a page. And counts, which tell of nobody.
NOT_TOLD = {
    "staff_session",
    "patient_session",
    "wrong_tries",
    "untold_tries",
    "kept_page",
    "question_tally",
}
CHANGED = "tables changed by the transaction that is open"


def watch(engine: Engine) -> None:
    """From now on, fail where a request changes something and writes no audit row with it."""
    event.listen(engine, "before_cursor_execute", _note)
    event.listen(engine, "rollback", _forget)
    event.listen(engine, "commit", _look)


def _note(connection: Connection, cursor: object, statement: str, *_: object) -> None:
    changes = CHANGE.match(statement)
    if changes and has_request_context():
        connection.info.setdefault(CHANGED, set()).add(changes[1])


def _forget(connection: Connection) -> None:
    connection.info.pop(CHANGED, None)


def _look(connection: Connection) -> None:
    changed: set[str] = connection.info.pop(CHANGED, set()) - NOT_TOLD
    assert not changed or TRAIL in changed, (
        f"{request.method} {request.path} changed {', '.join(sorted(changed))} unseen:"
        f" call audit.record(session, …) in {request.endpoint}, in the same transaction"
    )
