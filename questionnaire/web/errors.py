"""The pages for what went wrong: each says what to do, and none shows or logs a value."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from traceback import format_tb
from typing import cast
from uuid import UUID

from flask import Flask, Response, current_app, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError, TooManyRequests

from questionnaire.store.database import read_anew
from questionnaire.store.faults import OF_DATABASES, fault_of, in_words
from questionnaire.web.origin import is_from_here
from questionnaire.web.passwords import TooManyAtOnce
from questionnaire.web.sessions import patient_session, recognised_staff

log = logging.getLogger(__name__)

TRY_AGAIN_IN_SECONDS = 5
FAULT_LASTS_SECONDS = 60

# The page for each status; any other below 500 is shown as a bad request.
PAGES = {
    400: "web/errors/bad_request.html",
    403: "web/errors/not_allowed.html",
    404: "web/errors/not_found.html",
    405: "web/errors/not_found.html",
    410: "web/errors/gone.html",
    413: "web/errors/too_large.html",
    429: "web/errors/too_many.html",
}
# Of these, what is said to staff who are signed in.
PAGES_FOR_STAFF = {"web/errors/not_found.html": "web/no_such_page.html"}


def init_app(app: Flask) -> None:
    """Give an app its pages for errors."""
    app.register_error_handler(CSRFError, form_too_old)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(TooManyAtOnce, busy)
    for error in OF_DATABASES:
        app.register_error_handler(error, unavailable)
    app.register_error_handler(Exception, broken)


def form_too_old(error: CSRFError) -> ResponseReturnValue:
    """The form was made for another session: most often, somebody signed out in between.

    A patient who is let in by now, in another tab, has what was typed shown to be sent once more.
    """
    if not request.cookies:
        return _page("web/errors/no_cookies.html", 400)
    if _is_of_patient_here() and is_from_here():
        return _page("web/errors/send_once_more.html", 400)
    return _page("web/errors/form_too_old.html", 400)


def _is_of_patient_here() -> bool:
    if request.blueprint != "patient":
        return False
    return patient_session(cast("UUID", (request.view_args or {})["response_id"])) is not None


def busy(error: TooManyAtOnce) -> ResponseReturnValue:
    """A crowd at the sign-in page, or somebody who tries many passwords."""
    page, status = _page("web/errors/busy.html", 503)
    return page, status, {"Retry-After": str(TRY_AGAIN_IN_SECONDS)}


def refused(error: HTTPException) -> ResponseReturnValue:
    """A request that cannot be met, by its status."""
    status = error.code or 500
    if isinstance(error, SecurityError):
        # Asked for by a name that is not ours: no page could have links.
        return Response("This address is not served here.\n", 400, mimetype="text/plain")
    if status < 400:
        return error
    if status >= 500:
        return broken(error)
    page = PAGES.get(status, PAGES[400])
    shown = _page(PAGES_FOR_STAFF.get(page, page) if recognised_staff() else page, status)
    wait = error.retry_after if isinstance(error, TooManyRequests) else None
    return (*shown, {"Retry-After": str(wait)} if wait else {})


def unavailable(error: Exception) -> ResponseReturnValue:
    """The disk is full, the database away: what was asked for is not done, and can be asked for again."""
    if fault_of(error) is None:
        return broken(error)
    read_anew()
    reference = new_reference()
    log.error("%s: %s (%s)", reference, in_words(error), request.endpoint)
    page, status = _page("web/errors/unavailable.html", 503, reference)
    return page, status, {"Retry-After": str(FAULT_LASTS_SECONDS)}


def broken(error: Exception) -> ResponseReturnValue:
    """Our own fault. The log tells where, under the number on the page; no message, no value."""
    if current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    reference = new_reference()
    where = "".join(format_tb(error.__traceback__))
    log.error("%s: %s in %s\n%s", reference, type(error).__name__, request.endpoint, where)
    return _page("web/errors/broken.html", 500, reference)


def new_reference() -> str:
    """A number to read out over the telephone."""
    number = f"{secrets.randbelow(10**8):08}"
    return f"{number[:4]} {number[4:]}"


def _page(template: str, status: int, reference: str = "") -> tuple[str, int]:
    if status >= 500:
        cookie.modified = (
            False  # what was not done lets nobody in, and says nothing of who could be
        )
    return render_template(template, reference=reference, typed=_typed), status


def _typed() -> list[tuple[str, str]]:
    """What the form held that was sent, to be sent once more; a password is typed anew.

    So is the form's own token: it is given anew.
    """
    if request.blueprint == "accounts":
        return []
    with suppress(HTTPException):  # more than is ever read
        return [box for box in request.form.items(multi=True) if box[0] != "csrf_token"]
    return []
