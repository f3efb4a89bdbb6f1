"""The response of an address, and the way back to its submission once something was done with it."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session, joinedload

from questionnaire.store.encryption import Erased
from questionnaire.store.models import Response, Stage


def response_or_404(session: Session, response_id: UUID) -> Response:
    """The response of a URL.

    :raise NotFound: where there is none.
    :raise Erased: where it was erased; its page then says so.
    """
    with_patient = [joinedload(Response.patient)]  # every page says whose it is
    return _standing(session.get(Response, response_id, options=with_patient))


def response_to_change(session: Session, response_id: UUID) -> Response:
    """The same inside `write_session()`, held against other writers: what is read of it then stays so.

    Take it before anything else is written, or two writers may wait for each other for ever.

    :raise NotFound: where there is none.
    :raise Erased: where it was erased.
    """
    return _standing(session.get(Response, response_id, with_for_update=True))


def _standing(found: Response | None) -> Response:
    if found is None:
        abort(404)
    if found.stage is Stage.ERASED:
        raise Erased(f"response:{found.id} was erased")
    return found


def back_to_submission(
    response_id: UUID, anchor: str | None = None, *, since: int | None = None
) -> ResponseReturnValue:
    """On to the submission, or a place on it, once something was done with it.

    `since` is how many answers there were before: the page then says what findings moved.
    """
    page = url_for("submission.submission", response_id=response_id, since=since, _anchor=anchor)
    return redirect(page, 303)


def held_back(response_id: UUID, why: str) -> ResponseReturnValue:
    """Nothing was done; the page that is led to says why, and how things stand now."""
    flash(why, "error")
    return back_to_submission(response_id)


def moved_on(response: Response) -> ResponseReturnValue:
    """Somebody else has moved the response on since this page was opened."""
    said = {
        Stage.READY: _("It was marked ready for the clinician already."),
        Stage.DECIDED: _("It has been decided meanwhile. Nothing was changed."),
    }
    flash(said.get(response.stage, _("It was moved on meanwhile. Nothing was changed.")))
    return back_to_submission(response.id)
