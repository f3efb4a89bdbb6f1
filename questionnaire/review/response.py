"""The response of an address, and the way back to its submission once something was done with it."""

from __future__ import annotations

from uuid import UUID

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from questionnaire.store.models import Response


def response_or_404(session: Session, response_id: UUID) -> Response:
    """The response of a URL.

    :raise NotFound: where there is none.
    """
    return session.get(Response, response_id) or abort(404)


def response_to_change(session: Session, response_id: UUID) -> Response:
    """The same inside `write_session()`, held against other writers: what is read of it then stays so.

    Take it before anything else is written, or two writers may wait for each other for ever.

    :raise NotFound: where there is none.
    """
    return session.get(Response, response_id, with_for_update=True) or abort(404)


def back_to_submission(
    response_id: UUID, anchor: str | None = None, *, since: int | None = None
) -> ResponseReturnValue:
    """On to the submission, or a place on it, once something was done with it.

    `since` is how many answers there were before: the page then says what findings moved.
    """
    page = url_for("submission.submission", response_id=response_id, since=since, _anchor=anchor)
    return redirect(page, 303)
