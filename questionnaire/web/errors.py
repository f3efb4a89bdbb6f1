"""The pages for what went wrong: each says what to do, and none shows or logs a value."""

from __future__ import annotations

import logging
import secrets
from traceback import format_tb

from flask import Flask, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError

from questionnaire.clinic.settings import ClinicSettings, settings
from questionnaire.store.database import read_session
from questionnaire.store.encryption import Undecipherable
from questionnaire.web.passwords import TooManyAtOnce
from questionnaire.web.sessions import signed_in_staff

log = logging.getLogger(__name__)

TRY_AGAIN_IN_SECONDS = 5

# The page for each status; any other below 500 is shown as a bad request.
PAGES = {
    400: "web/errors/bad_request.html",
    403: "web/errors/not_allowed.html",
    404: "web/errors/not_found.html",
    405: "web/errors/not_found.html",
    410: "web/errors/gone.html",
    413: "web/errors/too_large.html",
}
# Of these, what is said to staff who are signed in.
PAGES_FOR_STAFF = {"web/errors/not_found.html": "web/no_such_page.html"}


def init_app(app: Flask) -> None:
    """Give an app its pages for errors."""
    app.register_error_handler(CSRFError, form_too_old)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(TooManyAtOnce, busy)
    app.register_error_handler(Exception, broken)


def form_too_old(error: CSRFError) -> ResponseReturnValue:
    """The form was made for another session: most often, somebody signed out in between."""
    return _page("web/errors/form_too_old.html", 400)


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
    return _page(PAGES_FOR_STAFF.get(page, page) if signed_in_staff() else page, status)


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
    try:
        g.clinic = settings(read_session())
    except (SQLAlchemyError, Undecipherable):  # whatever is broken, the page must still show
        g.clinic = ClinicSettings()
    return render_template(template, reference=reference), status
